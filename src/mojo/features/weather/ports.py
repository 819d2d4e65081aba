"""What weather needs from the outside world."""

from typing import Protocol

from mojo.features.weather.model import Conditions
from mojo.shared.model.places import Coordinates, Place


class WeatherProvider(Protocol):
    """One source of weather."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    async def current(self, at: Coordinates) -> Conditions:
        """Return the conditions at a point now. Raises ExternalServiceError."""
        ...


class Geocoder(Protocol):
    """One source of places."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    async def search(self, name: str, language: str, limit: int) -> list[Place]:
        """Return the places called `name`, best match first, named in `language` where that is known; [] if there is none.

        Raises ExternalServiceError.
        """
        ...
