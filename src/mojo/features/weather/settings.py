"""Where weather comes from."""

import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from mojo.shared.settings import Section, Settings


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
    open_meteo_air_url: str = Field(
        "https://air-quality-api.open-meteo.com",
        alias="OPEN_METEO_AIR_URL",
        description="Air quality service that speaks Open-Meteo's API: http(s)://host, with or without /v1/air-quality.",
    )
    met_norway_url: str = Field(
        "https://api.met.no", alias="MET_NORWAY_URL", description="Where to find MET Norway's API: http(s)://host."
    )
    met_norway_contact: str = Field(
        "",
        alias="MET_NORWAY_CONTACT",
        pattern=r"^([!-~]+)?$",
        description="An e-mail address or web page of yours: MET Norway answers nobody it cannot reach. Empty: do not ask it.",
    )
    open_weather_map_url: str = Field(
        "https://api.openweathermap.org",
        alias="OPEN_WEATHER_MAP_URL",
        description="Where to find OpenWeatherMap's API: http(s)://host.",
    )
    open_weather_map_key: SecretStr = Field(
        SecretStr(""),
        alias="OPEN_WEATHER_MAP_KEY",
        description="Key with a subscription to One Call API 3.0 (1,000 calls a day are free). Empty: do not ask it.",
    )
    providers: str = Field(
        "",
        alias="WEATHER_PROVIDERS",
        description="Weather sources, separated by commas, in the order in which they are asked until one answers. "
        "Empty: open_meteo, then those of met_norway and open_weather_map that are set up.",
    )

    @property
    def order(self) -> tuple[str, ...]:
        """The sources in the order in which they are asked."""
        if self.providers:
            return tuple(self.providers.split(","))
        return ("open_meteo", *(name for name in ("met_norway", "open_weather_map") if self.is_set_up(name)))

    def is_set_up(self, source: str) -> bool:
        """Tell whether a source has what it asks for."""
        needed = {"met_norway": self.met_norway_contact, "open_weather_map": self.open_weather_map_key.get_secret_value()}
        return bool(needed.get(source, True))

    @field_validator("open_meteo_url", "open_meteo_geocoding_url", "open_meteo_air_url", "met_norway_url", "open_weather_map_url")
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
        if value and not all(name in known for name in names):
            raise ValueError(f"must name some of: {', '.join(known)}")
        return ",".join(names)


def rules(settings: Settings) -> Iterator[str]:
    """A source that is named has what it asks for."""
    weather = settings[WeatherSettings]
    for source, needed in (("met_norway", "MET_NORWAY_CONTACT"), ("open_weather_map", "OPEN_WEATHER_MAP_KEY")):
        if source in weather.order and not weather.is_set_up(source):
            yield f"{needed}: WEATHER_PROVIDERS names {source}, which needs it; set it, or leave {source} out."
