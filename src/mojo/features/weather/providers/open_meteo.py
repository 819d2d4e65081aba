"""Open-Meteo: free and without a key for private use. https://open-meteo.com/en/docs and /en/docs/geocoding-api."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mojo.features.weather.model import Conditions, is_timezone
from mojo.features.weather.settings import WeatherSettings
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.settings import Settings

FORECAST_PATH = "/v1/forecast"
SEARCH_PATH = "/v1/search"
MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading a document of another shape raises; pydantic's ValidationError is a ValueError."""

_FORECASTS_KEPT = "Places whose weather was asked for within six hours still have it, with its age."
_PLACES_KEPT = "Names that were looked up before, shared locations and coordinates still work."

_CURRENT = (
    "temperature_2m,apparent_temperature,relative_humidity_2m,wind_speed_10m,wind_direction_10m,precipitation,weather_code,is_day"
)
_DAILY = "temperature_2m_min,temperature_2m_max,precipitation_probability_max"


class OpenMeteo:
    """Forecasts."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def current(self, at: Coordinates) -> Conditions:
        """Return the conditions at a point now. Raises ExternalServiceError."""
        query: dict[str, str | int | float] = {
            "latitude": at.latitude,
            "longitude": at.longitude,
            "current": _CURRENT,
            "daily": _DAILY,
            "wind_speed_unit": "ms",
            "timezone": "auto",
            "forecast_days": 1,
        }
        document = await self._service.get_json(FORECAST_PATH, query)
        try:
            return _conditions(document)
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
    return OpenMeteo(http.service(ServicePolicy(name="open_meteo", base_url=base_url, still_works=_FORECASTS_KEPT)))


def geocoder(http: HttpExit, settings: Settings) -> OpenMeteoGeocoder:
    """Build the geocoding side from the settings."""
    base_url = settings[WeatherSettings].open_meteo_geocoding_url.rstrip("/").removesuffix(SEARCH_PATH)
    return OpenMeteoGeocoder(
        http.service(ServicePolicy(name="open_meteo_geocoding", base_url=base_url, still_works=_PLACES_KEPT))
    )


def _conditions(document: Any) -> Conditions:
    now, today = document["current"], document["daily"]
    local = datetime.fromisoformat(now["time"])
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
        observed_at=local.replace(tzinfo=UTC) - timedelta(seconds=document["utc_offset_seconds"]),
        timezone=document["timezone"],
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
