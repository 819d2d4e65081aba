"""What location needs from the outside world."""

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from mojo.shared.model.places import Coordinates


class Address(BaseModel):
    """What a point is called."""

    model_config = ConfigDict(frozen=True)

    city: str | None = None
    line: str | None = None
    """Street and number, or what is closest to that; None if only the town was asked for."""


class ReverseGeocoder(Protocol):
    """One source of names for points."""

    @property
    def id(self) -> str:
        """What tells its answers in a cache from those of another source, or of a stand-in."""
        ...

    async def address(self, at: Coordinates, language: str, *, exact: bool) -> Address | None:
        """Return what `at` is called in `language`; None if nobody says. Without `exact` the town is enough.

        Raises ExternalServiceError.
        """
        ...
