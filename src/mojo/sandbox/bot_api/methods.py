"""The registry of Bot API methods that the stand-in speaks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from mojo.sandbox.bot_api.limits import FloodLimit
from mojo.sandbox.bot_api.parameters import Upload
from mojo.sandbox.bot_api.updates import Updates
from mojo.sandbox.bot_api.webhook import WebhookPusher
from mojo.sandbox.chats import Chats
from mojo.sandbox.files import Files
from mojo.sandbox.store import Json


@dataclass(frozen=True, slots=True)
class BotApi:
    """What the methods work with."""

    chats: Chats
    updates: Updates
    files: Files
    flood: FloodLimit
    pusher: WebhookPusher
    peers: frozenset[str] = frozenset()
    """Hosts besides this machine at which a webhook may be."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `of` is aiogram's method object with checked types, `markup` its keyboard as JSON."""

    of: Any
    api: BotApi
    markup: Json | None = None
    files: dict[str, Upload] = field(default_factory=dict)

    def given(self, name: str) -> Any | None:
        """Return a parameter if the caller gave it; aiogram fills others with its own placeholders."""
        return getattr(self.of, name) if name in self.of.model_fields_set else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A result with the description that Telegram adds to a few of them."""

    result: Any
    description: str


Method: TypeAlias = Callable[[Call], Awaitable[Any]]
F = TypeVar("F", bound=Method)

METHODS: dict[str, Method] = {}
"""By name in lower case: Telegram does not mind the case."""
NAMES: dict[str, str] = {}
"""The proper name of each."""


def method(name: str) -> Callable[[F], F]:
    """Register what answers `name`."""

    def register(answer: F) -> F:
        METHODS[name.lower()] = answer
        NAMES[name.lower()] = name
        return answer

    return register
