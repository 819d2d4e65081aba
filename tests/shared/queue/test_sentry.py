"""The Scheduler's silence is told to the owner once, and its return once, whoever watches."""

from datetime import UTC, datetime, timedelta

from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.persistence.memory import MemoryDocuments, MemoryHeartbeats, MemoryPeople
from mojo.shared.queue.alarms import Alarms
from mojo.shared.queue.sentry import Sentry, absence_is_told, claim_telling
from mojo.shared.util.clock import SetClock

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Told:
    def __init__(self) -> None:
        self.said: list[str] = []

    async def notify(self, notification: Notification) -> bool:
        self.said.append(f"{notification.to} {notification.text.id}")
        return True


async def test_whoever_claims_the_telling_first_tells() -> None:
    clock, people, told = SetClock(NOW), MemoryPeople(), Told()
    heartbeats, documents = MemoryHeartbeats(clock), MemoryDocuments(clock)
    await people.save_user(User(id="owner", chat_id=1, name="O", scopes=frozenset({EVERY_SCOPE}), created_at=NOW))
    sentry = Sentry(heartbeats, documents, Alarms(told, people), clock)
    assert await claim_telling(documents)
    clock.move(timedelta(seconds=600))
    await sentry.look()
    await heartbeats.beat("scheduler", "h:1", [], 30)
    await sentry.look()
    assert told.said == []
    clock.move(timedelta(seconds=600))
    await sentry.look()
    assert told.said == ["owner scheduler-gone"], "the claim is over once the Scheduler is back"
    assert not await claim_telling(documents)


async def test_it_is_told_once_and_so_is_the_return() -> None:
    clock, people, told = SetClock(NOW), MemoryPeople(), Told()
    heartbeats, documents = MemoryHeartbeats(clock), MemoryDocuments(clock)
    for id, scopes in (("owner", {EVERY_SCOPE}), ("anna", set[str]())):
        user = User(id=id, chat_id=len(id), name=id, scopes=frozenset(scopes), created_at=NOW)
        await people.save_user(user)
    watchers = [Sentry(heartbeats, documents, Alarms(told, people), clock) for _ in range(2)]

    async def pass_time(seconds: int, beats: bool) -> None:
        for _ in range(0, seconds, 10):
            clock.move(timedelta(seconds=10))
            if beats:
                await heartbeats.beat("scheduler", "h:1", [], 30)
            for watcher in watchers:
                await watcher.look()

    await pass_time(300, beats=True)
    await pass_time(80, beats=False)
    assert told.said == []
    last = clock.now()
    assert not await absence_is_told(documents, last)
    await pass_time(600, beats=False)
    assert told.said == ["owner scheduler-gone"]
    assert await absence_is_told(documents, last)
    await pass_time(100, beats=True)
    assert await absence_is_told(documents, last), "the Scheduler that is back may look after the sentry has"
    assert not await absence_is_told(documents, clock.now()), "the next absence is another one"
    assert told.said == ["owner scheduler-gone", "owner scheduler-back"]
