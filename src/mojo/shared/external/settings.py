"""What stands in for the outside world."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section, Settings, Stage


class ExternalSettings(Section):
    """Facts about the outside world that no single service owns."""

    title: ClassVar[str] = "Outside world"

    stand_ins: str = Field(
        "",
        alias="MOJO_STAND_INS",
        pattern=r"^[a-z0-9_, ]*$",
        description="Names of services that a stand-in replaces, separated by commas. `mojo up` sets it itself.",
    )

    def is_stand_in(self, service: str) -> bool:
        """Tell whether `service`, or the vendor its name begins with (`open_meteo` of `open_meteo_geocoding`), is replaced."""
        names = [name.strip() for name in self.stand_ins.split(",") if name.strip()]
        return any(service == name or service.startswith(f"{name}_") for name in names)


def rules(settings: Settings) -> Iterator[str]:
    """PROD speaks with the real world only."""
    if settings.core.stage is Stage.PROD and settings[ExternalSettings].stand_ins:
        yield "MOJO_STAND_INS: PROD has no stand-ins; remove it, or use STAGE=DEV."
