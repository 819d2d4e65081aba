"""Calls a day: counted over all processes, warned of once, and none beyond."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from mojo.shared.errors import StoreUnavailable
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.quota import Quota, QuotaSpent
from mojo.shared.persistence.memory import MemoryFleet
from mojo.shared.util.clock import SetClock

EVENING = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)


class Bench:
    """Two processes that share a quota of ten."""

    def __init__(self) -> None:
        self.clock = SetClock(EVENING)
        self.fleet = MemoryFleet(self.clock)
        policy = ServicePolicy(name="meteo", base_url="http://x", daily_quota=10)
        self.here, self.there = Quota(policy, self.fleet, self.clock), Quota(policy, self.fleet, self.clock)

    async def spend(self, here: int, there: int = 0) -> None:
        for _ in range(here):
            await self.here.spend()
        for _ in range(there):
            await self.there.spend()


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_processes_count_together(bench: Bench) -> None:
    await bench.spend(here=4, there=5)
    assert bench.there.left == 1


async def test_beyond_it_none_is_sent_until_the_next_day(bench: Bench) -> None:
    await bench.spend(here=5, there=5)
    for quota in (bench.here, bench.there):
        with pytest.raises(QuotaSpent) as caught:
            await quota.spend()
        assert caught.value.params == {"service": "meteo", "retry_after_s": 3600.0}
        assert not caught.value.retryable
    bench.clock.move(timedelta(hours=1))
    assert (bench.here.left, bench.here.warning) == (10, None)
    await bench.spend(here=1)
    assert bench.here.left == 9


async def test_at_eighty_percent_it_warns_once_a_day(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "mojo.external"):
        await bench.spend(here=4, there=3)
        assert bench.there.warning is None
        await bench.spend(here=1, there=1)
    assert bench.there.warning == "9 of 10 calls of today are used."
    assert [record.getMessage() for record in caplog.records] == ["external.quota_low"]


async def test_without_the_store_each_counts_its_own(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.spend(here=6)

    async def away(service: str, day: str) -> int:
        raise StoreUnavailable("away")

    monkeypatch.setattr(bench.fleet, "count_call", away)
    await bench.spend(here=4)
    with pytest.raises(QuotaSpent):
        await bench.here.spend()


async def test_without_a_quota_nothing_is_counted(bench: Bench) -> None:
    quota = Quota(ServicePolicy(name="meteo", base_url="http://x"), bench.fleet, bench.clock)
    await quota.spend()
    assert (quota.left, quota.warning, bench.fleet._calls) == (None, None, {})
