"""When it is wet, from steps of any length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mojo.features.weather.model import Forecast, Hour
from mojo.shared.model.places import Place

COMING = timedelta(hours=24)
"""How far "when will it rain?" looks ahead."""
WET_MM_PER_HOUR = 0.1
SURE_PCT = 30.0
"""Less likely rain is not worth a word."""
GAP = timedelta(hours=1)
"""A dry hour between two wet ones is still the same spell."""
_SNOW = frozenset({71, 73, 75, 77, 85, 86})
_THUNDER = frozenset({95, 96, 99})
_FREEZING_C = 0.5


class Wet(StrEnum):
    RAIN = "rain"
    SNOW = "snow"
    THUNDER = "thunder"


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of wet weather."""

    start: datetime
    end: datetime
    kind: Wet
    mm: float


class PlaceRain(BaseModel):
    """When it will be wet at a place, and how old the news is."""

    model_config = ConfigDict(frozen=True)

    place: Place
    source: str
    until: datetime
    """How far it looks ahead."""
    spells: list[Spell]
    """None if it stays dry."""
    stale: bool = False
    age_s: int = Field(default=0, ge=0)


@dataclass(frozen=True, slots=True)
class _Step:
    start: datetime
    end: datetime
    kind: Wet
    mm: float


def spells(forecast: Forecast, start: datetime, end: datetime) -> list[Spell]:
    """Return the wet stretches between `start` and `end`, in order; in quarters of an hour as far as the source has them."""
    steps = [*_short_steps(forecast), *_long_steps(forecast)]
    wet = [step for step in steps if step.end > start and step.start < end]
    return _joined(wet)


def _short_steps(forecast: Forecast) -> Iterable[_Step]:
    length = timedelta(minutes=15)
    for quarter in forecast.quarters:
        if quarter.precipitation_mm * 4 >= WET_MM_PER_HOUR:
            kind = _kind_at(forecast, quarter.at)
            yield _Step(quarter.at, quarter.at + length, kind, quarter.precipitation_mm)


def _long_steps(forecast: Forecast) -> Iterable[_Step]:
    """Yield the wet hours after the quarters end."""
    begin = forecast.quarters[-1].at + timedelta(minutes=15) if forecast.quarters else None
    for hour in forecast.hours:
        end = hour.at + timedelta(hours=hour.hours)
        if (begin is None or end > begin) and _is_wet(hour):
            yield _Step(max(hour.at, begin or hour.at), end, kind_of(hour), hour.precipitation_mm)


def _is_wet(hour: Hour) -> bool:
    chance = hour.precipitation_probability_pct
    return hour.precipitation_mm / hour.hours >= WET_MM_PER_HOUR and (chance is None or chance >= SURE_PCT)


def kind_of(hour: Hour) -> Wet:
    """Return what falls in that hour, if anything does."""
    if hour.weather_code in _THUNDER:
        return Wet.THUNDER
    return Wet.SNOW if hour.weather_code in _SNOW or hour.temperature_c < _FREEZING_C else Wet.RAIN


def _kind_at(forecast: Forecast, at: datetime) -> Wet:
    touching = forecast.between(at, at + timedelta(minutes=15))
    return kind_of(touching[0]) if touching else Wet.RAIN


def _joined(steps: Sequence[_Step]) -> list[Spell]:
    found: list[Spell] = []
    for step in steps:
        last = found[-1] if found else None
        if last is not None and step.start - last.end <= GAP:
            kind = Wet.THUNDER if Wet.THUNDER in (last.kind, step.kind) else last.kind
            found[-1] = Spell(last.start, max(last.end, step.end), kind, last.mm + step.mm)
        else:
            found.append(Spell(step.start, step.end, step.kind, step.mm))
    return found
