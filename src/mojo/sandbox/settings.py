"""Settings of the stand-ins."""

import ipaddress
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from mojo.shared.settings import Section

BOT_TOKEN = "1000000000:mojo-sandbox-stands-in-for-telegram"  # noqa: S105  # no secret: it opens nothing but this stand-in
"""The token of the one bot that the stand-in for Telegram knows."""


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine as seen by itself."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _loopback(host: str) -> str:
    if not is_loopback(host):
        raise ValueError("the sandbox listens on loopback only")
    return host


class SandboxSettings(Section):
    """Where the stand-ins listen and how strict the one for Telegram is."""

    title: ClassVar[str] = "Sandbox (stand-ins for the outside world; DEV without TELEGRAM_BOT_TOKEN)"

    host: Annotated[str, AfterValidator(_loopback)] = Field(
        "127.0.0.1", alias="SANDBOX_HOST", description="Address of the chat page and the stand-ins; loopback, such as 127.0.0.1."
    )
    port: int = Field(8001, alias="SANDBOX_PORT", ge=1, le=65535, description="Port of the chat page and the stand-ins.")
    chat_rate_per_s: float = Field(
        1.0, alias="SANDBOX_CHAT_RATE_PER_S", gt=0, description="Messages a second into one chat before the answer is 429."
    )
    chat_burst: int = Field(20, alias="SANDBOX_CHAT_BURST", ge=1, description="Messages into one chat allowed at once.")

    @property
    def url(self) -> str:
        """The base URL of everything in the sandbox, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"
