"""A place on Earth, as every feature means it."""

from pydantic import BaseModel, ConfigDict, Field


class Coordinates(BaseModel):
    """WGS 84, in degrees."""

    model_config = ConfigDict(frozen=True)

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Place(BaseModel):
    """A named point. `name` is None for a bare position that somebody shared."""

    model_config = ConfigDict(frozen=True)

    at: Coordinates
    name: str | None = None
    region: str | None = None
    country: str | None = None
    timezone: str | None = None
