"""What the weather tests do: a context in memory, a clock that stands still, sources that say what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dishka import Provider, Scope

from mojo.chronos.commands import ButtonData, Reply, Turn
from mojo.chronos.registry import build_registry
from mojo.features.weather.commands import commands
from mojo.features.weather.fakes import FakeAir, FakeGeocoder, FakeWarnings, FakeWeather
from mojo.features.weather.ports import AirSource, Geocoder, WarningSource, WeatherProvider
from mojo.features.weather.service import WeatherService
from mojo.shared.context import AppContext, AppName
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import User
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier
from mojo.shared.util.clock import Clock, SetClock
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def place(at: tuple[float, float], name: str, region: str, country: str, timezone: str) -> Place:
    coordinates = Coordinates(latitude=at[0], longitude=at[1])
    return Place(at=coordinates, name=name, region=region, country=country, timezone=timezone)


LISBON = place((38.71667, -9.13333), "Lisbon", "Lisbon District", "Portugal", "Europe/Lisbon")
PARIS = place((48.85341, 2.3488), "Paris", "Île-de-France", "France", "Europe/Paris")
PARIS_TEXAS = place((33.66094, -95.55551), "Paris", "Texas", "United States", "America/Chicago")
ANNA = User(
    id="anna",
    chat_id=1,
    name="Anna",
    language="en",
    created_at=NOON,
    scopes=frozenset({"weather:read", "report:write", "weather:watch"}),
)


class Told:
    """A notifier that remembers, or fails."""

    def __init__(self) -> None:
        self.notifications: list[Notification] = []
        self.failure: Exception | None = None

    async def notify(self, notification: Notification) -> bool:
        if self.failure:
            raise self.failure
        self.notifications.append(notification)
        return True


@dataclass
class Desk:
    """A weather feature with everything around it."""

    clock: SetClock = field(default_factory=lambda: SetClock(NOON))
    source: FakeWeather = field(default_factory=FakeWeather)
    geocoder: FakeGeocoder = field(default_factory=lambda: FakeGeocoder([LISBON, PARIS, PARIS_TEXAS]))
    official: FakeWarnings = field(default_factory=FakeWarnings)
    air: FakeAir = field(default_factory=FakeAir)
    told: Told = field(default_factory=Told)
    user: User = ANNA
    session: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fakes = Provider(scope=Scope.APP)
        fakes.provide(lambda: self.clock, provides=Clock)
        fakes.provide(lambda: [self.source], provides=Sequence[WeatherProvider])
        fakes.provide(lambda: self.geocoder, provides=Geocoder)
        fakes.provide(lambda: [self.official], provides=Sequence[WarningSource])
        fakes.provide(lambda: self.air, provides=AirSource)
        fakes.provide(lambda: self.told, provides=Notifier)
        self.context: AppContext = make_memory_context(AppName.CHRONOS, {}, fakes, self.overrides())
        self.registry = build_registry([commands])

    def overrides(self) -> Provider:
        """Return what a test puts in the place of more."""
        return Provider(scope=Scope.APP)

    async def service(self) -> WeatherService:
        return await self.context.get(WeatherService)

    def wait(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))

    def turn(self, args: str = "", **more: Any) -> Turn:
        return Turn(self.context, self.user, self.user.language or "en", args=args, session=self.session, **more)

    async def command(self, line: str) -> Reply:
        """Send a command."""
        name, _, args = line.partition(" ")
        return await self._run(self.registry.commands[name.removeprefix("/")].handler(self.turn(args)))

    async def write(self, words: str) -> Reply:
        """Send plain text, as an answer to what Chronos asked."""
        talk = self.registry.conversations[self.session.pop("awaiting")]
        return await self._run(talk.handler(self.turn(words)))

    async def share(self, at: Coordinates) -> Reply:
        """Share a location."""
        (listener,) = self.registry.locations_for(self.session.pop("awaiting", None))
        return await self._run(listener.handler(self.turn(location=at)))

    async def press(self, reply: Reply, label: str) -> Reply:
        """Press the button of `reply` that says `label` in the person's language."""
        buttons = [button for row in reply.buttons for button in row]
        labels = {await self.say(button.label): button.data for button in buttons}
        packed = labels[label].pack()
        kind, listener = self.registry.buttons[packed.partition(":")[0]]
        return await self._run(listener.handler(self.turn(button=_unpack(kind, packed))))

    async def say(self, text: Text, language: str | None = None) -> str:
        translator = await self.context.get(Translator)
        return translator.say(text, language or self.user.language or "en", self.user.timezone)

    async def _run(self, answering: Any) -> Reply:
        reply = await answering
        assert isinstance(reply, Reply)
        return reply


def _unpack(kind: type[ButtonData], packed: str) -> ButtonData:
    return kind.unpack(packed)
