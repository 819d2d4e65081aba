"""Everything that Mojo is made of says a licence that lets it be passed on."""

import pytest

from tools import licences


def test_every_package_of_the_lock_is_listed_with_its_licence():
    page = licences.licences()
    assert len(licences.packages()) > 50
    assert all(f"| {name} | {version} | " in page for name, version in licences.packages())


@pytest.mark.parametrize("said", [{}, {"License": "GPL-3.0-only"}, {"License-Expression": "MIT AND AGPL-3.0-only"}])
def test_a_licence_that_nobody_has_looked_at_ends_the_build(said: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    class Metadata(dict[str, str]):
        def __missing__(self, key: str) -> None:
            return None

        def get_all(self, key: str) -> None:
            return None

    monkeypatch.setattr(licences, "metadata", lambda package: Metadata(said))
    with pytest.raises(LookupError, match=r"package: .*Cure: look at it"):
        licences.licence_of("package")
