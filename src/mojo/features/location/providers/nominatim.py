"""Nominatim: names for points, from OpenStreetMap. https://nominatim.org/release-docs/latest/api/Reverse/"""

from typing import Any

from mojo.features.location.ports import Address
from mojo.features.location.settings import LocationSettings
from mojo.shared.errors import BadAnswer
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings

REVERSE_PATH = "/reverse"
_TOWNS = ("city", "town", "village", "municipality", "hamlet", "county")
_TOWN_ZOOM, _BUILDING_ZOOM = 10, 18
_STILL_WORKS = "Places are shown by zone and coordinates; addresses asked for within a month are still known."


class NoNames:
    """Nobody is asked, so no position leaves the machine."""

    id = "none"

    async def address(self, at: Coordinates, language: str, *, exact: bool) -> Address | None:
        return None


class Nominatim:
    """Who only needs the town sends a position rounded to about a kilometre."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def address(self, at: Coordinates, language: str, *, exact: bool) -> Address | None:
        """Return what `at` is called; None at sea. Raises ExternalServiceError."""
        digits = 5 if exact else 2
        query: dict[str, str | int | float] = {
            "lat": round(at.latitude, digits),
            "lon": round(at.longitude, digits),
            "format": "jsonv2",
            "zoom": _BUILDING_ZOOM if exact else _TOWN_ZOOM,
            "accept-language": language,
        }
        document = await self._service.get_json(REVERSE_PATH, query)
        try:
            return _address(document, exact)
        except (KeyError, TypeError, ValueError, AttributeError):
            failure = BadAnswer(f"{self._service.name} answered in a shape we do not know.", service=self._service.name)
        raise failure


def reverse_geocoder(http: HttpExit, settings: Settings) -> Nominatim | NoNames:
    """Build it from the settings."""
    base_url = settings[LocationSettings].reverse_geocoder_url.rstrip("/").removesuffix(REVERSE_PATH)
    if not base_url:
        return NoNames()
    return Nominatim(http.service(ServicePolicy(name="reverse_geocoder", base_url=base_url, still_works=_STILL_WORKS)))


def _address(document: Any, exact: bool) -> Address | None:
    if "error" in document:  # "Unable to geocode": the open sea
        return None
    parts = document["address"]
    city = next((str(parts[kind]) for kind in _TOWNS if kind in parts), None)
    road, number = parts.get("road"), parts.get("house_number")
    street = " ".join(str(part) for part in (road, number) if part) or document.get("name") or None
    return Address(city=city, line=", ".join(part for part in (street, city) if part) if exact and street else None)
