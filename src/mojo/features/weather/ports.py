"""What weather needs from the outside world."""

from typing import Protocol

from mojo.features.weather.model import Air, Forecast, OfficialWarning
from mojo.shared.model.places import Coordinates, Place


class WeatherProvider(Protocol):
    """One source of weather."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    async def forecast(self, at: Coordinates, timezone: str | None = None) -> Forecast:
        """Return the weather at a point, now and to come, in one call; `timezone` is the point's where that is known.

        Raises ExternalServiceError.
        """
        ...


class WarningSource(Protocol):
    """One source of official warnings."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    @property
    def name(self) -> str:
        """As people know it."""
        ...

    def covers(self, at: Coordinates) -> bool:
        """Tell whether it warns there at all."""
        ...

    async def warnings(self, at: Coordinates) -> list[OfficialWarning]:
        """Return the warnings in force or to come at a point. Raises ExternalServiceError."""
        ...


class AirSource(Protocol):
    """One source of air quality and pollen."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    async def air(self, at: Coordinates) -> Air:
        """Return the air at a point now. Raises ExternalServiceError."""
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
