"""A house with an owner, in which things can go wrong."""

import pytest

from mojo.features.notifications.commands import commands as notifications
from mojo.features.watch.commands import commands
from tests.chronos.support import BEN, House, known, make_house
from tests.features.watch.support import TOKEN, Ward


@pytest.fixture
async def ward() -> Ward:
    return Ward(await owners_house())


async def owners_house(**environ: str) -> House:
    """Return a house whose owner is Anna; Ben is an admin."""
    anna, ben = known(role="owner", scopes={"*"}), known(BEN, role="admin", scopes={"watch:read"})
    return await make_house(commands, notifications, users=[anna, ben], ALERTMANAGER_TOKEN=TOKEN, **environ)
