"""Stands in for MET Norway: https://api.met.no/weatherapi/locationforecast/2.0/documentation and /metalerts/2.0/documentation.

It insists on what the real one insists on: whoever does not say who they are is refused, and who has the present
answer is told so.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mojo.sandbox.weather import places
from mojo.sandbox.weather.climate import Point, Weather, weather_at
from mojo.shared.util.clock import Clock

_HOURLY = 54
_STEPS = 34
"""Of six hours, after the hourly ones: nine days in all."""
_HOLDS = timedelta(minutes=30)
_SYMBOLS = {
    0: "clearsky",
    1: "fair",
    2: "partlycloudy",
    3: "cloudy",
    45: "fog",
    48: "fog",
    51: "lightrain",
    53: "lightrain",
    61: "lightrain",
    63: "rain",
    65: "heavyrain",
    71: "lightsnow",
    73: "snow",
    75: "heavysnow",
    80: "lightrainshowers",
    81: "rainshowers",
    82: "heavyrainshowers",
    95: "rainandthunder",
}
_WITH_LIGHT = {"clearsky", "fair", "partlycloudy", "lightrainshowers", "rainshowers", "heavyrainshowers"}
_WINDY_MS = 8.0


class MetNorway:
    """Answers forecasts and warnings."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def forecast(self, request: Request) -> Response:
        """`GET /weatherapi/locationforecast/2.0/complete`"""
        return self._answer(request, lambda point, now: {"type": "Feature", "properties": _forecast(point, now)})

    async def warnings(self, request: Request) -> Response:
        """`GET /weatherapi/metalerts/2.0/current.json`"""
        return self._answer(request, lambda point, now: {"type": "FeatureCollection", "features": _warnings(point, now)})

    def _answer(self, request: Request, answer: Any) -> Response:
        if "mojo/" not in (who := request.headers.get("user-agent", "")) or " " not in who:
            return JSONResponse({"error": "Identify yourself, see https://api.met.no/doc/TermsOfService"}, 403)
        try:
            point = Point(float(request.query_params["lat"]), float(request.query_params["lon"]))
        except (KeyError, ValueError):
            return JSONResponse({"error": "lat and lon are needed"}, 400)
        now = self._clock.now().replace(minute=0, second=0, microsecond=0)
        told = format_datetime(now.astimezone(UTC), usegmt=True)
        headers = {"Last-Modified": told, "Expires": format_datetime((self._clock.now() + _HOLDS).astimezone(UTC), usegmt=True)}
        if request.headers.get("if-modified-since") == told:
            return Response(status_code=304, headers=headers)
        return JSONResponse(answer(at_height(point), now), headers=headers)


def at_height(point: Point) -> Point:
    """Return a point near a city as high as that is."""
    city = places.nearest(point.latitude, point.longitude)
    return (
        Point(point.latitude, point.longitude, city.elevation_m)
        if city.distance_km(point.latitude, point.longitude) < 40
        else point
    )


def _forecast(point: Point, now: datetime) -> dict[str, Any]:
    hourly = [_step(point, now + timedelta(hours=hour), 1) for hour in range(_HOURLY)]
    start = now + timedelta(hours=_HOURLY)
    later = [_step(point, start + timedelta(hours=6 * step), 6) for step in range(_STEPS)]
    return {"meta": {"updated_at": _time(now), "units": {"air_temperature": "celsius"}}, "timeseries": [*hourly, *later]}


def _step(point: Point, at: datetime, hours: int) -> dict[str, Any]:
    weather = weather_at(point, at)
    coming = [weather_at(point, at + timedelta(hours=hour)) for hour in range(hours)]
    details = {
        "precipitation_amount": round(sum(hour.precipitation_mm for hour in coming), 1),
        "probability_of_precipitation": float(max(hour.precipitation_probability_pct for hour in coming)),
    }
    wettest = max(coming, key=lambda hour: hour.weather_code)
    summary = {"symbol_code": _symbol(wettest)}
    instant = {
        "air_temperature": weather.temperature_c,
        "relative_humidity": float(weather.humidity_pct),
        "wind_speed": weather.wind_speed_ms,
        "wind_speed_of_gust": weather.wind_gusts_ms,
        "wind_from_direction": float(weather.wind_direction_deg),
        "ultraviolet_index_clear_sky": weather.uv_index,
    }
    return {
        "time": _time(at),
        "data": {"instant": {"details": instant}, f"next_{hours}_hours": {"summary": summary, "details": details}},
    }


def _symbol(weather: Weather) -> str:
    symbol = _SYMBOLS[weather.weather_code]
    return f"{symbol}_{'day' if weather.is_day else 'night'}" if symbol in _WITH_LIGHT else symbol


def gale(point: Point, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first windy stretch of the next two days: what is warned of is what the forecast says."""
    hours = [now + timedelta(hours=hour) for hour in range(48)]
    windy = [at for at in hours if weather_at(point, at).wind_speed_ms >= _WINDY_MS]
    if not windy:
        return None
    return windy[0], next(at for at in [*hours, hours[-1] + timedelta(hours=1)] if at > windy[0] and at not in windy)


def _warnings(point: Point, now: datetime) -> list[dict[str, Any]]:
    blowing = gale(point, now)
    if blowing is None:
        return []
    (start, end), area = blowing, places.nearest(point.latitude, point.longitude).name("en")
    told = {
        "id": f"2.49.0.1.578.0.{start:%Y%m%d%H}0000.001",
        "area": area,
        "awareness_level": "2; yellow; Moderate",
        "awareness_type": "1; Wind",
        "certainty": "Likely",
        "event": "gale",
        "eventAwarenessName": "Gale",
        "instruction": "Secure loose objects.",
        "severity": "Moderate",
        "title": f"Gale, yellow level, {area}",
        "type": "Alert",
    }
    return [{"type": "Feature", "geometry": None, "properties": told, "when": {"interval": [_time(start), _time(end)]}}]


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
