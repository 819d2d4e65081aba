"""Doctor is told whether the owner's invitation still waits."""

from collections.abc import Callable

from dishka import Provider, Scope

from mojo.features.account.checks import checks
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import Health, State
from mojo.shared.ports import Invitations
from tests.features.account.door import Door
from tests.support import make_memory_context


async def look(context: AppContext) -> Health:
    (check,) = checks
    health = await check.probe(context)
    assert health.name == check.name == "owner"
    return health


async def test_an_open_invitation_is_mentioned_but_no_fault(open_door: Callable[..., Door]) -> None:
    door = open_door()
    waiting = await look(door.context)
    assert waiting.state is State.HEALTHY
    assert "nobody has used the owner's invitation yet" in (waiting.reason or "")
    await door.admitted(7, code=await door.owner_code())
    assert await look(door.context) == Health("owner", State.HEALTHY)


async def test_a_store_out_of_reach_is_no_traceback() -> None:
    def nowhere() -> Invitations:
        raise ConfigurationError("REDIS_URL is not set.")

    provider = Provider(scope=Scope.APP)
    provider.provide(nowhere, override=True)
    health = await look(make_memory_context(AppName.API, None, provider))
    assert (health.state, health.cure) == (State.DEGRADED, "See the line about redis.")
