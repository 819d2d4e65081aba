"""What people want to be told of before it comes: which conditions hold at a place now, by rules on a forecast."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from mojo.features.weather.model import Forecast, Hour, OfficialWarning
from mojo.features.weather.spells import Wet, spells
from mojo.shared.model.places import Place

RAIN_AHEAD = timedelta(minutes=60)
"""Rain is told of so long before it comes, and over when none comes for so long: else every pause would be an end."""
RAIN_LOOKED_AT = timedelta(hours=12)
FROST_C, HEAT_C, WIND_MS, UV = 0.0, 30.0, 17.2, 6.0
"""Freezing; a hot day (WMO); a gale by its gusts (Beaufort 8); protection needed (WHO)."""
TELL_TONIGHT_FROM, NIGHT_ENDS, DAY_STARTS = time(15), time(9), time(5)


class Kind(StrEnum):
    RAIN = "rain"
    WARNINGS = "warnings"
    FROST = "frost"
    HEAT = "heat"
    WIND = "wind"
    UV = "uv"


class Condition(BaseModel):
    """Something that somebody wants to know of."""

    model_config = ConfigDict(frozen=True)

    key: str
    """The same as long as it is the same rain, night or warning."""
    kind: Kind
    starts_at: datetime
    ends_at: datetime | None = None
    value: float = 0.0
    """The lowest or highest of what it is about."""
    wet: Wet = Wet.RAIN
    headline: str = ""


class Watch(BaseModel):
    """What one person wants to be told about one place."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    kind: Kind
    place: Place | None
    """None is wherever the person is."""
    told: tuple[Condition, ...] = ()
    """What they have been told of and not yet that it is over."""
    count: int = 0
    """Of the notifications so far: part of each one's dedupe key."""


def conditions(kind: Kind, forecast: Forecast, now: datetime, told: Iterable[Condition] = ()) -> list[Condition]:
    """Return what holds now, or soon enough to be told; `told` is what is known already. WARNINGS come from elsewhere."""
    match kind:
        case Kind.RAIN:
            return _rain(forecast, now, [one for one in told if one.kind is Kind.RAIN])
        case Kind.FROST:
            return _frost(forecast, now)
        case Kind.WIND:
            return _hours(kind, forecast, now, [hour for hour in forecast.hours if (hour.wind_gusts_ms or 0) >= WIND_MS])
        case Kind.HEAT:
            return _hours(kind, forecast, now, [hour for hour in forecast.hours if hour.temperature_c >= HEAT_C])
        case Kind.UV:
            return _hours(kind, forecast, now, [hour for hour in forecast.hours if (hour.uv_index or 0) >= UV])
    return []


def official(warnings: Iterable[OfficialWarning], now: datetime) -> list[Condition]:
    """Return the warnings that are not over."""
    return [
        Condition(key=one.id, kind=Kind.WARNINGS, starts_at=one.starts_at, ends_at=one.ends_at, headline=one.headline)
        for one in warnings
        if one.ends_at is None or one.ends_at > now
    ]


def _rain(forecast: Forecast, now: datetime, told: list[Condition]) -> list[Condition]:
    """One rain at a time: what has been told of goes on until it is dry for a while."""
    coming = spells(forecast, now, now + RAIN_LOOKED_AT)
    if not coming or coming[0].start > now + RAIN_AHEAD:
        return []
    first = coming[0]
    if told:
        return [told[0].model_copy(update={"ends_at": first.end})]
    return [Condition(key="rain", kind=Kind.RAIN, starts_at=first.start, ends_at=first.end, value=first.mm, wet=first.kind)]


def _frost(forecast: Forecast, now: datetime) -> list[Condition]:
    """Frost of the coming night, from the afternoon before on."""
    local = now.astimezone(forecast.zone)
    evening = local.date() if local.time() >= TELL_TONIGHT_FROM else local.date() - timedelta(days=1)
    start = datetime.combine(evening, TELL_TONIGHT_FROM, forecast.zone)
    end = datetime.combine(evening + timedelta(days=1), NIGHT_ENDS, forecast.zone)
    cold = [hour for hour in forecast.between(max(start, now), end) if hour.temperature_c <= FROST_C]
    return [_lasting(Kind.FROST, evening, cold, min(hour.temperature_c for hour in cold))] if cold and now < end else []


def _hours(kind: Kind, forecast: Forecast, now: datetime, hours: list[Hour]) -> list[Condition]:
    """What the hours of today have in common, once people are up."""
    local = now.astimezone(forecast.zone)
    today = [hour for hour in hours if hour.at.astimezone(forecast.zone).date() == local.date() and _end(hour) > now]
    if not today or local.time() < DAY_STARTS:
        return []
    return [_lasting(kind, local.date(), today, max(_value(kind, hour) for hour in today))]


def _lasting(kind: Kind, day: date, hours: list[Hour], value: float) -> Condition:
    return Condition(key=f"{kind}:{day}", kind=kind, starts_at=hours[0].at, ends_at=_end(hours[-1]), value=round(value, 1))


def _value(kind: Kind, hour: Hour) -> float:
    values = {Kind.WIND: hour.wind_gusts_ms, Kind.UV: hour.uv_index}
    return values.get(kind, hour.temperature_c) or 0.0


def _end(hour: Hour) -> datetime:
    return hour.at + timedelta(hours=hour.hours)
