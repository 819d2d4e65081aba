"""What doctor should know about who may come in."""

from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.health import Health, State
from mojo.shared.ports import Invitations

_NAME = "owner"


async def owner_has_come(context: AppContext) -> Health:
    """Tell whether the owner's invitation still waits."""
    try:
        waiting = await (await context.get(Invitations)).owner_code() is not None  # type: ignore[type-abstract]
    except MojoException:
        return Health(_NAME, State.DEGRADED, "the store that would know is not reachable", cure="See the line about redis.")
    if waiting:
        return Health(_NAME, State.HEALTHY, "nobody has used the owner's invitation yet; `mojo up` shows it")
    return Health(_NAME, State.HEALTHY)


checks = [Check(_NAME, owner_has_come)]
