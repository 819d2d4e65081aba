"""What stands in for the outside world."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import ClassVar

from pydantic import Field, field_validator

from mojo.shared.external.addresses import Network
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

    networks: str = Field(
        "",
        alias="MOJO_ALLOWED_NETWORKS",
        description="Own networks that webhooks and checks may reach, as CIDRs separated by commas, such as 192.168.0.0/16.",
    )
    ports: str = Field(
        "80,443,8080,8443",
        alias="MOJO_ALLOWED_PORTS",
        pattern=r"^\d+(\s*,\s*\d+)*$",
        description="Ports on which webhooks and checks may reach public addresses, separated by commas.",
    )

    @field_validator("networks")
    @classmethod
    def _are_networks(cls, networks: str) -> str:
        try:
            _networks(networks)
        except ValueError:
            raise ValueError("must be networks such as 192.168.0.0/16, separated by commas") from None
        return networks

    @property
    def allowed_networks(self) -> tuple[Network, ...]:
        """The networks of its own that the owner opened."""
        return _networks(self.networks)

    @property
    def allowed_ports(self) -> frozenset[int]:
        """The ports that public addresses are asked on."""
        return frozenset(int(port) for port in self.ports.split(","))

    def is_stand_in(self, service: str) -> bool:
        """Tell whether `service`, or the vendor its name begins with (`open_meteo` of `open_meteo_geocoding`), is replaced."""
        names = [name.strip() for name in self.stand_ins.split(",") if name.strip()]
        return any(service == name or service.startswith(f"{name}_") for name in names)


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def rules(settings: Settings) -> Iterator[str]:
    """PROD speaks with the real world only."""
    if settings.core.stage is Stage.PROD and settings[ExternalSettings].stand_ins:
        yield "MOJO_STAND_INS: PROD has no stand-ins; remove it, or use STAGE=DEV."
