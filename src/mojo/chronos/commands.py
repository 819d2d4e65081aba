"""How a feature opens its door in Chronos: commands, buttons, locations and conversations.

    commands = CommandGroup("weather")

    @commands.command("weather", scope="weather:read", takes="place")
    async def weather(turn: Turn) -> Reply: ...

Needs in the feature's `locales/*.ftl`: `weather-command` (the line in /help and Telegram's menu), and `area-weather` (the heading
above it in /help).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError, InvalidInput
from mojo.shared.model.buttons import Button, ButtonData
from mojo.shared.model.notifications import Attachment
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.model.places import SharedLocation
from mojo.shared.model.text import Text

__all__ = ["Button", "ButtonData", "Clash", "Command", "CommandGroup", "Handler", "Reply", "Turn"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """What Chronos answers."""

    text: Text
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows of inline buttons."""
    ask_location: Text | None = None
    """If set, the label of a keyboard button with which the person shares their location."""
    edit: bool = False
    """Replace the message whose button was pressed instead of sending a new one."""
    picture: Attachment | None = None
    """A picture, or a file, above the text."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody sent."""

    name: str
    size_bytes: int
    _read: Callable[[int], Awaitable[bytes | None]]

    async def read(self, limit_bytes: int) -> bytes:
        """Return what is in it. Raises InvalidInput if that is more than `limit_bytes`, ExternalServiceError."""
        content = None if self.size_bytes > limit_bytes else await self._read(limit_bytes)
        if content is None:
            raise FileTooLarge(f"file: at most {limit_bytes} bytes.", field="file", limit_kb=limit_bytes // 1024)
        return content


class FileTooLarge(InvalidInput):
    """Somebody sent more than is read."""

    code = "chronos.file_too_large"


@dataclass
class Turn:
    """One thing a person did, and everything a handler may need to answer it."""

    context: AppContext
    user: User
    language: str
    args: str = ""
    """What stood behind the command, stripped; or the text of a message in a conversation."""
    button: Any = None
    """The pressed button's `ButtonData`, for button handlers."""
    location: SharedLocation | None = None
    file: SentFile | None = None
    session: dict[str, Any] = field(default_factory=dict)
    """JSON state of this person's conversation in this chat. Saved after the turn; expires; survives restarts.
    `session["awaiting"] = "<name>"` sends the next plain text to that conversation handler."""
    commands: "tuple[Command, ...]" = ()
    """Every command there is, in name order."""

    @property
    def principal(self) -> Principal:
        """Who is acting, as services want to know it."""
        user = self.user
        return Principal(user_id=user.id, name=user.name, scopes=user.scopes, door=Door.CHRONOS, origin=str(user.chat_id))

    async def get(self, kind: type[T]) -> T:
        """Return the process's one `kind`."""
        return await self.context.get(kind)


Handler: TypeAlias = Callable[[Turn], Awaitable[Reply | None]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of the registry. `scope` None means everybody whom Mojo knows; `takes` names the argument in /help, `area` the
    heading it stands under there."""

    name: str
    handler: Handler
    help_id: str
    scope: str | None
    takes: str | None = None
    hidden: bool = False
    where: str = ""
    aside: bool = False
    area: str = ""


@dataclass
class CommandGroup:
    """One feature's door in Chronos; /help and Telegram's menus are built from all of them.

    In /help its commands stand under the Fluent message `area-<area>`: the feature's own, unless it says that it belongs to one
    of `mojo.chronos.help.SHARED_AREAS`.

    Every door says its `scope`, which is checked each time somebody comes through: a scope that a feature declares, or None for
    everybody whom Mojo knows. There is no default, so a door that does not say it fails at start.
    """

    feature: str
    area: str = ""
    commands: list[Command] = field(default_factory=list)
    buttons: dict[type[ButtonData], tuple[Handler, str | None]] = field(default_factory=dict)
    conversations: dict[str, tuple[Handler, str | None]] = field(default_factory=dict)
    location_handlers: list[tuple[Handler, str | None]] = field(default_factory=list)
    live_handlers: list[tuple[Handler, str | None]] = field(default_factory=list)
    files: dict[str, tuple[Handler, str | None]] = field(default_factory=dict)

    def command(
        self, name: str, *, scope: str | None, takes: str | None = None, hidden: bool = False, aside: bool = False
    ) -> Callable[[H], H]:
        """Register the handler of `/name`. Its line in /help is the Fluent message `<name>-command`.

        A command ends an open conversation and begins with an empty session, unless it is an `aside`, such as /help.
        """

        def register(handler: H) -> H:
            where, area = f"{handler.__module__}.{handler.__qualname__}", self.area or self.feature
            self.commands.append(Command(name, handler, f"{name}-command", scope, takes, hidden, where, aside, area))
            return handler

        return register

    def button(self, data: type[ButtonData], *, scope: str | None) -> Callable[[H], H]:
        """Register what happens when a button carrying `data` is pressed; the scope is checked again then."""

        def register(handler: H) -> H:
            self.buttons[data] = (handler, scope)
            return handler

        return register

    def conversation(self, name: str, *, scope: str | None) -> Callable[[H], H]:
        """Register who receives plain text while `session["awaiting"] == name`; the scope is checked again at each step."""

        def register(handler: H) -> H:
            self.conversations[name] = (handler, scope)
            return handler

        return register

    def location(self, *, scope: str | None) -> Callable[[H], H]:
        """Register who receives a location that a person shares once."""

        def register(handler: H) -> H:
            self.location_handlers.append((handler, scope))
            return handler

        return register

    def live_location(self, *, scope: str | None) -> Callable[[H], H]:
        """Register who follows a live location: the message that begins it, and every update while the person moves."""

        def register(handler: H) -> H:
            self.live_handlers.append((handler, scope))
            return handler

        return register

    def file(self, ending: str, *, scope: str | None) -> Callable[[H], H]:
        """Register who receives a file whose name ends so, such as `.ics`."""

        def register(handler: H) -> H:
            self.files[ending] = (handler, scope)
            return handler

        return register


class Clash(ConfigurationError):
    """Two features claim one name."""
