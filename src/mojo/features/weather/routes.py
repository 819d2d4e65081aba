"""Weather over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from mojo.api.doors import needs, use
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.service import WeatherService, Where
from mojo.shared.errors import InvalidInput
from mojo.shared.model.places import Coordinates, Place

router = APIRouter(prefix="/weather", tags=["weather"])

Weather = Annotated[WeatherService, use(WeatherService)]
Name = Annotated[str, Query(description="Name of a place in any language: Lisbon, Lissabon, 里斯本. The best match counts.")]
Latitude = Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False, description="WGS 84, in degrees.")]
Longitude = Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False, description="WGS 84, in degrees.")]
Language = Annotated[str, Query(pattern=r"^[a-z]{2}$", description="ISO 639-1 code of the language in which places are named.")]
Limit = Annotated[int, Query(ge=1, le=10)]


@router.get("/current", openapi_extra=needs("weather:read"))
async def current(
    weather: Weather,
    place: Name | None = None,
    latitude: Latitude | None = None,
    longitude: Longitude | None = None,
    language: Language = "en",
) -> CurrentWeather:
    """The weather now at a named place or at a position."""
    return await weather.get_current_weather(_where(place, latitude, longitude), language)


@router.get("/places", openapi_extra=needs("weather:read"))
async def places(weather: Weather, name: Name, language: Language = "en", limit: Limit = 5) -> list[Place]:
    """Places of that name, best match first."""
    return await weather.find_places(name, language, limit)


def _where(place: str | None, latitude: float | None, longitude: float | None) -> Where:
    if place is not None and (latitude is not None or longitude is not None):
        raise InvalidInput("place: give either place, or latitude and longitude, not both.", field="place")
    if place is not None:
        return place
    if latitude is None and longitude is None:
        raise InvalidInput("place: give either place, or latitude and longitude.", field="place")
    if latitude is None:
        raise InvalidInput("latitude: is missing beside longitude.", field="latitude")
    if longitude is None:
        raise InvalidInput("longitude: is missing beside latitude.", field="longitude")
    return Coordinates(latitude=latitude, longitude=longitude)
