"""Who Mojo talks with."""

from datetime import datetime, time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from mojo.shared.model.tastes import ClockFace, Units, WindUnit, usual_wind

EVERY_SCOPE = "*"
"""What the owner holds."""

OWNER, ADMIN, MEMBER, GUEST = "owner", "admin", "member", "guest"
"""The roles every installation has: named sets of scopes. The owner's cannot be changed."""


class PersonState(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Known, but nothing opens for them until somebody restores them."""


class Door(StrEnum):
    """Through which door somebody came."""

    API = "api"
    CHRONOS = "chronos"
    SCHEDULER = "scheduler"
    SHELL = "shell"


class QuietHours(BaseModel):
    """From `start` to `end` on the person's clock, over midnight if `end` is the earlier one."""

    model_config = ConfigDict(frozen=True)

    start: time
    end: time


def holds(scopes: frozenset[str], scope: str) -> bool:
    """Tell whether `scopes` include `scope`."""
    return scope in scopes or EVERY_SCOPE in scopes


class User(BaseModel):
    """A person Mojo knows. `chat_id` is their private chat with Chronos."""

    model_config = ConfigDict(frozen=True)

    id: str
    chat_id: int
    name: str
    language: str | None = None
    """Chosen by the person (BCP 47, such as `de` or `zh-Hans`); None follows Telegram's `language_code`."""
    telegram_language: str | None = None
    timezone: str = "UTC"
    """IANA name, such as `Europe/Lisbon`."""
    units: Units = Units.METRIC
    clock: ClockFace | None = None
    """None is what is usual in their language."""
    wind: WindUnit | None = None
    """None is what is usual with their units in their language."""
    quiet_hours: QuietHours | None = None
    state: PersonState = PersonState.ACTIVE
    role: str | None = None
    """Name of the role whose scopes they hold; None if theirs are their own."""
    scopes: frozenset[str] = frozenset()
    """Everything they may do, what their role brings included."""
    created_at: datetime
    invited_by: str | None = None
    """User id of who made the first invitation they came with."""
    accepted: frozenset[str] = frozenset()
    """Ids of the invitations whose gifts they have had: a code gives nothing twice, so what was taken away stays away."""

    @property
    def wind_unit(self) -> WindUnit:
        """The unit in which they think of wind."""
        return self.wind or usual_wind(self.units, self.language or self.telegram_language)

    def may(self, scope: str | None) -> bool:
        """Tell whether this person holds `scope` and is not suspended; None needs nothing."""
        return scope is None or (self.state is PersonState.ACTIVE and holds(self.scopes, scope))


class Principal(BaseModel):
    """Who is acting, through which door, and what they may do there: the first argument of whatever a service guards."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    name: str
    scopes: frozenset[str] = frozenset()
    """What the person may do, as far as the session or token by which they act carries it."""
    door: Door = Door.API
    origin: str | None = None
    """From where: the client's address, the chat's id."""
    credential: str | None = None
    """Id of the session or access token they act by."""

    def may(self, scope: str) -> bool:
        """Tell whether they may do what needs `scope`."""
        return holds(self.scopes, scope)
