"""Where names for points come from."""

from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from mojo.shared.settings import Section


class LocationSettings(Section):
    """Sources that places may ask. None of them is asked unless it is set."""

    title: ClassVar[str] = "Places"

    reverse_geocoder_url: str = Field(
        "",
        alias="REVERSE_GEOCODER_URL",
        description="Service that speaks Nominatim's API (http(s)://host), which is sent positions to learn street and town. "
        "Empty: no position leaves this machine, and people see zones and coordinates.",
    )

    tile_url: SecretStr = Field(
        SecretStr(""),
        alias="MAP_TILE_URL",
        description="Tile server for pictures of maps: a URL with {z}, {x} and {y}, which may hold a key. It learns which "
        "region is shown. Empty: maps are drawn without streets, and nobody learns anything.",
    )
    tile_attribution: str = Field(
        "© OpenStreetMap contributors", alias="MAP_TILE_ATTRIBUTION", max_length=100, description="Whom a map with tiles names."
    )

    @field_validator("tile_url")
    @classmethod
    def _is_template(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url and not (url.startswith(("http://", "https://")) and all(part in url for part in ("{z}", "{x}", "{y}"))):
            raise ValueError("must be an http or https URL with {z}, {x} and {y}")
        return value

    @field_validator("reverse_geocoder_url")
    @classmethod
    def _is_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must be an http or https URL with a host and without a query")
        return value
