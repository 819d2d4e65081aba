"""Where weather comes from."""

import pkgutil
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from mojo.shared.settings import Section


class WeatherSettings(Section):
    """The sources of weather and of places."""

    title: ClassVar[str] = "Weather"

    open_meteo_url: str = Field(
        "https://api.open-meteo.com",
        alias="OPEN_METEO_URL",
        description="Forecast service that speaks Open-Meteo's API: http(s)://host, with or without /v1/forecast.",
    )
    open_meteo_geocoding_url: str = Field(
        "https://geocoding-api.open-meteo.com",
        alias="OPEN_METEO_GEOCODING_URL",
        description="Geocoding service that speaks Open-Meteo's API: http(s)://host, with or without /v1/search.",
    )
    providers: str = Field(
        "open_meteo",
        alias="WEATHER_PROVIDERS",
        description="Weather sources, separated by commas, in the order in which they are asked until one answers.",
    )

    @field_validator("open_meteo_url", "open_meteo_geocoding_url")
    @classmethod
    def _is_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be an http or https URL with a host and without a query")
        return value

    @field_validator("providers")
    @classmethod
    def _all_exist(cls, value: str) -> str:
        known = sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent / "providers")]))
        names = [name.strip() for name in value.split(",")]
        if not all(name in known for name in names):
            raise ValueError(f"must name some of: {', '.join(known)}")
        return ",".join(names)
