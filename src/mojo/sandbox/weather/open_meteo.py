"""Stands in for Open-Meteo: https://open-meteo.com/en/docs and https://open-meteo.com/en/docs/geocoding-api."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mojo.sandbox.weather import places
from mojo.sandbox.weather.climate import Point
from mojo.sandbox.weather.places import City
from mojo.sandbox.weather.variables import DAILY, MOMENT, QUARTER, Units, Variable, units_of
from mojo.shared.util.clock import Clock

FORECAST_DAYS = range(17)
COUNT = range(1, 101)
NEAR_KM = 40
"""Within this distance a point is as high as its city."""


class BadQuery(Exception):
    """A query that Open-Meteo refuses; the message is its `reason`."""


@dataclass(frozen=True, slots=True)
class Query:
    """A checked query for a forecast."""

    point: Point
    zone: ZoneInfo
    days: int
    past_days: int
    current: list[Variable]
    hourly: list[Variable]
    daily: list[Variable]
    quarters: list[Variable]
    quarters_ahead: int
    units: Units
    unix_time: bool


class OpenMeteo:
    """Answers forecasts and searches."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def forecast(self, request: Request) -> Response:
        """`GET /v1/forecast`"""
        return _answered(lambda: _forecast(_query(request.query_params), self._clock.now()))

    async def search(self, request: Request) -> Response:
        """`GET /v1/search`"""
        return _answered(lambda: _search(request.query_params))


def _answered(answer: Callable[[], dict[str, Any]]) -> Response:
    began = time.perf_counter()
    try:
        document = answer()
    except BadQuery as refusal:
        return JSONResponse({"error": True, "reason": str(refusal)}, 400)
    return JSONResponse({**document, "generationtime_ms": round((time.perf_counter() - began) * 1000, 4)})


# Reading a query


def _query(parameters: Mapping[str, str]) -> Query:
    latitude = _degrees(parameters, "latitude", 90)
    longitude = _degrees(parameters, "longitude", 180)
    city = places.nearest(latitude, longitude)
    height_m = city.elevation_m if city.distance_km(latitude, longitude) < NEAR_KM else 0.0
    return Query(
        point=Point(latitude, longitude, _number(parameters, "elevation") if parameters.get("elevation") else height_m),
        zone=_zone(parameters.get("timezone", "GMT"), city),
        days=_integer(parameters, "forecast_days", 7, FORECAST_DAYS, "Forecast days is invalid. Allowed range 0 to 16."),
        past_days=_integer(parameters, "past_days", 0, range(93), "Past days is invalid. Allowed range 0 to 92."),
        current=_variables(parameters, "current", MOMENT),
        hourly=_variables(parameters, "hourly", MOMENT),
        daily=_variables(parameters, "daily", DAILY),
        quarters=_variables(parameters, "minutely_15", QUARTER),
        quarters_ahead=_integer(parameters, "forecast_minutely_15", 96, range(385), "Forecast minutely 15 is invalid."),
        units=_units(parameters),
        unix_time=parameters.get("timeformat", "iso8601") == "unixtime",
    )


def _number(parameters: Mapping[str, str], name: str) -> float:
    try:
        value = float(parameters[name])
    except KeyError as error:
        raise BadQuery(f"Value of type 'Float' required for key '{name}'.") from error
    except ValueError as error:
        raise BadQuery(f"Data corrupted at path '{name}'. Cannot initialize Float from invalid String value.") from error
    if not math.isfinite(value):
        raise BadQuery(f"Data corrupted at path '{name}'.")
    return value


def _degrees(parameters: Mapping[str, str], name: str, limit: int) -> float:
    value = _number(parameters, name)
    if abs(value) > limit:
        raise BadQuery(f"{name.capitalize()} must be in range of -{limit} to {limit}°. Given: {value}.")
    return value


def _integer(parameters: Mapping[str, str], name: str, default: int, allowed: range, refusal: str) -> int:
    value = parameters.get(name, str(default))
    if not value.lstrip("-").isdecimal() or int(value) not in allowed:
        raise BadQuery(f"{refusal} Given {value}.")
    return int(value)


def _zone(name: str, city: City) -> ZoneInfo:
    try:
        return ZoneInfo(city.timezone if name == "auto" else name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadQuery("Invalid timezone") from error


def _variables(parameters: Mapping[str, str], kind: str, known: Mapping[str, Variable]) -> list[Variable]:
    names = [name.strip() for name in parameters.get(kind, "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise BadQuery(
                f"Data corrupted at path '{kind}'. Cannot initialize {kind.capitalize()}Variable from invalid String value."
            )
    return [known[name] for name in names]


def _units(parameters: Mapping[str, str]) -> Units:
    try:
        return units_of(parameters)
    except KeyError as error:
        raise BadQuery(f"Data corrupted. Cannot initialize a unit from invalid String value {error.args[0]}.") from error


# Answering


def _forecast(query: Query, now: datetime) -> dict[str, Any]:
    offset = now.astimezone(query.zone).utcoffset() or timedelta()
    local = now.astimezone(timezone(offset))  # one offset for the whole answer, whatever the clocks do in between
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=number) for number in range(-query.past_days, query.days)]
    document: dict[str, Any] = {
        "latitude": round(query.point.latitude * 16) / 16,
        "longitude": round(query.point.longitude * 16) / 16,
        "utc_offset_seconds": round(offset.total_seconds()),
        "timezone": str(query.zone),
        "timezone_abbreviation": f"GMT{offset / timedelta(hours=1):+g}" if offset else "GMT",
        "elevation": query.point.elevation_m,
    }
    if query.current:
        at = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
        document |= _table("current", query, [at], query.current, {"interval": ("seconds", 900)})
    if query.hourly:
        hours = [day + timedelta(hours=hour) for day in days for hour in range(24)]
        document |= _table("hourly", query, hours, query.hourly, {})
    if query.quarters:
        first = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
        times = [first + timedelta(minutes=15 * number) for number in range(query.quarters_ahead)]
        document |= _table("minutely_15", query, times, query.quarters, {})
    if query.daily:
        document |= _table("daily", query, days, query.daily, {})
    return document


def _table(
    kind: str, query: Query, times: list[datetime], variables: list[Variable], extra: dict[str, tuple[str, Any]]
) -> dict[str, Any]:
    """Return one block and its units: scalars for `current`, columns for the others."""
    columns: dict[str, list[Any]] = {"time": [_time(at, kind, query.unix_time) for at in times]}
    columns |= {variable.name: [variable.value(query.point, at, query.units) for at in times] for variable in variables}
    units = {"time": "unixtime" if query.unix_time else "iso8601"} | {name: unit for name, (unit, _) in extra.items()}
    units |= {variable.name: variable.unit(query.units) for variable in variables}
    scalars = {name: column[0] for name, column in columns.items()} if kind == "current" else columns
    values = {"time": scalars["time"], **{name: value for name, (_, value) in extra.items()}, **scalars}
    return {f"{kind}_units": units, kind: values}


def _time(at: datetime, kind: str, unix_time: bool) -> str | int:
    return int(at.timestamp()) if unix_time else at.strftime("%Y-%m-%d" if kind == "daily" else "%Y-%m-%dT%H:%M")


def _search(parameters: Mapping[str, str]) -> dict[str, Any]:
    if "name" not in parameters:
        raise BadQuery("Value of type 'String' required for key 'name'.")
    count = _integer(parameters, "count", 10, COUNT, "Parameter count must be between 1 and 100.")
    language = parameters.get("language", "en").lower().partition("-")[0]
    found = places.search(parameters["name"], count)
    country = parameters.get("countryCode", "").upper()
    results = [_result(city, language) for city in found if not country or city.country_code == country]
    return {"results": results} if results else {}


def _result(city: City, language: str) -> dict[str, Any]:
    result = {
        "id": city.id,
        "name": city.name(language),
        "latitude": city.latitude,
        "longitude": city.longitude,
        "elevation": city.elevation_m,
        "feature_code": "PPLC" if city.capital else "PPL",
        "country_code": city.country_code,
        "timezone": city.timezone,
        "population": city.population,
        "country": places.country_name(city.country_code, language if language in places.LANGUAGES else "en"),
    }
    region = city.name(language) if city.region == city.name("en") else city.region
    return {**result, "admin1": region} if region else result
