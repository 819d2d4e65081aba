"""Telegram is away while a thousand messages wait: afterwards all of them arrive, in order, at the pace that is allowed.

An hour of outage passes on a clock of its own; what a kill -9 in the middle of a delivery does is tried with real processes.
"""

import asyncio
import itertools
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from mojo.chronos import metrics
from mojo.chronos.errors import NotSent
from mojo.shared.errors import ExternalTimeout, RateLimited
from mojo.shared.health import HealthBoard
from mojo.shared.model.notifications import Chat, Notification
from mojo.shared.persistence.deliveries import RedisDeliveries
from mojo.shared.persistence.memory import MemoryPeople
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.ports import Notifier
from mojo.shared.queue.outbox import OUTBOX, Outbox
from mojo.shared.queue.redis_lanes import RedisLanesFactory
from mojo.shared.util.clock import SystemClock
from tests.chronos.bot_api_stub import BotApiStub, refusal, serving
from tests.chronos.support import NOON, TOKEN, House, make_house, words
from tests.reliability.test_chronos_kill import PROCESSES, running

MESSAGES = 1000
CHATS = range(1001, 1051)
OUTAGE_S = 3600.0
LOST_ANSWERS = 7
SLOWED_DOWN = 20


class Away:
    """A Telegram that is down for an hour, then now and then loses an answer or asks for patience."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.arrived: list[tuple[float, int, str]] = []
        self.calls = self.lost = 0
        self._call = house.telegram.call

    async def call(self, method: Any, timeout_s: int = 10) -> Any:
        now_s = (self.house.clock.now() - NOON).total_seconds()
        if now_s < OUTAGE_S:
            raise NotSent("cannot connect", service="telegram")
        self.calls += 1
        if self.calls % (MESSAGES // SLOWED_DOWN) == 0:
            raise RateLimited("slow down", service="telegram", retry_after_s=7)
        self.arrived.append((now_s, method.chat_id, method.text))
        if self.calls % (MESSAGES // LOST_ANSWERS) == 3:
            self.lost += 1
            raise ExternalTimeout("no answer", service="telegram")
        return await self._call(method)


async def test_an_hour_without_telegram(capsys: pytest.CaptureFixture[str]) -> None:
    pace = {"CHRONOS_CHAT_EVERY_S": "1", "CHRONOS_SENDS_PER_S": "30"}
    house = await make_house(users=[], **pace)
    away = Away(house)
    vars(house.telegram)["call"] = away.call

    async def sleep(seconds: float) -> None:
        house.pass_time(seconds)

    vars(house.parts.deliverer.pacer)["_sleep"] = sleep
    notifier: Notifier = await house.context.get(Notifier)  # type: ignore[type-abstract]
    for number in range(MESSAGES):
        chat = CHATS[number % len(CHATS)]
        house.pass_time(0.001)
        assert await notifier.notify(Notification(Chat(chat), words(f"{number:04}"), f"k{number}"))
    before, started = metrics.ambiguous_sends._value.get(), time.monotonic()
    while await house.parts.outbox.depth():
        await house.deliver()
        house.pass_time(1 if (house.clock.now() - NOON).total_seconds() < OUTAGE_S - 5 else 0.05)
    ambiguous = metrics.ambiguous_sends._value.get() - before
    took_s = (house.clock.now() - NOON).total_seconds() - OUTAGE_S
    doubled = len(away.arrived) - len({said for _, _, said in away.arrived})
    fastest = most_within(1.0, [at for at, _, _ in away.arrived])
    with capsys.disabled():
        print(
            f"\nTelegram away for 1 h: {MESSAGES} messages to {len(CHATS)} chats all arrived {took_s:.0f} s after it came back, "
            f"{doubled} doubled, {ambiguous:.0f} counted as ambiguous, at most {fastest} in a second "
            f"({time.monotonic() - started:.1f} s of real time)"
        )
    assert_in_order([(chat, said) for _, chat, said in away.arrived], MESSAGES)
    assert doubled == ambiguous == away.lost >= LOST_ANSWERS
    assert fastest <= 31
    by_chat = defaultdict(list)
    for at, chat, _ in away.arrived:
        by_chat[chat].append(at)
    assert min(later - earlier for times in by_chat.values() for earlier, later in itertools.pairwise(times)) > 0.74
    assert await house.parts.outbox.dead() == []
    assert took_s < 600


async def test_kill_9_while_delivering_what_waited(
    redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    per_s, kills = 200, 2
    monkeypatch.setenv("CHRONOS_SENDS_PER_S", str(per_s))
    monkeypatch.setenv("CHRONOS_CHAT_EVERY_S", "0.05")
    redis = make_redis(redis_url, HealthBoard(SystemClock()))
    lanes = RedisLanesFactory(redis)
    outbox = Outbox(MemoryPeople(), lanes, SystemClock())
    for number in range(MESSAGES):
        await outbox.notify(Notification(Chat(CHATS[number % len(CHATS)]), words(f"{number:04}"), f"k{number}"))
    async with serving(BotApiStub(TOKEN)) as stub:
        stub.fail("sendMessage", *[refusal(502, "Bad Gateway")] * 30)
        async with running(stub, redis_url, tmp_path, webhook=False) as fleet:
            started = time.monotonic()
            for kill in range(kills):
                await until(lambda kill=kill: len(stub.sent) > (kill + 0.5) * MESSAGES / (kills + 1))  # type: ignore[misc]
                await fleet.kill(fleet.ports[kill % PROCESSES])
            async with asyncio.timeout(60):
                while await lanes(OUTBOX).depth():
                    await asyncio.sleep(0.05)
            took_s = time.monotonic() - started
    counts = await RedisDeliveries(redis).counts()
    await redis.close()
    doubled = len(stub.sent) - len({sent.text for sent in stub.sent})
    fastest = most_within(1.0, [sent.at for sent in stub.sent])
    with capsys.disabled():
        print(
            f"\n{kills} kill -9 while delivering {MESSAGES} messages to {len(CHATS)} chats, 30 of them answered 502: none lost, "
            f"{doubled} doubled, {counts.get('ambiguous', 0)} counted as ambiguous, at most {fastest} in a second "
            f"of {per_s} allowed, {took_s:.1f} s"
        )
    assert_in_order([(sent.chat_id, sent.text) for sent in stub.sent], MESSAGES)
    assert doubled <= counts["ambiguous"]
    assert doubled <= kills * 8
    assert fastest <= per_s * 1.2


async def until(holds: Any, within_s: float = 60) -> None:
    """Wait until `holds()`. Raises TimeoutError."""
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.01)


def assert_in_order(arrived: list[tuple[int, str]], count: int) -> None:
    """All arrived; in each chat the first arrivals are in order."""
    said: dict[int, list[str]] = defaultdict(list)
    for chat, text in arrived:
        if text not in said[chat]:
            said[chat].append(text)
    assert sum(map(len, said.values())) == count
    assert all(texts == sorted(texts) for texts in said.values())


def most_within(window_s: float, times: list[float]) -> int:
    """Return how many of `times` lie in the fullest window."""
    times, first, most = sorted(times), 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - window_s:
            first += 1
        most = max(most, last - first + 1)
    return most
