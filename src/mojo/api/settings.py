"""Where the API listens and which web pages may call it."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import ClassVar, TypeAlias

from pydantic import Field, field_validator

from mojo.shared.auth.limits import RateLimit, parse_limits
from mojo.shared.settings import Section

Network: TypeAlias = IPv4Network | IPv6Network

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

    trusted_proxies: str = Field(
        "",
        alias="API_TRUSTED_PROXIES",
        description="Networks of the proxies before the API, such as 127.0.0.1/32,10.0.0.0/8; only they are believed about the "
        "client's address. Empty: nobody.",
    )
    proxy_header: str = Field(
        "x-forwarded-for",
        alias="API_PROXY_HEADER",
        pattern="^(x-forwarded-for|forwarded)$",
        description="The one header that those proxies set: x-forwarded-for or forwarded (RFC 7239).",
    )
    rate_limits: str = Field(
        "",
        alias="API_RATE_LIMITS",
        description="Requests in seconds for each class of routes, such as normal=600/60 heavy=60/60 login=10/60 (the defaults).",
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_are_networks(cls, value: str) -> str:
        for part in _split(value):
            try:
                ip_network(part)
            except ValueError:
                raise ValueError("a network is address/bits, such as 10.0.0.0/8, with no bits set behind its mask") from None
        return value

    @field_validator("rate_limits")
    @classmethod
    def _limits_are_limits(cls, value: str) -> str:
        parse_limits(value)
        return value

    @property
    def proxies(self) -> list[Network]:
        """The proxies' networks."""
        return [ip_network(part) for part in _split(self.trusted_proxies)]

    @property
    def limits(self) -> dict[str, RateLimit]:
        """The classes of rate limits by name."""
        return parse_limits(self.rate_limits)

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
