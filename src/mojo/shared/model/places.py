"""A place on Earth, as every feature means it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Coordinates(BaseModel):
    """WGS 84, in degrees."""

    model_config = ConfigDict(frozen=True)

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class SharedLocation(Coordinates):
    """Where somebody says they are, once or as one of many messages while they move."""

    accuracy_m: float | None = Field(default=None, ge=0)
    """Radius in which they are with 68% probability."""
    course_deg: int | None = Field(default=None, ge=0, le=360)
    """Direction of travel; 0 is north, 90 east."""
    at: datetime | None = None
    """When it was so."""
    is_live: bool = False
    """It is followed by updates until it ends."""
    is_update: bool = False
    """It is one of those updates."""


class Place(BaseModel):
    """A named point. `name` is None for a bare position that somebody shared."""

    model_config = ConfigDict(frozen=True)

    at: Coordinates
    name: str | None = None
    region: str | None = None
    country: str | None = None
    timezone: str | None = None
