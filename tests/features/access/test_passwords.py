"""Which passwords are taken, and how they are kept."""

import pytest

from mojo.features.access.passwords import Hasher, check_login_name, check_password
from mojo.shared.errors import InvalidInput
from mojo.shared.settings import load_settings


@pytest.mark.parametrize(
    "password",
    [
        "cinnamon otter trapeze",
        "корица выдра трапеция",
        "五个词放在一起就是一个很好的口令呀",
        "x7$Kq!mZ2#vPw9&",
        "w " + "kqzjvx" * 12,
        "ö" + "pflaumenmus im regen",
    ],
)
def test_long_and_unexpected_ones_are_taken_whatever_they_are_made_of(password: str) -> None:
    check_password(password, "anna")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "fourteen chars",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "passwordpassword",
        "Password12345678",
        "123456789012345",
        "abcdefghijklmnopqrst",
        "qwertyuiopasdfghjkl",
        "98765432109876543210",
        "Correct Horse Battery Staple",
        "mojo mojo chronos",
        "annasmith-annasmith-1",
        "My-Mojo-Password-2026",
    ],
)
def test_short_or_expected_ones_are_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match=r"^password: ") as refusal:
        check_password(password, "annasmith", "Anna")
    assert len(password) < 4 or password not in refusal.value.detail


@pytest.mark.parametrize("name", ["", " ", "a b", "a" * 65, "<b>", "a/b", "a\n"])
def test_a_login_name_is_plain(name: str) -> None:
    if name == "a\n":
        assert check_login_name(name) == "a"
        return
    with pytest.raises(InvalidInput):
        check_login_name(name)


async def test_it_is_hashed_with_argon2id_and_matched_in_any_composition() -> None:
    hasher = Hasher()
    kept = await hasher.hash("pflaumenmus mit ö")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await hasher.matches(kept, "pflaumenmus mit o\u0308")
    assert not await hasher.matches(kept, "pflaumenmus mit o")
    assert not await hasher.matches(None, "nobody has this password")
    assert not await hasher.matches("nonsense", "pflaumenmus mit ö")


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"API_HOST": "0.0.0.0", "API_PORT": "81"}, "http://127.0.0.1:81"),
        ({"API_HOST": "::1", "API_PORT": "81"}, "http://[::1]:81"),
        ({"API_PUBLIC_URL": "https://mojo.example"}, "https://mojo.example"),
    ],
)
def test_links_lead_to_where_the_api_is(environ: dict[str, str], url: str) -> None:
    from mojo.features.access.settings import AccessSettings

    assert load_settings(environ, dotenv=None)[AccessSettings].public_url == url
