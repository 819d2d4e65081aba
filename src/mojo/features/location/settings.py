"""Where names for points come from."""

from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, field_validator

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

    @field_validator("reverse_geocoder_url")
    @classmethod
    def _is_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must be an http or https URL with a host and without a query")
        return value
