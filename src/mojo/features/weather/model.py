"""What weather is here: SI units, WMO words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from mojo.shared.model.places import Place


class Conditions(BaseModel):
    """What a source says about one point."""

    model_config = ConfigDict(frozen=True)

    temperature_c: float
    feels_like_c: float
    """Apparent temperature: with wind, humidity and sun."""
    humidity_pct: float = Field(ge=0, le=100)
    """Relative, 2 m above ground."""
    wind_speed_ms: float = Field(ge=0)
    """10 m above ground, as all wind here."""
    wind_direction_deg: float = Field(ge=0, le=360)
    """Where the wind comes from; 0 is north, 90 east."""
    precipitation_mm: float = Field(ge=0)
    """In the interval before `observed_at` (a quarter of an hour with Open-Meteo)."""
    weather_code: int = Field(ge=0, le=99)
    """WMO code table 4677, in the selection that Open-Meteo uses: https://open-meteo.com/en/docs."""
    is_day: bool
    today_min_c: float
    today_max_c: float
    precipitation_probability_pct: float | None = Field(default=None, ge=0, le=100)
    """Highest of today; None where the source has none."""
    observed_at: datetime
    """The instant that the values are for, UTC."""
    timezone: str
    """IANA name of the zone in which the point lies, and in which `today` is meant."""
    source: str
    """Name of the source, as people know it."""
    uv_index: float | None = Field(default=None, ge=0)
    """WHO's global solar UV index now; None where the source has none."""
    wind_gusts_ms: float | None = Field(default=None, ge=0)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, timezone: str) -> str:
        if not is_timezone(timezone):
            raise ValueError("must be the name of a time zone")
        return timezone


class CurrentWeather(Conditions):
    """The weather at a place, and how old the news is."""

    place: Place
    stale: bool = False
    """True if the source could not be asked and this is its last answer."""
    age_s: int = Field(default=0, ge=0)
    """Seconds since the source was asked."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour from `at` (UTC) on. A source that thinks in longer steps says so in `hours`."""

    at: datetime
    temperature_c: float
    precipitation_mm: float
    """In all of its `hours`."""
    weather_code: int
    wind_speed_ms: float
    wind_direction_deg: float
    wind_gusts_ms: float | None = None
    precipitation_probability_pct: float | None = None
    uv_index: float | None = None
    hours: int = 1


@dataclass(frozen=True, slots=True)
class Quarter:
    """The rain of the quarter of an hour from `at` (UTC) on."""

    at: datetime
    precipitation_mm: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the calendar of the place."""

    date: date
    min_c: float
    max_c: float
    precipitation_mm: float
    weather_code: int
    wind_speed_ms: float
    """The strongest of the day, as `wind_gusts_ms`."""
    wind_gusts_ms: float | None = None
    precipitation_probability_pct: float | None = None
    uv_index: float | None = None


class Forecast(BaseModel):
    """Everything one source says about one point."""

    model_config = ConfigDict(frozen=True)

    now: Conditions
    hours: tuple[Hour, ...]
    """From the present hour on, up to 16 days."""
    days: tuple[Day, ...]
    """From today on, up to 16."""
    quarters: tuple[Quarter, ...] = ()
    """The next hours in short steps; empty where the source has none."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the place."""
        return ZoneInfo(self.now.timezone)

    def between(self, start: datetime, end: datetime) -> list[Hour]:
        """Return the hours that touch the time from `start` to `end`."""
        return [hour for hour in self.hours if hour.at < end and hour.at + timedelta(hours=hour.hours) > start]

    def hours_of(self, day: date) -> list[Hour]:
        """Return the hours of one day on the calendar of the place."""
        return [hour for hour in self.hours if hour.at.astimezone(self.zone).date() == day]


class Opinion(BaseModel):
    """Another source that does not agree."""

    model_config = ConfigDict(frozen=True)

    source: str
    day: Day


class PlaceForecast(BaseModel):
    """A forecast for a place, and how old the news is."""

    model_config = ConfigDict(frozen=True)

    place: Place
    forecast: Forecast
    stale: bool = False
    """True if the source could not be asked and this is its last answer."""
    age_s: int = Field(default=0, ge=0)
    """Seconds since the source was asked."""
    disagreement: Opinion | None = None
    """What another source says of tomorrow, if that is something else."""


class Severity(StrEnum):
    """The levels of the Common Alerting Protocol (CAP 1.2)."""

    MINOR = "minor"
    MODERATE = "moderate"
    SEVERE = "severe"
    EXTREME = "extreme"


class OfficialWarning(BaseModel):
    """An official warning, in the words of those who issued it."""

    model_config = ConfigDict(frozen=True)

    id: str
    """The same as long as it is the same warning."""
    event: str
    headline: str
    severity: Severity
    starts_at: datetime
    ends_at: datetime | None
    area: str = ""
    instruction: str = ""
    issuer: str


class PlaceWarnings(BaseModel):
    """The warnings in force or to come at a place."""

    model_config = ConfigDict(frozen=True)

    place: Place
    warnings: tuple[OfficialWarning, ...]
    sources: tuple[str, ...]
    """Those that were asked; empty means that nobody who could be asked warns there, not that all is well."""
    stale: bool = False
    age_s: int = Field(default=0, ge=0)


class Air(BaseModel):
    """The air at a point."""

    model_config = ConfigDict(frozen=True)

    european_aqi: int = Field(ge=0)
    """European Environment Agency's index: up to 20 good, 40 fair, 60 moderate, 80 poor, 100 very poor."""
    pm2_5_ugm3: float = Field(ge=0)
    pm10_ugm3: float = Field(ge=0)
    ozone_ugm3: float = Field(ge=0)
    pollen: dict[str, float]
    """Grains in a cubic metre of alder, birch, grass, mugwort, olive and ragweed, where the source knows (Europe, in season)."""
    observed_at: datetime
    source: str


class PlaceAir(BaseModel):
    """The air at a place, and how old the news is."""

    model_config = ConfigDict(frozen=True)

    place: Place
    air: Air
    stale: bool = False
    age_s: int = Field(default=0, ge=0)


def utc(at: datetime) -> datetime:
    """Return an aware instant in UTC. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return at.astimezone(UTC)


def is_timezone(name: str) -> bool:
    """Tell whether this machine knows the time zone: sources may know others, or newer ones."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
