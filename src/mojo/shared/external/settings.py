"""What stands in for the outside world."""

from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section


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
