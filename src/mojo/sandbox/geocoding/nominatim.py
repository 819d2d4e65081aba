"""Stands in for Nominatim: https://nominatim.org/release-docs/latest/api/Reverse/. Streets are made up, towns are not."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mojo.sandbox.weather import places

FAR_KM = 60.0
"""Farther from every city it knows it says that there is nothing, as Nominatim does at sea."""
_STREETS = ("Harbour Street", "Mill Lane", "Station Road", "Garden Street", "Market Square")
_BUILDING_ZOOM = 18


async def reverse(request: Request) -> Response:
    """`GET /reverse`, with format=jsonv2."""
    try:
        latitude, longitude = (_degrees(request.query_params, *it) for it in (("lat", 90.0), ("lon", 180.0)))
        zoom = int(request.query_params.get("zoom", _BUILDING_ZOOM))
    except ValueError:
        return JSONResponse({"error": {"code": 400, "message": "Parameter 'lat', 'lon' or 'zoom' is wrong."}}, 400)
    city = places.nearest(latitude, longitude)
    if city.distance_km(latitude, longitude) > FAR_KM:
        return JSONResponse({"error": "Unable to geocode"})
    language = request.query_params.get("accept-language", "en")[:2]
    name, address = (
        city.name(language),
        {"city": city.name(language), "country": places.country_name(city.country_code, language)},
    )
    if zoom >= _BUILDING_ZOOM:
        spot = abs(round(latitude * 10_000) * 7 + round(longitude * 10_000))
        address = {"house_number": str(spot % 80 + 1), "road": _STREETS[spot // 80 % len(_STREETS)], **address}
        name = ""
    shown = ", ".join(address.values())
    return JSONResponse({"lat": str(latitude), "lon": str(longitude), "name": name, "display_name": shown, "address": address})


def _degrees(parameters: Mapping[str, str], name: str, most: float) -> float:
    degrees = float(parameters[name]) if name in parameters else most + 1
    if not -most <= degrees <= most:
        raise ValueError(name)
    return degrees
