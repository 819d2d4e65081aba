"""Sessions and their refresh tokens: the same in memory and in Redis, and time travels."""

import asyncio
from datetime import timedelta

import pytest

from mojo.shared.auth.sessions import GRACE_S, Outcome, RefreshToken, SessionStore, new_session_id
from mojo.shared.model.access import Session
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores

IDLE, LONGEST = timedelta(days=30), timedelta(days=180)


@pytest.fixture
async def sessions(stores: Stores) -> SessionStore:
    return await stores(SessionStore)  # type: ignore[type-abstract]


async def start(sessions: SessionStore, clock: SetClock, user_id: str = "anna") -> RefreshToken:
    now, first = clock.now(), RefreshToken.first(new_session_id())
    session = Session(
        id=first.session_id, user_id=user_id, device="Firefox", created_at=now, last_used_at=now, expires_at=now + IDLE
    )
    await sessions.start(session, first, now + LONGEST, IDLE)
    return first


async def outcome(sessions: SessionStore, presented: RefreshToken) -> Outcome:
    return (await sessions.rotate(presented, presented.successor())).outcome


async def test_a_session_is_listed_with_device_and_ends(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    [session] = await sessions.sessions_of("anna")
    assert (session.id, session.device, session.user_id) == (first.session_id, "Firefox", "anna")
    assert session.expires_at == set_clock.now() + IDLE
    assert await sessions.sessions_of("ben") == []


async def test_refresh_tokens_rotate_and_only_the_last_is_good(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    second = first.successor()
    rotation = await sessions.rotate(first, second)
    assert (rotation.outcome, rotation.user_id) == (Outcome.ROTATED, "anna")
    assert await outcome(sessions, second) is Outcome.ROTATED


async def test_an_old_one_ends_the_whole_family(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    second = first.successor()
    await sessions.rotate(first, second)
    set_clock.move(timedelta(seconds=GRACE_S, milliseconds=1))
    rotation = await sessions.rotate(first, first.successor())
    assert (rotation.outcome, rotation.user_id) == (Outcome.REUSED, "anna")
    assert await outcome(sessions, second) is Outcome.UNKNOWN
    assert await sessions.sessions_of("anna") == []


async def test_a_retry_within_the_grace_is_given_the_same_successor(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    second = first.successor()
    await sessions.rotate(first, second)
    set_clock.move(timedelta(seconds=GRACE_S))
    rotation = await sessions.rotate(first, first.successor())
    assert rotation.outcome is Outcome.AGAIN
    assert first.open(rotation.sealed) == second
    assert await outcome(sessions, second) is Outcome.ROTATED


async def test_there_is_no_grace_once_the_successor_has_been_used(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    second = first.successor()
    await sessions.rotate(first, second)
    await sessions.rotate(second, second.successor())
    assert await outcome(sessions, first) is Outcome.REUSED


async def test_who_knows_the_session_but_not_the_family_ends_nothing(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    forged = RefreshToken.first(first.session_id)
    assert await outcome(sessions, forged) is Outcome.UNKNOWN
    assert await outcome(sessions, first) is Outcome.ROTATED


async def test_of_many_at_once_one_rotates_and_all_get_the_same(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    tries = [first.successor() for _ in range(20)]
    rotations = await asyncio.gather(*(sessions.rotate(first, successor) for successor in tries))
    [winner] = [index for index, it in enumerate(rotations) if it.outcome is Outcome.ROTATED]
    others = [it for it in rotations if it.outcome is Outcome.AGAIN]
    assert len(others) == 19
    assert {first.open(it.sealed) for it in others} == {tries[winner]}


async def test_without_use_a_session_ends(sessions: SessionStore, set_clock: SetClock) -> None:
    first = await start(sessions, set_clock)
    set_clock.move(IDLE - timedelta(milliseconds=1))
    second = first.successor()
    assert (await sessions.rotate(first, second)).outcome is Outcome.ROTATED
    set_clock.move(IDLE)
    assert await outcome(sessions, second) is Outcome.UNKNOWN
    assert await sessions.sessions_of("anna") == []


async def test_use_puts_the_idle_end_off_but_not_the_absolute_one(sessions: SessionStore, set_clock: SetClock) -> None:
    token = await start(sessions, set_clock)
    for _ in range(7):
        set_clock.move(timedelta(days=25))
        following = token.successor()
        assert (await sessions.rotate(token, following)).outcome is Outcome.ROTATED
        token = following
    [session] = await sessions.sessions_of("anna")
    assert session.expires_at == set_clock.now() + timedelta(days=5)
    set_clock.move(timedelta(days=5))
    assert await outcome(sessions, token) is Outcome.UNKNOWN


async def test_one_or_all_can_be_ended_but_only_ones_own(sessions: SessionStore, set_clock: SetClock) -> None:
    first, second, bens = [await start(sessions, set_clock, who) for who in ("anna", "anna", "ben")]
    assert not await sessions.end("anna", bens.session_id)
    assert await sessions.end("anna", first.session_id)
    assert not await sessions.end("anna", first.session_id)
    assert await outcome(sessions, first) is Outcome.UNKNOWN
    assert await sessions.end_all("anna") == 1
    assert await outcome(sessions, second) is Outcome.UNKNOWN
    assert await outcome(sessions, bens) is Outcome.ROTATED
