"""What stands in for the outside world."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import ClassVar

from pydantic import Field, SecretStr, field_validator

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


class AwsSettings(Section):
    """How to reach Amazon's services; the names are Amazon's own."""

    title: ClassVar[str] = "AWS"

    access_key_id: SecretStr = Field(SecretStr(""), alias="AWS_ACCESS_KEY_ID", description="Key of an IAM user; needs mojo[aws].")
    secret_access_key: SecretStr = Field(SecretStr(""), alias="AWS_SECRET_ACCESS_KEY", description="Its secret.")
    session_token: SecretStr = Field(
        SecretStr(""), alias="AWS_SESSION_TOKEN", description="Token of a temporary key, if it is one."
    )
    region: str = Field(
        "us-east-1", alias="AWS_REGION", pattern=r"^[a-z0-9-]{2,30}$", description="Region, such as eu-central-1."
    )
    endpoint: str = Field(
        "",
        alias="AWS_ENDPOINT_URL",
        pattern=r"^(https?://\S+)?$",
        description="Where to find a stand-in or another maker's S3; empty: Amazon.",
    )

    @property
    def is_set_up(self) -> bool:
        """Tell whether there is a key."""
        return bool(self.access_key_id.get_secret_value() and self.secret_access_key.get_secret_value())


class GoogleSettings(Section):
    """How to reach Google's APIs."""

    title: ClassVar[str] = "Google"

    credentials: SecretStr = Field(
        SecretStr(""),
        alias="GOOGLE_CREDENTIALS",
        description="JSON of a service account or an authorized user; best as GOOGLE_CREDENTIALS_FILE. Needs mojo[google].",
    )
    subject: str = Field("", alias="GOOGLE_SUBJECT", description="For whom a service account acts (domain-wide delegation).")
    api_url: str = Field(
        "", alias="GOOGLE_API_URL", pattern=r"^(https?://\S+)?$", description="Where to find a stand-in; empty: Google."
    )

    @property
    def is_set_up(self) -> bool:
        """Tell whether there are credentials."""
        return bool(self.credentials.get_secret_value())


def rules(settings: Settings) -> Iterator[str]:
    """PROD speaks with the real world only."""
    if settings.core.stage is Stage.PROD and settings[ExternalSettings].stand_ins:
        yield "MOJO_STAND_INS: PROD has no stand-ins; remove it, or use STAGE=DEV."
