"""Guessing: it slows and locks whoever does it, known or not, and nobody else."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from dishka import Provider, Scope

from mojo.features.account.admission import AdmissionDesk
from mojo.features.people.model import InvitationWish
from mojo.shared.auth.attempts import FREE, LOCKED_AT
from mojo.shared.context import AppName
from mojo.shared.errors import TooManyAttempts
from mojo.shared.persistence.codes import new_code
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Told
from tests.features.access.desk import ANNA, BEN, NOON, PASSWORD, Desk
from tests.features.people.circle import Circle, make_circle
from tests.support import make_memory_context


@pytest.fixture
async def circle() -> AsyncIterator[Circle]:
    circle = await make_circle()
    yield circle
    await circle.context.close()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = SetClock(NOON)
    fakes = Provider(scope=Scope.APP)
    fakes.provide(lambda: clock, provides=Clock)
    fakes.provide(Told, provides=Notifier)
    environ = {"API_RATE_LIMITS": "login=1000/60", "API_TRUSTED_PROXIES": "127.0.0.1/32"}
    context = make_memory_context(AppName.API, environ, fakes)
    people = await context.get(People)  # type: ignore[type-abstract]
    for user in (ANNA, BEN):
        await people.save_user(user)
    yield Desk(context, clock)
    await context.close()


async def test_invitation_codes_tried_by_somebody_known_are_counted(circle: Circle) -> None:
    entrance, gil = await circle.context.get(AdmissionDesk), await circle.user("gil")
    for _ in range(FREE + 1):
        await entrance.accept(gil, new_code())
    good = (await (await circle.desk()).make(await circle.by("olga"), InvitationWish(role="member"))).code
    with pytest.raises(TooManyAttempts):
        await entrance.accept(gil, good)
    for _ in range(LOCKED_AT):
        circle.clock.move(timedelta(minutes=15))
        await entrance.accept(gil, new_code())
    assert [action for _, action, _ in await circle.actions()].count("access.locked") == 1
    circle.clock.move(timedelta(minutes=16))
    assert (await entrance.accept(gil, good)).role == "member"


async def test_a_code_used_before_does_not_clear_the_count(circle: Circle) -> None:
    entrance = await circle.context.get(AdmissionDesk)
    code = (await (await circle.desk()).make(await circle.by("olga"), InvitationWish(role="guest"))).code
    gil = await entrance.accept(await circle.user("gil"), code)
    for _ in range(FREE + 1):
        await entrance.accept(gil, new_code())
        if _ < FREE:
            await entrance.accept(gil, code)
    with pytest.raises(TooManyAttempts):
        await entrance.accept(gil, new_code())


async def test_a_start_without_a_code_is_no_guess(circle: Circle) -> None:
    entrance = await circle.context.get(AdmissionDesk)
    for _ in range(LOCKED_AT * 2):
        await entrance.accept(await circle.user("gil"), "")


@pytest.mark.parametrize("way", ["code", "password"])
async def test_logging_in_oneself_does_not_clear_the_address(desk: Desk, way: str) -> None:
    token = (await desk.login(BEN))["access_token"]
    await desk.send("PUT", "password", token, {"user_name": "ben", "password": PASSWORD})
    statuses = []
    for number in range(FREE + 2):
        wrong = {"code": new_code()} if way == "code" else {"user_name": f"victim{number}", "password": PASSWORD}
        own = {"code": await desk.code(BEN)} if way == "code" else {"user_name": "ben", "password": PASSWORD}
        statuses.append((await desk.post("login", wrong)).status)
        await desk.post("login", own)
    assert statuses == [401] * (FREE + 1) + [429]


async def test_a_forged_header_gives_no_fresh_start(desk: Desk) -> None:
    """Only the rightmost address that no trusted proxy has counts."""
    for number in range(FREE + 1):
        forged = f"203.0.113.{number}, 6.6.6.6"
        assert (await desk.post("login", {"code": new_code()}, address=forged)).status == 401
    assert (await desk.post("login", {"code": new_code()}, address="203.0.113.99, 6.6.6.6")).status == 429
    assert (await desk.post("login", {"code": await desk.code()}, address="192.0.2.1")).status == 200
