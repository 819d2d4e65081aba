"""The breaker: what it counts, when it opens, and how it closes again."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.shared.errors import StoreUnavailable
from mojo.shared.external.breaker import REMEMBERED_CALLS, Breaker, FleetBreaker
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.persistence.memory import MemoryFleet

POLICY = ServicePolicy(
    name="x", base_url="http://x", breaker_window_s=60, breaker_min_calls=4, breaker_failure_rate=0.5, breaker_rest_s=30
)


@dataclass
class Bench:
    """A breaker and its clock."""

    now_s: float = 0.0
    breaker: Breaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(POLICY, lambda: self.now_s)

    def call(self, ok: bool | None) -> bool:
        """Make one call, if admitted."""
        admission = self.breaker.admit()
        if admission is not None:
            self.breaker.settle(admission, ok)
        return admission is not None


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def opened(bench: Bench) -> Bench:
    for _ in range(4):
        bench.call(ok=False)
    assert bench.breaker.is_open
    return bench


def test_few_failures_prove_nothing(bench: Bench) -> None:
    assert all(bench.call(ok=False) for _ in range(3))
    assert not bench.breaker.is_open


def test_it_opens_at_the_failure_rate(bench: Bench) -> None:
    for ok in (True, True, False, False):
        assert bench.call(ok)
    assert not bench.call(ok=True)


def test_mostly_good_calls_keep_it_closed(bench: Bench) -> None:
    for ok in (True, True, True, False) * 20:
        assert bench.call(ok)


def test_old_failures_are_forgotten(bench: Bench) -> None:
    for _ in range(3):
        bench.call(ok=False)
    bench.now_s = 61
    assert bench.call(ok=False)
    assert not bench.breaker.is_open


def test_calls_that_were_given_up_tell_nothing(bench: Bench) -> None:
    for _ in range(10):
        assert bench.call(ok=None)
    assert not bench.breaker.is_open


def test_open_it_admits_nobody_until_it_has_rested(opened: Bench) -> None:
    opened.now_s = 29.9
    assert opened.breaker.admit() is None
    assert opened.breaker.rest_left_s == pytest.approx(0.1)


def test_after_its_rest_it_admits_one_probe_only(opened: Bench) -> None:
    opened.now_s = 30
    assert opened.breaker.admit() is not None
    assert opened.breaker.admit() is None


def test_a_good_probe_closes_it(opened: Bench) -> None:
    opened.now_s = 30
    assert opened.call(ok=True)
    assert not opened.breaker.is_open
    assert opened.breaker.rest_left_s == 0


def test_a_bad_probe_lets_it_rest_again(opened: Bench) -> None:
    opened.now_s = 30
    assert opened.call(ok=False)
    opened.now_s = 59
    assert opened.breaker.admit() is None


def test_a_probe_that_was_given_up_makes_room_for_the_next(opened: Bench) -> None:
    opened.now_s = 30
    assert opened.call(ok=None)
    assert opened.call(ok=True)
    assert not opened.breaker.is_open


def test_a_call_from_before_it_opened_does_not_close_it(bench: Bench) -> None:
    early = bench.breaker.admit()
    assert early is not None
    for _ in range(4):
        bench.call(ok=False)
    bench.breaker.settle(early, ok=True)
    assert bench.breaker.is_open


def _expected(events: list[tuple[float, bool]]) -> list[bool]:
    """Say who is admitted, by the rule itself: everything is counted anew for every call."""
    now_s, opened_at, admitted = 0.0, None, []
    calls: list[tuple[float, bool]] = []
    for pause_s, ok in events:
        now_s += pause_s
        if opened_at is not None:
            admitted.append(now_s >= opened_at + POLICY.breaker_rest_s)
            if admitted[-1]:
                opened_at, calls = (None, []) if ok else (now_s, [])
            continue
        admitted.append(True)
        calls = [call for call in [*calls, (now_s, ok)] if call[0] >= now_s - POLICY.breaker_window_s][-REMEMBERED_CALLS:]
        bad = [call for call in calls if not call[1]]
        if len(calls) >= POLICY.breaker_min_calls and len(bad) >= POLICY.breaker_failure_rate * len(calls):
            opened_at, calls = now_s, []
    return admitted


@given(st.lists(st.tuples(st.integers(0, 40).map(float), st.booleans()), max_size=150))
def test_it_does_what_the_rule_says(events: list[tuple[float, bool]]) -> None:
    bench = Bench()
    admitted = []
    for pause_s, ok in events:
        bench.now_s += pause_s
        admitted.append(bench.call(ok))
    assert admitted == _expected(events)


class Processes:
    """Two processes' breakers of one service, and what they tell each other."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.fleet = MemoryFleet(self)
        self.here, self.there = (FleetBreaker(POLICY, self.fleet, lambda: self.now_s) for _ in range(2))

    def now(self) -> datetime:
        """Be the fleet's clock too."""
        return datetime.fromtimestamp(self.now_s, UTC)

    async def call(self, breaker: FleetBreaker, ok: bool) -> bool:
        """Make one call, if admitted, and let the news travel."""
        admission = await breaker.admit()
        if admission is not None:
            breaker.settle(admission, ok)
        for _ in range(3):
            await asyncio.sleep(0)
        return admission is not None


@pytest.fixture
def processes() -> Processes:
    return Processes()


async def test_the_others_hear_that_it_opened_and_that_it_closed(processes: Processes) -> None:
    for _ in range(4):
        assert await processes.call(processes.here, ok=False)
    assert not await processes.call(processes.there, ok=True)
    assert processes.there.own.rest_left_s == 30
    processes.now_s += 30
    assert await processes.call(processes.here, ok=True)
    assert await processes.call(processes.there, ok=True)
    assert not processes.there.own.is_open


async def test_a_probe_that_succeeds_ends_the_rest_of_the_others_early(processes: Processes) -> None:
    for _ in range(4):
        await processes.call(processes.here, ok=False)
    await processes.call(processes.there, ok=True)
    await processes.fleet.welcome("x")
    processes.now_s += 2
    assert await processes.call(processes.there, ok=True), "the next call is a probe"
    assert not processes.there.own.is_open


async def test_a_probe_that_fails_lengthens_the_rest_of_the_others(processes: Processes) -> None:
    for _ in range(4):
        await processes.call(processes.here, ok=False)
    processes.now_s += 30
    assert await processes.call(processes.here, ok=False)
    assert not await processes.call(processes.there, ok=True)


async def test_without_the_store_each_decides_for_itself(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    async def away(*args: object) -> None:
        nonlocal asked
        asked += 1
        raise StoreUnavailable("away")

    for name in ("left_alone_s", "leave_alone", "welcome"):
        monkeypatch.setattr(processes.fleet, name, away)
    for _ in range(4):
        assert await processes.call(processes.here, ok=False)
    assert not await processes.call(processes.here, ok=True)
    assert await processes.call(processes.there, ok=True)
    assert asked <= 3, "a store that is away is not asked with every call"
    processes.now_s += 30
    assert await processes.call(processes.here, ok=True)
    assert not processes.here.own.is_open
