"""One Mojo for everybody who does it no harm, and fresh ones for those who do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.support import MojoUp, Person

TWO_SOURCES = {"WEATHER_PROVIDERS": "open_meteo,met_norway", "MET_NORWAY_CONTACT": "tests@example.org"}
"""A third one would have to be made to fail, and would have to be asked until it is well again, in every test of faults."""


@pytest.fixture(scope="session")
def mojo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    """A running Mojo. Whoever makes something fail mends it again."""
    up = MojoUp(tmp_path_factory.mktemp("mojo"), **TWO_SOURCES)
    try:
        yield up.start()
    finally:
        up.end()


@pytest.fixture(scope="session")
def owner(mojo: MojoUp) -> Person:
    """The owner of that Mojo, who came with the invitation of its panel, which is good for one person."""
    olga = mojo.person("Olga")
    olga.say(f"/start {mojo.run['owner_invitation']['code']}")
    return olga


@pytest.fixture
def make_mojo(tmp_path: Path) -> Iterator[Callable[..., MojoUp]]:
    """Make Mojos of one's own, all in the same folder; whatever is left of them is ended."""
    made: list[MojoUp] = []

    def make(*options: str, **environ: str) -> MojoUp:
        made.append(MojoUp(tmp_path, *options, **environ))
        return made[-1]

    yield make
    for up in made:
        up.end()
