"""Where the API listens and which web pages may call it."""

import re
from typing import ClassVar

from pydantic import Field, field_validator

from mojo.shared.settings import Section

_ORIGIN = re.compile(r"^https?://[^/\s*?#@]+$")


class ApiSettings(Section):
    """The API's address and limits."""

    title: ClassVar[str] = "API"

    host: str = Field("127.0.0.1", alias="API_HOST", description="Address to listen on; 0.0.0.0 for every interface.")
    port: int = Field(8000, alias="API_PORT", ge=0, le=65535, description="Port to listen on, 0 to 65535; 0 takes any free one.")
    cors_origins: str = Field(
        "",
        alias="API_CORS_ORIGINS",
        description="Web origins whose pages may call the API, such as https://home.example, separated by commas; * for all.",
    )
    max_body_bytes: int = Field(
        1_048_576, alias="API_MAX_BODY_BYTES", ge=1024, description="Largest request body taken, in bytes, 1024 or more."
    )

    @field_validator("cors_origins")
    @classmethod
    def _origins_are_origins(cls, value: str) -> str:
        wrong = [origin for origin in _split(value) if origin != "*" and not _ORIGIN.match(origin)]
        if wrong:
            raise ValueError("an origin is scheme://host or scheme://host:port, with no path and no slash at its end")
        return value

    @property
    def origins(self) -> list[str]:
        """The origins as a list."""
        return _split(self.cors_origins)


def _split(value: str) -> list[str]:
    return [origin.strip() for origin in value.split(",") if origin.strip()]
