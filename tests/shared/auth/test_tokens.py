"""What tokens look like."""

import pytest

from mojo.shared.auth.sessions import RefreshToken, new_session_id
from mojo.shared.auth.tokens import fingerprint, looks_opaque, new_token, well_formed
from mojo.shared.util.redaction import Redactor


def test_a_token_is_well_formed_and_never_the_same() -> None:
    tokens = {new_token("pat") for _ in range(50)}
    assert len(tokens) == 50
    assert all(well_formed(token) and looks_opaque(token) and token.startswith("mojo_pat_") for token in tokens)
    assert {len(token) for token in tokens} == {9 + 43 + 6}


def test_every_single_wrong_letter_is_noticed() -> None:
    token = new_token("pat")
    for place in range(9, len(token)):
        wrong = token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]
        assert not well_formed(wrong)


@pytest.mark.parametrize("token", ["", "mojo_pat_", "mojo_bot_" + "0" * 49, "mojo_pat_" + "0" * 49, "mojo_pat_" + "0" * 5000])
def test_what_has_another_form_is_not_well_formed(token: str) -> None:
    assert not well_formed(token)
    assert not well_formed(new_token("pat") + "\n")


def test_only_a_hash_is_stored() -> None:
    token = new_token("pat")
    assert len(fingerprint(token)) == 64
    assert token not in fingerprint(token)


def test_a_refresh_token_is_read_back_and_struck_out_of_logs() -> None:
    first = RefreshToken.first(new_session_id())
    assert RefreshToken.parse(first.text) == first
    assert first.text not in Redactor().text(f"refreshing with {first.text}")
    assert len(first.text) <= 256


@pytest.mark.parametrize(
    "text", ["", "mojo_rt", "mojo_rt_a_b_c", "mojo_pat_" + "a" * 87, "mojo_rt_" + "_".join(["ö" * 22] * 2 + ["a" * 43])]
)
def test_what_is_no_refresh_token_is_none(text: str) -> None:
    assert RefreshToken.parse(text) is None
    first = RefreshToken.first(new_session_id()).text
    assert RefreshToken.parse(first[:-1]) is None
    assert RefreshToken.parse(first + "\n") is None


def test_only_the_holder_of_a_token_opens_its_successor() -> None:
    first = RefreshToken.first(new_session_id())
    second = first.successor()
    sealed = first.seal(second)
    assert first.open(sealed) == second
    assert second.secret not in sealed
    assert RefreshToken.first(first.session_id).seal(second) != sealed
