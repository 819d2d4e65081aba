"""Stands in for OpenWeatherMap's One Call API 3.0: https://openweathermap.org/api/one-call-3.

Like the real one it refuses whoever has no key, gives absolute temperatures unless it is asked for others, and leaves out what
there is nothing of: rain, snow, alerts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mojo.sandbox.weather import places
from mojo.sandbox.weather.climate import Point, Weather, weather_at
from mojo.sandbox.weather.met_norway import at_height, gale
from mojo.shared.util.clock import Clock

_HOURS, _DAYS, _MINUTES = 48, 8, 61
_MPH_PER_MS = 2.236936
_CONDITIONS = {
    0: (800, "Clear", "clear sky", "01"),
    1: (801, "Clouds", "few clouds", "02"),
    2: (802, "Clouds", "scattered clouds", "03"),
    3: (804, "Clouds", "overcast clouds", "04"),
    45: (741, "Fog", "fog", "50"),
    48: (741, "Fog", "fog", "50"),
    51: (300, "Drizzle", "light intensity drizzle", "09"),
    53: (301, "Drizzle", "drizzle", "09"),
    61: (500, "Rain", "light rain", "10"),
    63: (501, "Rain", "moderate rain", "10"),
    65: (502, "Rain", "heavy intensity rain", "10"),
    71: (600, "Snow", "light snow", "13"),
    73: (601, "Snow", "snow", "13"),
    75: (602, "Snow", "heavy snow", "13"),
    80: (520, "Rain", "light intensity shower rain", "09"),
    81: (521, "Rain", "shower rain", "09"),
    82: (522, "Rain", "heavy intensity shower rain", "09"),
    95: (211, "Thunderstorm", "thunderstorm", "11"),
}
"""https://openweathermap.org/weather-conditions, by the code that the climate uses."""
_DEGREES: dict[str, Callable[[float], float]] = {
    "metric": lambda celsius: celsius,
    "imperial": lambda celsius: celsius * 9 / 5 + 32,
    "standard": lambda celsius: celsius + 273.15,
}


class OpenWeatherMap:
    """Answers `GET /data/3.0/onecall`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def one_call(self, request: Request) -> Response:
        """Answer forecast and alerts at once."""
        if not request.query_params.get("appid"):
            return _refusal(401, "Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.")
        for name, most in (("lat", 90.0), ("lon", 180.0)):
            if not _is_within(request.query_params.get(name, ""), most):
                return _refusal(400, f"wrong {'latitude' if name == 'lat' else 'longitude'}")
        point = at_height(Point(float(request.query_params["lat"]), float(request.query_params["lon"])))
        units = request.query_params.get("units", "standard")
        return JSONResponse(_Answer(point, self._clock.now(), units if units in _DEGREES else "standard").document())


class _Answer:
    """One place, one moment, one set of units."""

    def __init__(self, point: Point, now: datetime, units: str) -> None:
        self._point = point
        self._city = places.nearest(point.latitude, point.longitude)
        self._now = now.astimezone(ZoneInfo(self._city.timezone))
        self._degrees, self._imperial = _DEGREES[units], units == "imperial"

    def document(self) -> dict[str, Any]:
        hour = self._now.replace(minute=0, second=0, microsecond=0)
        today = hour.replace(hour=0)
        offset = self._now.utcoffset() or timedelta()
        document = {
            "lat": self._point.latitude,
            "lon": self._point.longitude,
            "timezone": self._city.timezone,
            "timezone_offset": round(offset.total_seconds()),
            "current": self._moment(self._now, self._temperatures),
            "minutely": [self._minute(self._now + timedelta(minutes=number)) for number in range(_MINUTES)],
            "hourly": [self._hour(hour + timedelta(hours=number)) for number in range(_HOURS)],
            "daily": [self._day(today + timedelta(days=number)) for number in range(_DAYS)],
        }
        alerts = self._alerts()
        return {**document, "alerts": alerts} if alerts else document

    def _temperatures(self, weather: Weather) -> dict[str, Any]:
        return {"temp": self._warmth(weather.temperature_c), "feels_like": self._warmth(weather.feels_like_c)}

    def _moment(self, at: datetime, temperatures: Callable[[Weather], dict[str, Any]]) -> dict[str, Any]:
        weather = weather_at(self._point, at)
        kind, wet = ("snow", weather.precipitation_mm) if weather.snowfall_cm else ("rain", weather.precipitation_mm)
        return {
            "dt": int(at.timestamp()),
            **temperatures(weather),
            "pressure": round(weather.pressure_hpa),
            "humidity": weather.humidity_pct,
            "dew_point": self._warmth(weather.dew_point_c),
            "clouds": weather.cloud_cover_pct,
            "uvi": weather.uv_index,
            "visibility": min(10_000, weather.visibility_m),
            "wind_speed": self._speed(weather.wind_speed_ms),
            "wind_gust": self._speed(weather.wind_gusts_ms),
            "wind_deg": weather.wind_direction_deg,
            "weather": [_condition(weather)],
            **({kind: {"1h": wet}} if wet else {}),
        }

    def _hour(self, at: datetime) -> dict[str, Any]:
        return {**self._moment(at, self._temperatures), "pop": weather_at(self._point, at).precipitation_probability_pct / 100}

    def _minute(self, at: datetime) -> dict[str, Any]:
        return {"dt": int(at.timestamp()), "precipitation": weather_at(self._point, at).precipitation_mm}

    def _day(self, midnight: datetime) -> dict[str, Any]:
        hours = [weather_at(self._point, midnight + timedelta(hours=number)) for number in range(24)]
        warmth = [hour.temperature_c for hour in hours]
        wettest = max(hours, key=lambda hour: hour.weather_code)
        sums = {
            "rain": round(sum(hour.precipitation_mm for hour in hours if not hour.snowfall_cm), 2),
            "snow": round(sum(hour.precipitation_mm for hour in hours if hour.snowfall_cm), 2),
        }
        return {
            "dt": int((midnight + timedelta(hours=12)).timestamp()),
            "temp": {"min": self._warmth(min(warmth)), "max": self._warmth(max(warmth)), "day": self._warmth(warmth[12])},
            "humidity": hours[12].humidity_pct,
            "wind_speed": self._speed(max(hour.wind_speed_ms for hour in hours)),
            "wind_gust": self._speed(max(hour.wind_gusts_ms for hour in hours)),
            "wind_deg": hours[12].wind_direction_deg,
            "uvi": max(hour.uv_index for hour in hours),
            "pop": max(hour.precipitation_probability_pct for hour in hours) / 100,
            "weather": [_condition(wettest)],
            **{kind: amount for kind, amount in sums.items() if amount},
        }

    def _alerts(self) -> list[dict[str, Any]]:
        """Pass on what a national service would warn of; Norway's own service is asked by itself."""
        blowing = gale(self._point, self._now.replace(minute=0, second=0, microsecond=0))
        if blowing is None or self._city.country_code == "NO":
            return []
        country = places.country_name(self._city.country_code, "en")
        start, end = (int(at.timestamp()) for at in blowing)
        words = {"event": "Gale", "description": "Secure loose objects.", "tags": ["Wind"]}
        return [{"sender_name": f"Weather service of {country}", **words, "start": start, "end": end}]

    def _warmth(self, celsius: float) -> float:
        return round(self._degrees(celsius), 2)

    def _speed(self, metres_per_s: float) -> float:
        return round(metres_per_s * (_MPH_PER_MS if self._imperial else 1), 2)


def _condition(weather: Weather) -> dict[str, Any]:
    number, main, description, icon = _CONDITIONS[weather.weather_code]
    return {"id": number, "main": main, "description": description, "icon": f"{icon}{'d' if weather.is_day else 'n'}"}


def _is_within(value: str, most: float) -> bool:
    try:
        return -most <= float(value) <= most
    except ValueError:
        return False


def _refusal(status: int, words: str) -> Response:
    return JSONResponse({"cod": status, "message": words}, status)
