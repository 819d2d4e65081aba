"""Open-Meteo: free and without a key for private use.

https://open-meteo.com/en/docs, /en/docs/air-quality-api and /en/docs/geocoding-api.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mojo.features.weather.model import Air, Conditions, Day, Forecast, Hour, Quarter, is_timezone
from mojo.features.weather.settings import WeatherSettings
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.settings import Settings

FORECAST_PATH = "/v1/forecast"
AIR_PATH = "/v1/air-quality"
SEARCH_PATH = "/v1/search"
MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading a document of another shape raises; pydantic's ValidationError is a ValueError."""
DAILY_QUOTA = 10_000
"""https://open-meteo.com/en/terms: calls a day that are free."""

_FORECASTS_KEPT = "Places whose weather was asked for within six hours still have it, with its age."
_AIR_KEPT = "Everything but air quality and pollen; where these were asked for within six hours they are kept."
_PLACES_KEPT = "Names that were looked up before, shared locations and coordinates still work."

_CURRENT = (
    "temperature_2m,apparent_temperature,relative_humidity_2m,wind_speed_10m,wind_direction_10m,precipitation,weather_code,is_day,"
    "wind_gusts_10m,uv_index"
)
_HOURLY = (
    "temperature_2m,precipitation,weather_code,wind_speed_10m,wind_direction_10m,wind_gusts_10m,"
    "precipitation_probability,uv_index"
)
_DAILY = (
    "temperature_2m_min,temperature_2m_max,precipitation_sum,weather_code,wind_speed_10m_max,wind_gusts_10m_max,"
    "precipitation_probability_max,uv_index_max"
)
_POLLEN = ("alder", "birch", "grass", "mugwort", "olive", "ragweed")
_AIR = ",".join(["european_aqi", "pm2_5", "pm10", "ozone", *(f"{plant}_pollen" for plant in _POLLEN)])
_FORECAST_QUERY: dict[str, str | int | float] = {
    "current": _CURRENT,
    "hourly": _HOURLY,
    "daily": _DAILY,
    "minutely_15": "precipitation",
    "wind_speed_unit": "ms",
    "timezone": "auto",
    "forecast_days": 16,
    "forecast_minutely_15": 24,
}


class OpenMeteo:
    """Forecasts."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def forecast(self, at: Coordinates, timezone: str | None = None) -> Forecast:
        """See WeatherProvider; Open-Meteo knows the time zone itself."""
        query = {"latitude": at.latitude, "longitude": at.longitude, **_FORECAST_QUERY}
        document = await self._service.get_json(FORECAST_PATH, query)
        try:
            return _forecast(document)
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


class OpenMeteoAir:
    """Air quality and, in Europe, pollen; from the Copernicus Atmosphere Monitoring Service."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def air(self, at: Coordinates) -> Air:
        """See AirSource."""
        query: dict[str, str | int | float] = {"latitude": at.latitude, "longitude": at.longitude, "current": _AIR}
        document = await self._service.get_json(AIR_PATH, query)
        try:
            return _air(document["current"])
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


class OpenMeteoGeocoder:
    """Places, from GeoNames."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def search(self, name: str, language: str, limit: int) -> list[Place]:
        """Return the places called `name`, best match first; [] if there is none. Raises ExternalServiceError."""
        query: dict[str, str | int | float] = {"name": name, "count": limit, "language": language, "format": "json"}
        document = await self._service.get_json(SEARCH_PATH, query)
        try:
            return [_place(result) for result in document.get("results", [])]
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


def weather_provider(http: HttpExit, settings: Settings) -> OpenMeteo:
    """Build the forecast side from the settings."""
    base_url = settings[WeatherSettings].open_meteo_url.rstrip("/").removesuffix(FORECAST_PATH)
    policy = ServicePolicy(name="open_meteo", base_url=base_url, still_works=_FORECASTS_KEPT, daily_quota=DAILY_QUOTA)
    return OpenMeteo(http.service(policy))


def air_source(http: HttpExit, settings: Settings) -> OpenMeteoAir:
    """Build the side of the air from the settings."""
    base_url = settings[WeatherSettings].open_meteo_air_url.rstrip("/").removesuffix(AIR_PATH)
    return OpenMeteoAir(http.service(ServicePolicy(name="open_meteo_air", base_url=base_url, still_works=_AIR_KEPT)))


def geocoder(http: HttpExit, settings: Settings) -> OpenMeteoGeocoder:
    """Build the geocoding side from the settings."""
    base_url = settings[WeatherSettings].open_meteo_geocoding_url.rstrip("/").removesuffix(SEARCH_PATH)
    return OpenMeteoGeocoder(
        http.service(ServicePolicy(name="open_meteo_geocoding", base_url=base_url, still_works=_PLACES_KEPT))
    )


def _forecast(document: Any) -> Forecast:
    shift = timedelta(seconds=document["utc_offset_seconds"])
    now = _conditions(document, shift)
    this_hour = now.observed_at.replace(minute=0, second=0, microsecond=0)
    hours = [hour for hour in _hours(document["hourly"], shift) if hour.at >= this_hour]
    short = document.get("minutely_15") or {"time": [], "precipitation": []}
    # Open-Meteo's rain is that of the interval before its time.
    quarters = [
        Quarter(_instant(time, shift) - timedelta(minutes=15), float(mm))
        for time, mm in _rows(short, "precipitation")
        if mm is not None
    ]
    return Forecast(now=now, hours=tuple(hours), days=tuple(_days(document["daily"])), quarters=tuple(quarters))


def _conditions(document: Any, shift: timedelta) -> Conditions:
    now, today = document["current"], document["daily"]
    return Conditions(
        temperature_c=now["temperature_2m"],
        feels_like_c=now["apparent_temperature"],
        humidity_pct=now["relative_humidity_2m"],
        wind_speed_ms=now["wind_speed_10m"],
        wind_direction_deg=now["wind_direction_10m"],
        precipitation_mm=now["precipitation"],
        weather_code=now["weather_code"],
        is_day=now["is_day"],
        today_min_c=today["temperature_2m_min"][0],
        today_max_c=today["temperature_2m_max"][0],
        precipitation_probability_pct=(today.get("precipitation_probability_max") or [None])[0],
        observed_at=_instant(now["time"], shift),
        timezone=document["timezone"],
        source="Open-Meteo",
        uv_index=now.get("uv_index"),
        wind_gusts_ms=now.get("wind_gusts_10m"),
    )


def _hours(table: Any, shift: timedelta) -> list[Hour]:
    """Return the hours whose values are all there: models end at different hours. Rain belongs to the hour before its time."""
    rows = _rows(table, "temperature_2m", "weather_code", "wind_speed_10m", "wind_direction_10m")[:-1]
    rain, likely = table["precipitation"][1:], _column((table.get("precipitation_probability") or ())[1:], rows)
    gusts, uvs = _column(table.get("wind_gusts_10m"), rows), _column(table.get("uv_index"), rows)
    return [
        Hour(_instant(time, shift), float(warmth), float(mm or 0), int(code), float(wind), float(whence), gust, chance, uv)
        for (time, warmth, code, wind, whence), mm, gust, chance, uv in zip(rows, rain, gusts, likely, uvs, strict=True)
        if None not in (warmth, code, wind, whence)
    ]


def _days(table: Any) -> list[Day]:
    names = ("temperature_2m_min", "temperature_2m_max", "precipitation_sum", "weather_code", "wind_speed_10m_max")
    length = table["time"]
    gusts, likely, uv = (
        _column(table.get(name), length) for name in ("wind_gusts_10m_max", "precipitation_probability_max", "uv_index_max")
    )
    return [
        Day(date.fromisoformat(day), float(low), float(high), float(mm or 0), int(code), float(wind or 0), *more)
        for (day, low, high, mm, code, wind), *more in zip(_rows(table, *names), gusts, likely, uv, strict=True)
        if None not in (low, high, code)
    ]


def _rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(table["time"], *(table[name] for name in names), strict=True))


def _column(column: Any, like: Any) -> list[float | None]:
    """Return a column that may be missing, as long as `like`."""
    values = list(column or ())[: len(like)]
    return [None if value is None else float(value) for value in values] + [None] * (len(like) - len(values))


def _instant(local: str, shift: timedelta) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=UTC) - shift


def _air(now: Any) -> Air:
    pollen = {plant: now.get(f"{plant}_pollen") for plant in _POLLEN}
    return Air(
        european_aqi=round(now["european_aqi"]),
        pm2_5_ugm3=now["pm2_5"],
        pm10_ugm3=now["pm10"],
        ozone_ugm3=now["ozone"],
        pollen={plant: grains for plant, grains in pollen.items() if grains is not None},
        observed_at=_instant(now["time"], timedelta()),
        source="Open-Meteo",
    )


def _place(result: Any) -> Place:
    timezone = result.get("timezone")
    return Place(
        at=Coordinates(latitude=result["latitude"], longitude=result["longitude"]),
        name=result["name"],
        region=result.get("admin1"),
        country=result.get("country"),
        timezone=timezone if timezone and is_timezone(timezone) else None,
    )
