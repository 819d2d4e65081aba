"""Settings of the stand-ins."""

import ipaddress
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section, Settings

BOT_TOKEN = "1000000000:mojo-sandbox-stands-in-for-telegram"  # noqa: S105  # no secret: it opens nothing but this stand-in
"""The token of the one bot that the stand-in for Telegram knows."""


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine as seen by itself."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class SandboxSettings(Section):
    """Where the stand-ins listen and how strict the one for Telegram is."""

    title: ClassVar[str] = "Sandbox (stand-ins for the outside world; DEV without TELEGRAM_BOT_TOKEN)"

    host: str = Field(
        "127.0.0.1",
        alias="SANDBOX_HOST",
        description="Address of the chat page and the stand-ins; loopback, such as 127.0.0.1, unless SANDBOX_PEERS is set.",
    )
    port: int = Field(8001, alias="SANDBOX_PORT", ge=1, le=65535, description="Port of the chat page and the stand-ins.")
    chat_rate_per_s: float = Field(
        1.0, alias="SANDBOX_CHAT_RATE_PER_S", gt=0, description="Messages a second into one chat before the answer is 429."
    )
    chat_burst: int = Field(20, alias="SANDBOX_CHAT_BURST", ge=1, description="Messages into one chat allowed at once.")

    peers_named: str = Field(
        "",
        alias="SANDBOX_PEERS",
        pattern=r"^[A-Za-z0-9.-]*(\s*,\s*[A-Za-z0-9.-]+)*$",
        description="Names in a private network of containers: the sandbox's own and those of whom it may call, such as "
        "sandbox,proxy. Whoever is in that network may then use it. Empty: this machine only.",
    )

    @property
    def peers(self) -> frozenset[str]:
        """The names as a set, in lower case."""
        return frozenset(name.strip().lower() for name in self.peers_named.split(",") if name.strip())

    @property
    def url(self) -> str:
        """The base URL of everything in the sandbox, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def rules(settings: Settings) -> Iterator[str]:
    """Keep the sandbox, which asks nobody who they are, on this machine unless its network is named."""
    ours = settings[SandboxSettings]
    if not is_loopback(ours.host) and not ours.peers:
        yield "SANDBOX_HOST: the sandbox listens on loopback only; use 127.0.0.1, or set SANDBOX_PEERS among containers."
