"""Stands in for Open-Meteo's air quality: https://open-meteo.com/en/docs/air-quality-api.

The air is worse where the wind rests.
"""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mojo.sandbox.weather.climate import Point, weather_at
from mojo.shared.util.clock import Clock

_SEASONS = {"alder": (2, 3), "birch": (4, 5), "grass": (5, 8), "mugwort": (7, 8), "olive": (5, 6), "ragweed": (8, 9)}
"""First and last month in which a plant flowers in Europe."""


class AirQuality:
    """Answers what the air is like now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def now(self, request: Request) -> Response:
        """`GET /v1/air-quality` with `current`"""
        try:
            point = Point(float(request.query_params["latitude"]), float(request.query_params["longitude"]))
        except (KeyError, ValueError):
            return JSONResponse({"error": True, "reason": "latitude and longitude are needed"}, 400)
        known = _values(point, self._clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0))
        wanted = [name for name in request.query_params.get("current", "").split(",") if name]
        if unknown := [name for name in wanted if name not in known]:
            return JSONResponse({"error": True, "reason": f"Cannot initialize from invalid String value {unknown[0]}"}, 400)
        current = {"time": known["time"], "interval": 3600, **{name: known[name] for name in wanted}}
        place = {"latitude": point.latitude, "longitude": point.longitude}
        return JSONResponse({**place, "utc_offset_seconds": 0, "timezone": "GMT", "current": current})


def _values(point: Point, at: datetime) -> dict[str, Any]:
    weather = weather_at(point, at)
    still = max(0.0, 1 - weather.wind_speed_ms / 10)
    dust = round(4 + 22 * still, 1)
    in_europe = 34 <= point.latitude <= 72 and -25 <= point.longitude <= 45
    dry = 1.0 if weather.precipitation_mm == 0 else 0.1
    pollen = {
        f"{plant}_pollen": (round(60 * dry * (1 - still / 2), 1) if first <= at.month <= last else 0.0) if in_europe else None
        for plant, (first, last) in _SEASONS.items()
    }
    values = {
        "european_aqi": round(15 + 45 * still),
        "pm2_5": dust,
        "pm10": round(dust * 1.7, 1),
        "ozone": 40.0 + 6 * weather.uv_index,
    }
    return {"time": at.strftime("%Y-%m-%dT%H:%M"), **values, **pollen}
