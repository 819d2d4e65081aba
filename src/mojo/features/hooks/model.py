"""What a hook is, and what came in through one."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mojo.shared.errors import InvalidInput
from mojo.shared.model.notifications import Priority

BODY_LIMIT_BYTES = 256 * 1024
WAITING_LIMIT = 1000
"""Events of one hook that may wait, and those kept to look at among them."""
KEPT_EVENTS = 50
KEPT_BODY_CHARS = 2000
"""What is kept of a body once it has been handled."""
TEMPLATE_LIMIT = 4000

RESERVED = frozenset({"alertmanager"})
"""Doors of Mojo's own below /hooks: a hook of that name would never be asked."""

NAME_PATTERN = r"^[a-z0-9][a-z0-9-]{0,47}$"
"""At most as long as the 64 bytes of a button of Telegram can carry."""

HookName = Annotated[str, Field(pattern=NAME_PATTERN, description="a-z, 0-9 and -, at most 48.")]


class NotAHookName(InvalidInput):
    """A hook cannot be called so."""

    code = "hooks.not_a_name"


def checked_name(words: str) -> str:
    """Return a hook's name as somebody typed it. Raises NotAHookName."""
    name = words.strip().lower()
    if not re.fullmatch(NAME_PATTERN, name):
        raise NotAHookName("name: a-z, 0-9 and -, at most 48 of them, such as doorbell.", field="name")
    return name


class Style(StrEnum):
    """How the sender shows that it is who it is."""

    TOKEN = "token"  # noqa: S105  # the name of a style
    """The secret itself, in `Authorization: Bearer` or `X-Hook-Token`."""
    GITHUB = "github"
    """`X-Hub-Signature-256: sha256=<HMAC of the body>`; docs.github.com/webhooks, "Validating webhook deliveries"."""
    STRIPE = "stripe"
    """`Stripe-Signature: t=<time>,v1=<HMAC of "time.body">`; docs.stripe.com/webhooks, "Verify manually"."""


class Action(BaseModel):
    """What is done about an event: words to people, or a job."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    job: str | None = Field(default=None, max_length=100, description="Name of a job, which gets the event as its payload.")
    person: str | None = Field(default=None, max_length=64, description="User id of who is told; whoever makes it if left out.")
    role: str | None = Field(default=None, max_length=32, description="Role of those who are told.")
    template: str = Field(
        default="@text",
        max_length=TEMPLATE_LIMIT,
        description="`@text`, `@alertmanager`, or words with {{path.to.value}} and {{#list}}...{{/list}} from the JSON body.",
    )
    priority: Priority = Priority.NORMAL

    @model_validator(mode="after")
    def _one_thing(self) -> "Action":
        if (self.job is not None) + (self.person is not None) + (self.role is not None) > 1:
            raise ValueError("give one of job, person and role")
        return self


class Hook(BaseModel):
    """A door for one external sender."""

    model_config = ConfigDict(frozen=True)

    name: str
    style: Style
    sealed: str
    """The secret's fingerprint (token), or the secret sealed so that its HMAC can be computed."""
    action: Action
    by: str
    created_at: datetime
    paused: bool = False


class HookView(BaseModel):
    """A hook without its secret."""

    name: str
    style: Style
    action: Action
    created_at: datetime
    paused: bool

    @classmethod
    def of(cls, hook: Hook) -> "HookView":
        """Return what may be shown."""
        return cls(name=hook.name, style=hook.style, action=hook.action, created_at=hook.created_at, paused=hook.paused)


class NewHook(BaseModel):
    """A hook to be made."""

    model_config = ConfigDict(extra="forbid")

    name: HookName
    style: Style = Style.TOKEN
    secret: str | None = Field(
        default=None,
        min_length=24,
        max_length=256,
        description="The sender's own secret (Stripe makes one); made here if left out.",
    )
    action: Action = Action()


class HookChange(BaseModel):
    """What is to become different."""

    model_config = ConfigDict(extra="forbid")

    action: Action | None = None
    paused: bool | None = None
    new_secret: bool = Field(default=False, description="Make a new secret; the old one ends.")


class MadeHook(BaseModel):
    """A hook with its secret, which is shown this once."""

    hook: HookView
    secret: str | None = None


class EventState(StrEnum):
    WAITING = "waiting"
    HANDLED = "handled"
    FAILED = "failed"


class Event(BaseModel):
    """Something that came in."""

    model_config = ConfigDict(frozen=True)

    id: str
    hook: str
    received_at: datetime
    headers: dict[str, str]
    """The few that are kept: none that can hold a secret."""
    body: str
    """UTF-8; after it has been handled only its beginning."""
    state: EventState = EventState.WAITING
    reason: str | None = None


class Receipt(BaseModel):
    """What the sender is told."""

    id: str
    duplicate: bool
