"""What weather is here: SI units, WMO words."""

from datetime import datetime
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


def is_timezone(name: str) -> bool:
    """Tell whether this machine knows the time zone: sources may know others, or newer ones."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
