"""Where a process shows its metrics, and which certificates it looks at."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section


class OperationsSettings(Section):
    """The port for the operator's tools. Nobody has to say who they are there, so it stays inside."""

    title: ClassVar[str] = "Operations"

    host: str = Field(
        "127.0.0.1", alias="OPERATIONS_HOST", description="Address of the metrics' port; 0.0.0.0 only in a network of its own."
    )
    port: int = Field(
        8010,
        alias="OPERATIONS_PORT",
        ge=0,
        le=65533,
        description="Port of /metrics and /livez: a whole Mojo or the API has this one, a separate Chronos the next, "
        "a separate Scheduler the one after. 0 takes any free one.",
    )
    certificate_files: str = Field(
        "",
        alias="TLS_CERTIFICATE_FILES",
        description="PEM files of the certificates before Mojo, separated by commas, whose end is watched. Empty: none.",
    )

    @property
    def certificates(self) -> list[Path]:
        """The files as a list."""
        return [Path(part.strip()) for part in self.certificate_files.split(",") if part.strip()]
