"""Outside services are shown from the start, and trouble is seen to end though nobody calls."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from mojo.shared.checks import Check, always, found_checks
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.watch import expect, keep_watching, look
from mojo.shared.health import NOT_ASKED, Health, HealthBoard, State, worst_of
from tests.shared.external.raw_server import RawServer, document, running
from tests.support import make_memory_context

pytestmark = pytest.mark.enable_socket

OK, BAD = document({"fine": True}), document({}, 500)


async def probe(context: AppContext) -> Health:
    http = await context.get(HttpExit)
    await http.services["meteo"].get_json("/probe")
    return Health("meteo", State.HEALTHY)


METEO = Check("meteo", probe, outside=always)


class World:
    """A process with a way to one service."""

    def __init__(self, context: AppContext, server: RawServer) -> None:
        self.context = context
        self.server = server

    async def ask(self, **limits: int) -> None:
        http = await self.context.get(HttpExit)
        if "meteo" not in http.services:
            http.service(ServicePolicy(name="meteo", base_url=self.server.url, attempts=1, **limits))  # type: ignore[arg-type]
        await http.services["meteo"].get_json("/")

    async def meteo(self) -> Health:
        board = await self.context.get(HealthBoard)
        return next(entry for entry in board.snapshot() if entry.name == "meteo")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    context = make_memory_context(AppName.API, {"MOJO_STAND_INS": "meteo"})
    async with running() as server:
        server.play(OK)
        yield World(context, server)
        await context.close()


async def test_a_service_is_shown_before_anybody_asks_it(world: World) -> None:
    await expect(world.context, [METEO])
    shown = await world.meteo()
    assert (shown.state, shown.reason, shown.since, shown.stand_in) == (State.HEALTHY, NOT_ASKED, None, True)
    await world.ask()
    shown = await world.meteo()
    assert shown.reason is None
    assert shown.since is not None
    await expect(world.context, [METEO])
    assert await world.meteo() == shown, "what is known is not forgotten"


async def test_one_that_failed_is_asked_again_until_it_is_well(world: World) -> None:
    world.server.play(BAD, BAD, OK)
    with pytest.raises(ExternalServiceError):
        await world.ask()
    await look(world.context, [METEO])
    assert (await world.meteo()).state is State.DEGRADED
    await look(world.context, [METEO])
    assert (await world.meteo()).state is State.HEALTHY
    await look(world.context, [METEO])
    assert [head.split(" ")[1] for head in world.server.requests] == ["/", "/probe", "/probe"], (
        "one that is well is left in peace"
    )


async def test_a_quota_that_is_nearly_spent_is_no_reason_to_ask(world: World) -> None:
    await world.ask(daily_quota=1)
    assert (await world.meteo()).state is State.DEGRADED
    await look(world.context, [METEO])
    assert len(world.server.requests) == 1


async def test_it_ends_when_told(world: World) -> None:
    stop = asyncio.Event()
    watching = asyncio.create_task(keep_watching(world.context, stop, every_s=0.001))
    board = await world.context.get(HealthBoard)
    async with asyncio.timeout(10):
        while not {"open_meteo", "open_meteo_geocoding"} <= {entry.name for entry in board.snapshot()}:
            await asyncio.sleep(0.001)
    stop.set()
    await asyncio.wait_for(watching, 3)


def test_what_is_not_set_up_is_not_expected(world: World) -> None:
    used = {check.name for check in found_checks() if check.outside(world.context.settings)}
    assert "open_meteo" in used
    assert not {"aws_sts", "google_gmail", "redis"} & used


def test_of_two_who_find_it_well_the_one_who_has_asked_is_believed() -> None:
    asked = Health("meteo", State.HEALTHY, quota_left=5)
    assert worst_of([Health("meteo", State.HEALTHY, NOT_ASKED), asked]) == [asked]
