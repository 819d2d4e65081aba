"""What the location tests do: three people, everything in memory, a clock that stands still, an address for every point."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from dishka import Provider, Scope

from mojo.chronos.commands import Reply, Turn
from mojo.chronos.registry import build_registry
from mojo.features.location.commands import commands
from mojo.features.location.intake import Intake, Taken
from mojo.features.location.model import Precision, Report
from mojo.features.location.ports import Address, ReverseGeocoder
from mojo.features.location.service import LocationService
from mojo.features.location.sharing import Sharing
from mojo.shared.context import AppContext, AppName
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.model.places import Coordinates, SharedLocation
from mojo.shared.model.text import Text
from mojo.shared.place_ports import Reminding
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock, SetClock
from tests.features.location.strategies import NOON
from tests.support import make_memory_context

T = TypeVar("T")
SCOPES = frozenset({"location:read", "location:write", "location:share"})
LISBON = Coordinates(latitude=38.7223, longitude=-9.1393)


def person(id: str, chat_id: int) -> User:
    return User(id=id, chat_id=chat_id, name=id.capitalize(), language="en", created_at=NOON, scopes=SCOPES)


ANNA, BEN, CARL = person("anna", 1), person("ben", 2), person("carl", 3)


class Told:
    """A notifier that remembers, each key once, or fails."""

    def __init__(self) -> None:
        self.notifications: dict[str, Notification] = {}
        self.failure: Exception | None = None

    async def notify(self, notification: Notification) -> bool:
        if self.failure:
            raise self.failure
        new = notification.dedupe_key not in self.notifications
        self.notifications.setdefault(notification.dedupe_key, notification)
        return new

    def to(self, user_id: str) -> list[str]:
        """Return the ids of what somebody was told."""
        return [it.text.id for it in self.notifications.values() if it.to == user_id]


class Reminded:
    """Remembers who was reminded of what, each key once."""

    def __init__(self) -> None:
        self.tasks: dict[str, tuple[str, str]] = {}

    async def remind_now(self, user_id: str, task: str, key: str) -> None:
        self.tasks.setdefault(key, (user_id, task))


class Streets:
    """Says how exactly it was asked, or fails."""

    id = "fake"

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.asked: list[tuple[Coordinates, bool]] = []

    async def address(self, at: Coordinates, language: str, *, exact: bool) -> Address | None:
        self.asked.append((at, exact))
        if self.failure:
            raise self.failure
        return Address(city="Lisbon", line="Rua Augusta 5, Lisbon" if exact else None)


@dataclass
class Desk:
    """Places with everything around them."""

    clock: SetClock = field(default_factory=lambda: SetClock(NOON))
    told: Told = field(default_factory=Told)
    reminded: Reminded = field(default_factory=Reminded)
    streets: Streets = field(default_factory=Streets)
    user: User = ANNA

    def __post_init__(self) -> None:
        fakes = Provider(scope=Scope.APP)
        fakes.provide(lambda: self.clock, provides=Clock)
        fakes.provide(lambda: self.told, provides=Notifier)
        fakes.provide(lambda: self.reminded, provides=Reminding)
        fakes.provide(lambda: self.streets, provides=ReverseGeocoder)
        self.context: AppContext = make_memory_context(AppName.CHRONOS, {}, fakes)
        self.registry = build_registry([commands])

    async def move_in(self) -> None:
        """Let everybody be known."""
        people = await self.context.get(People)  # type: ignore[type-abstract]
        for user in (ANNA, BEN, CARL):
            await people.save_user(user)

    async def get(self, kind: type[T]) -> T:
        return await self.context.get(kind)

    async def service(self) -> LocationService:
        return await self.get(LocationService)

    async def sharing(self) -> Sharing:
        return await self.get(Sharing)

    def by(self, user: User) -> Principal:
        return Principal(user_id=user.id, name=user.name, scopes=user.scopes, door=Door.API)

    def wait(self, **span: float) -> None:
        self.clock.move(timedelta(**span))

    async def track(self, user: User = ANNA, history_days: int = 0) -> None:
        """Let somebody turn tracking on."""
        await (await self.sharing()).set(self.by(user), on=True, history_days=history_days)

    async def allow(self, user: User, viewer: User, precision: Precision) -> None:
        await (await self.sharing()).allow(self.by(user), viewer.id, precision)

    async def report(self, at: Coordinates, user: User = ANNA, **more: Any) -> Taken:
        """Let a phone report where it is now."""
        said = Report.model_validate({"at": at, "taken_at": self.clock.now(), "accuracy_m": 10, **more})
        return await (await self.get(Intake)).take(user.id, [said])

    async def stay(self, at: Coordinates, user: User = ANNA) -> None:
        """Be there for long enough that it is believed."""
        for _ in range(3):
            self.wait(seconds=45)
            await self.report(at, user)

    # In Chronos

    def turn(self, args: str = "", **more: Any) -> Turn:
        return Turn(self.context, self.user, self.user.language or "en", args=args, **more)

    async def command(self, line: str) -> Reply:
        name, _, args = line.partition(" ")
        reply = await self.registry.commands[name.removeprefix("/")].handler(self.turn(args))
        assert isinstance(reply, Reply)
        return reply

    async def press(self, reply: Reply | Notification, label: str) -> Reply:
        """Press the button that says `label`."""
        buttons = {await self.say(button.label): button.data for row in reply.buttons for button in row}
        kind, listener = self.registry.buttons[buttons[label].prefix]
        answer = await listener.handler(self.turn(button=kind.unpack(buttons[label].pack())))
        assert isinstance(answer, Reply)
        return answer

    async def share(self, at: Coordinates, **more: Any) -> Reply | None:
        """Share a location with Chronos, live if that is said."""
        shared = SharedLocation(latitude=at.latitude, longitude=at.longitude, at=self.clock.now(), **more)
        (listener,) = self.registry.live_locations if shared.is_live else self.registry.locations
        return await listener.handler(self.turn(location=shared))

    async def say(self, said: Text, language: str = "en") -> str:
        return (await self.get(Translator)).say(said, language, self.user.timezone)
