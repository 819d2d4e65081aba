"""What the reminder tests do: a context in memory with its own little scheduler, a clock that stands still, three people."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from dishka import Provider, Scope

from mojo.chronos.commands import Reply, Turn
from mojo.chronos.registry import build_registry
from mojo.features.location.intake import Intake
from mojo.features.location.model import report_of
from mojo.features.location.sharing import Sharing
from mojo.features.location.zones import Zones
from mojo.features.reminders.commands import commands
from mojo.features.reminders.jobs import due
from mojo.features.reminders.timing import DUE_JOB
from mojo.scheduler.jobs import Run
from mojo.shared.context import AppName
from mojo.shared.errors import InvalidInput
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.places import Coordinates
from mojo.shared.model.schedules import RunRecord, Schedule
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier, People, Schedules
from mojo.shared.queue.schedules import run_id
from mojo.shared.queue.triggers import firings_of
from mojo.shared.util.clock import Clock, SetClock
from tests.support import make_memory_context

T = TypeVar("T")

NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
"""Wednesday, noon in Berlin."""
EVERYTHING = frozenset({"reminders:read", "reminders:write", "reminders:send"})


def person(id: str, chat_id: int, name: str, language: str = "en", scopes: frozenset[str] = EVERYTHING) -> User:
    zone = "Europe/Berlin"
    return User(id=id, chat_id=chat_id, name=name, language=language, timezone=zone, created_at=NOON, scopes=scopes)


ANNA, BEN, CARL = person("anna", 1, "Anna"), person("ben", 2, "Ben", "de"), person("carl", 3, "Carl", scopes=frozenset())


class Told:
    """A notifier that remembers, refuses what it has seen, or fails."""

    def __init__(self) -> None:
        self.notifications: list[Notification] = []
        self.failure: Exception | None = None

    async def notify(self, notification: Notification) -> bool:
        if self.failure:
            raise self.failure
        if notification.dedupe_key in {one.dedupe_key for one in self.notifications}:
            return False
        self.notifications.append(notification)
        return True


class KeptSchedules:
    """`Schedules` in a dict, with the instants that have been fired."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.kept: dict[str, Schedule] = {}
        self.fired_until: dict[str, datetime] = {}

    async def put(self, schedule: Schedule) -> None:
        if firings_of(schedule).after(self._clock.now()) is None:
            raise InvalidInput("trigger never fires.", field="trigger")
        self.kept[schedule.id] = schedule
        self.fired_until[schedule.id] = self._clock.now()

    async def remove(self, schedule_id: str) -> bool:
        return self.kept.pop(schedule_id, None) is not None

    async def get(self, schedule_id: str) -> Schedule | None:
        return self.kept.get(schedule_id)

    async def next_run(self, schedule_id: str) -> datetime | None:
        schedule = self.kept.get(schedule_id)
        return firings_of(schedule).after(self._clock.now()) if schedule else None

    async def all(self) -> list[Schedule]:
        return list(self.kept.values())

    async def runs(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        return []


class Desk:
    """Reminders with everything around them."""

    def __init__(self) -> None:
        self.clock = SetClock(NOON)
        self.told = Told()
        self.schedules = KeptSchedules(self.clock)
        self.places: list[str] = []
        self.sessions: dict[str, dict[str, Any]] = {}
        fakes = Provider(scope=Scope.APP)
        fakes.provide(lambda: self.clock, provides=Clock)
        fakes.provide(lambda: self.told, provides=Notifier)
        fakes.provide(lambda: self.schedules, provides=Schedules)
        self.context = make_memory_context(AppName.CHRONOS, {}, fakes)
        self.registry = build_registry([commands])

    async def open(self) -> "Desk":
        people = await self.get(People)
        for user in (ANNA, BEN, CARL):
            await people.save_user(user)
        return self

    async def get(self, kind: type[T]) -> T:
        return await self.context.get(kind)

    # Time

    async def wait(self, **span: float) -> None:
        """Let time pass, and everything that is due happen in its order."""
        until = self.clock.now() + timedelta(**span)
        while due_next := self._first_due(until):
            at, schedule = due_next
            self.clock.move(max(timedelta(), at - self.clock.now()))
            await self._fire(schedule, at)
        self.clock.move(until - self.clock.now())

    async def sleep(self, **span: float) -> None:
        """Let time pass with the machine off, and then everything that was due happen."""
        self.clock.move(timedelta(**span))
        while due_next := self._first_due(self.clock.now()):
            await self._fire(due_next[1], due_next[0])

    async def run(self, schedule: Schedule, at: datetime) -> None:
        """Run the job of one firing, as often as one likes."""
        assert schedule.job == DUE_JOB
        await due(Run(self.context, run_id(schedule.id, at), at, 1, schedule.payload))

    def _first_due(self, until: datetime) -> tuple[datetime, Schedule] | None:
        dues = [
            (at, schedule.id)
            for schedule in self.schedules.kept.values()
            if (at := firings_of(schedule).after(self.schedules.fired_until[schedule.id])) and at <= until
        ]
        return (min(dues)[0], self.schedules.kept[min(dues)[1]]) if dues else None

    async def _fire(self, schedule: Schedule, at: datetime) -> None:
        self.schedules.fired_until[schedule.id] = at
        await self.run(schedule, at)

    # Places

    async def place(self, name: str, *, tracked: bool = True) -> Coordinates:
        """Name a place of Anna's; each is ten kilometres from the one before."""
        at, by = Coordinates(latitude=52.5 + len(self.places) / 10, longitude=13.4), principal_of(ANNA)
        self.places.append(name)
        await (await self.get(Sharing)).set(by, on=tracked)
        await (await self.get(Zones)).put(by, name, at)
        return at

    async def stand(self, at: Coordinates, away_m: float) -> None:
        """Let Anna's phone say for some minutes that she is there, or so far from it."""
        for _ in range(4):
            self.clock.move(timedelta(seconds=45))
            said = report_of(at.latitude + away_m / 111_195, at.longitude, taken_at=self.clock.now(), accuracy_m=10)
            await (await self.get(Intake)).take(ANNA.id, [said])

    # People

    async def say(self, words: str, user: User = ANNA) -> Reply:
        """Send a command or plain text."""
        session = self.sessions.setdefault(user.id, {})
        if words.startswith("/"):
            name, _, args = words[1:].partition(" ")
            handler = self.registry.commands[name].handler
        else:
            handler, args = self.registry.conversations[session.pop("awaiting")].handler, words
        return _reply(await handler(self._turn(user, args=args.strip())))

    async def press(self, what: Reply | Notification, label: str, user: User = ANNA) -> Reply:
        """Press a button that says `label` in the person's language."""
        labels = {await self.words(button.label, user): button.data.pack() for row in what.buttons for button in row}
        packed = labels[label]
        kind, listener = self.registry.buttons[packed.partition(":")[0]]
        assert user.may(listener.scope)
        return _reply(await listener.handler(self._turn(user, button=kind.unpack(packed))))

    async def words(self, text: Text, user: User = ANNA) -> str:
        return (await self.get(Translator)).say(text, user.language or "en", user.timezone).replace("\u202f", " ")

    async def heard(self, user: User = ANNA) -> list[str]:
        """Return what the person was told unasked."""
        return [await self.words(one.text, user) for one in self.told.notifications if one.to == user.id]

    def _turn(self, user: User, **more: Any) -> Turn:
        return Turn(self.context, user, user.language or "en", session=self.sessions.setdefault(user.id, {}), **more)


def principal_of(user: User, **update: Any) -> Principal:
    fields: Mapping[str, Any] = {"user_id": user.id, "name": user.name, "scopes": user.scopes, **update}
    return Principal(**fields)


def _reply(reply: Reply | None) -> Reply:
    assert reply is not None
    return reply
