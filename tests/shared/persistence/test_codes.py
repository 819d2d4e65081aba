"""Invitation codes and the file that holds the owner's."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mojo.shared.persistence.codes import CodeFile, code_fingerprint, new_code

DEEP_LINK_LIMIT = 64
"""https://core.telegram.org/bots/features#deep-linking"""


def test_a_code_is_long_enough_to_be_unguessable_and_fits_a_deep_link() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        assert re.fullmatch(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}", code)
        assert len(code.replace("-", "")) * 5 >= 128
        assert len(code) <= DEEP_LINK_LIMIT


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=1))
def test_case_spaces_hyphens_and_misread_letters_make_no_difference(code: str) -> None:
    typed = " ".join(code.lower()).replace("o", "0").replace("i", "1").replace("b", "8")
    assert code_fingerprint(typed) == code_fingerprint(code)
    assert code_fingerprint(code + "A") != code_fingerprint(code)


def test_whoever_opens_the_file_reads_the_same_code(tmp_path: Path) -> None:
    data_dir = tmp_path / "not made yet"
    code = CodeFile(data_dir).read_or_make()
    assert CodeFile(data_dir).read_or_make() == code
    assert [file.name for file in data_dir.iterdir()] == ["owner-invitation"]
    assert (data_dir / "owner-invitation").stat().st_mode & 0o777 == 0o600


def test_a_used_code_is_forgotten(tmp_path: Path) -> None:
    file = CodeFile(tmp_path)
    code = file.read_or_make()
    file.forget()
    file.forget()
    assert list(tmp_path.iterdir()) == []
    assert file.read_or_make() != code
