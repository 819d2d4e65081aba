"""Weather over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict

from mojo.api.doors import needs, principal, use
from mojo.features.weather.formats import Reader
from mojo.features.weather.model import CurrentWeather, PlaceAir, PlaceForecast, PlaceWarnings
from mojo.features.weather.pictures import Pictures
from mojo.features.weather.service import WeatherService, Where
from mojo.features.weather.spells import PlaceRain
from mojo.features.weather.watches import Watches
from mojo.features.weather.watching import Kind, Watch
from mojo.shared.errors import InvalidInput
from mojo.shared.model.people import Principal
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.model.tastes import Units

router = APIRouter(prefix="/weather", tags=["weather"])

Weather = Annotated[WeatherService, use(WeatherService)]
Name = Annotated[str, Query(description="Name of a place in any language: Lisbon, Lissabon, 里斯本. The best match counts.")]
Latitude = Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False, description="WGS 84, in degrees.")]
Longitude = Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False, description="WGS 84, in degrees.")]
Language = Annotated[str, Query(pattern=r"^[a-z]{2}$", description="ISO 639-1 code of the language in which places are named.")]
Limit = Annotated[int, Query(ge=1, le=10)]
Drawing = Annotated[Pictures, use(Pictures)]
Watching = Annotated[Watches, use(Watches)]
Who = Annotated[Principal, principal()]
WatchId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


async def _where(place: Name | None = None, latitude: Latitude | None = None, longitude: Longitude | None = None) -> Where:
    """Read where is meant: a name, or a position. `async`, or FastAPI would give each request a thread for it."""
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


At = Annotated[Where, Depends(_where)]


class NewWatch(BaseModel):
    """What to be told of, and where; without a place wherever one is."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    place: Place | None = None


@router.get("/current", openapi_extra=needs("weather:read"))
async def current(weather: Weather, where: At, language: Language = "en") -> CurrentWeather:
    """The weather now at a named place or at a position."""
    return await weather.get_current_weather(where, language)


@router.get("/forecast", openapi_extra=needs("weather:read"))
async def forecast(weather: Weather, where: At, language: Language = "en") -> PlaceForecast:
    """The weather now, by quarters of an hour, by hours and by days, up to 16 days ahead."""
    return await weather.get_forecast(where, language)


@router.get("/rain", openapi_extra=needs("weather:read"))
async def rain(weather: Weather, where: At, language: Language = "en") -> PlaceRain:
    """When it will be wet within a day: each stretch with its kind and amount; none if it stays dry."""
    return await weather.get_rain(where, language)


@router.get("/warnings", openapi_extra=needs("weather:read"))
async def warnings(weather: Weather, where: At, language: Language = "en") -> PlaceWarnings:
    """The official warnings in force or to come, and who was asked for them."""
    return await weather.get_warnings(where, language)


@router.get("/air", openapi_extra=needs("weather:read"))
async def air(weather: Weather, where: At, language: Language = "en") -> PlaceAir:
    """Air quality and, in Europe, pollen."""
    return await weather.get_air(where, language)


@router.get("/chart.svg", openapi_extra=needs("weather:read"), response_class=Response)
async def chart_svg(
    weather: Weather,
    drawing: Drawing,
    where: At,
    units: Units = Units.METRIC,
    dark: bool = False,
) -> Response:
    """The next 48 hours as a picture."""
    told = await weather.get_forecast(where)
    return Response(await drawing.svg(told, Reader(units), dark), media_type="image/svg+xml")


@router.get("/chart.png", openapi_extra=needs("weather:read"), response_class=Response)
async def chart_png(
    weather: Weather,
    drawing: Drawing,
    where: At,
    units: Units = Units.METRIC,
    dark: bool = False,
) -> Response:
    """The same as PNG."""
    told = await weather.get_forecast(where)
    return Response(await drawing.png(told, Reader(units), dark), media_type="image/png")


@router.get("/alerts", openapi_extra=needs("weather:watch"))
async def watches(who: Who, watching: Watching) -> list[Watch]:
    """What one is told of unasked."""
    return await watching.of(who.user_id)


@router.post("/alerts", status_code=201, openapi_extra=needs("weather:watch"))
async def start_watch(new: NewWatch, who: Who, watching: Watching) -> Watch:
    """Be told of something; what one is told of already stays as it is."""
    return await watching.start(who, new.kind, new.place)


@router.delete("/alerts/{id}", status_code=204, openapi_extra=needs("weather:watch"))
async def stop_watch(id: WatchId, who: Who, watching: Watching) -> None:
    """Be told no more."""
    await watching.stop(who, id)


@router.get("/places", openapi_extra=needs("weather:read"))
async def places(weather: Weather, name: Name, language: Language = "en", limit: Limit = 5) -> list[Place]:
    """Places of that name, best match first."""
    return await weather.find_places(name, language, limit)
