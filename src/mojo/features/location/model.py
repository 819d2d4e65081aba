"""What places are here: a fix from a device, zones, and who may know what of whom."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mojo.shared.errors import InvalidInput
from mojo.shared.model.places import Coordinates

UNKNOWN_ACCURACY_M = 25.0
"""What is assumed of a device that does not say."""


class Value(BaseModel):
    """Never changes."""

    model_config = ConfigDict(frozen=True)


class Source(StrEnum):
    TELEGRAM = "telegram"
    OWNTRACKS = "owntracks"
    OVERLAND = "overland"
    GPX = "gpx"
    API = "api"


class Precision(StrEnum):
    """How much a viewer is told, from everything to nothing."""

    EXACT = "exact"
    CITY = "city"
    """The name of the town, and of the zone if in one."""
    ZONE = "zone"
    """The name of the zone, if in one."""
    NEVER = "never"

    @property
    def rank(self) -> int:
        """Grows with what is told."""
        return -list(Precision).index(self)


class Report(Value):
    """What a device says, by its own clock."""

    at: Coordinates
    taken_at: datetime
    accuracy_m: float | None = Field(default=None, ge=0, le=1e7, allow_inf_nan=False)
    """Radius within which the device is with 68% probability."""
    altitude_m: float | None = Field(default=None, allow_inf_nan=False)
    speed_ms: float | None = Field(default=None, ge=0, le=1e5, allow_inf_nan=False)
    course_deg: float | None = Field(default=None, ge=0, le=360)
    """Direction of travel; 0 is north, 90 east."""
    battery_pct: int | None = Field(default=None, ge=0, le=100)
    device: str = Field(default="", max_length=64)
    source: Source = Source.API


def report_of(latitude: Any, longitude: Any, **fields: Any) -> Report:
    """Return what a device says, checked. Raises InvalidInput naming the field."""
    try:
        return Report.model_validate({"at": {"latitude": latitude, "longitude": longitude}, **fields})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    field = str(first["loc"][-1])
    raise InvalidInput(f"{field}: {first['msg']}.", field=field)


class Fix(Report):
    """A report, dated by a clock that is never ahead of ours."""

    received_at: datetime
    clock_wrong: bool = False
    """The device's clock was plainly wrong, and `taken_at` is when the report came in."""

    @property
    def radius_m(self) -> float:
        """How far off the truth may be."""
        return UNKNOWN_ACCURACY_M if self.accuracy_m is None else self.accuracy_m


class Crossing(StrEnum):
    ARRIVED = "arrived"
    LEFT = "left"


class Zone(Value):
    """A circle with a name."""

    id: str
    name: str = Field(min_length=1, max_length=60)
    at: Coordinates
    radius_m: float = Field(ge=20, le=100_000)

    @property
    def fence_key(self) -> str:
        """Under which a track keeps how the person stands to it: a zone that is moved begins anew."""
        return f"{self.id}@{self.at.latitude:.5f},{self.at.longitude:.5f},{self.radius_m:.0f}"


class Fence(Value):
    """How a person stands to one zone."""

    inside: bool | None = None
    """None until a fix was good enough to tell."""
    since: datetime | None = None
    turning_since: datetime | None = None
    """When fixes began to say the opposite, which they must go on saying for a while."""

    @property
    def seems_inside(self) -> bool:
        """What the last fix that could tell said, believed or not."""
        return self.inside is not None and self.inside is (self.turning_since is None)

    @property
    def seems_since(self) -> datetime | None:
        """Since when fixes have said so."""
        return self.turning_since or self.since


class Track(Value):
    """Where somebody is, and how they stand to their zones."""

    latest: Fix | None = None
    before: Fix | None = None
    """The one before it that was far enough away to tell a direction."""
    fences: dict[str, Fence] = {}


class Share(Value):
    """Leave to look until it ends: for one person, or for whoever has a link."""

    id: str
    viewer: str | None = None
    """User id; None for a link."""
    precision: Precision
    until: datetime


class Watch(Value):
    """Somebody wants to be told when somebody else comes or goes; it holds once both have agreed."""

    id: str
    watcher: str
    zone_id: str
    agreed: bool = False
    """By whoever is watched; the watcher agreed by asking."""


class Errand(Value):
    """Something to be reminded of on arrival, or on leaving."""

    id: str
    zone_id: str
    task: str = Field(min_length=1, max_length=500)
    leaving: bool = False


class Profile(Value):
    """What a person has allowed. Everything is off until they turn it on."""

    on: bool = False
    paused_until: datetime | None = None
    """End of the last pause, which may be over."""
    history_days: int = Field(default=0, ge=0, le=3650)
    """How long the history is kept; 0 keeps none."""
    tell_me: bool = False
    """Send a notice when somebody looks."""
    viewers: dict[str, Precision] = {}
    """By user id; whoever is not named is told nothing."""
    shares: tuple[Share, ...] = ()
    zones: tuple[Zone, ...] = ()
    watches: tuple[Watch, ...] = ()
    errands: tuple[Errand, ...] = ()

    def is_paused(self, now: datetime) -> bool:
        """Tell whether a pause is running."""
        return self.paused_until is not None and now < self.paused_until

    def tracks(self, now: datetime) -> bool:
        """Tell whether positions may be taken at all."""
        return self.on and not self.is_paused(now)

    def precision_for(self, viewer: str, now: datetime) -> Precision:
        """Return how much `viewer` may know now: the most that a standing leave or a running share gives."""
        given = [share.precision for share in self.shares if share.viewer == viewer and now < share.until]
        return max([*given, self.viewers.get(viewer, Precision.NEVER)], key=lambda precision: precision.rank)

    def zone(self, zone_id: str) -> Zone | None:
        """Return the person's zone."""
        return next((zone for zone in self.zones if zone.id == zone_id), None)


class Look(Value):
    """Somebody looked."""

    viewer: str
    """User id, or `link:<id>`."""
    at: datetime
    precision: Precision


class Motion(Value):
    """Underway."""

    course_deg: float
    speed_ms: float


class Sighting(Value):
    """What one viewer is told about where somebody is."""

    user_id: str
    name: str
    precision: Precision
    zone: str | None = None
    """Name of the zone they are in."""
    zone_since: datetime | None = None
    city: str | None = None
    address: str | None = None
    at: Coordinates | None = None
    accuracy_m: float | None = None
    taken_at: datetime
    age_s: int = Field(ge=0)
    battery_pct: int | None = None
    motion: Motion | None = None
    clock_wrong: bool = False


class Passed(Value):
    """Somebody has arrived in a zone or left it."""

    user_id: str
    zone: Zone
    crossing: Crossing
    at: datetime


DWELL = timedelta(seconds=60)
"""How long fixes must agree before a crossing is believed."""
