"""Where log lines are shipped to, and how long they are kept there. Only `mojo logs setup` reads it."""

import ssl
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field, SecretStr, field_validator

from mojo.shared.settings import HttpUrl, Section, Settings


class LogShippingSettings(Section):
    """Elasticsearch and Kibana, as `mojo logs setup` reaches them."""

    title: ClassVar[str] = "Logs in Elasticsearch and Kibana (for `mojo logs setup`)"

    elasticsearch_url: HttpUrl = Field(
        "", alias="LOGS_ELASTICSEARCH_URL", description="URL of Elasticsearch, such as https://elastic.example:9200."
    )
    kibana_url: HttpUrl = Field(
        "", alias="LOGS_KIBANA_URL", description="URL of Kibana, such as https://kibana.example:5601. Empty: no pages are made."
    )
    user: str = Field("elastic", alias="LOGS_ELASTIC_USER", description="Who may write templates, policies and roles there.")
    password: SecretStr = Field(SecretStr(""), alias="LOGS_ELASTIC_PASSWORD", description="The password of LOGS_ELASTIC_USER.")
    api_key: SecretStr = Field(
        SecretStr(""), alias="LOGS_ELASTIC_API_KEY", description="An API key (its `encoded` form) instead of user and password."
    )
    ca: str = Field(
        "", alias="LOGS_CA", description="Certificate (PEM) of the authority both are signed by; LOGS_CA_FILE names its file."
    )
    shipper_password: SecretStr = Field(
        SecretStr(""),
        alias="LOGS_SHIPPER_PASSWORD",
        description="Password of the user `mojo-shipper`, who may only add lines, for Filebeat. Empty: no such user is made.",
    )
    kibana_password: SecretStr = Field(
        SecretStr(""),
        alias="LOGS_KIBANA_PASSWORD",
        description="Password by which Kibana itself logs in (user `kibana_system`). Empty: it stays as it is.",
    )
    rollover_gb: int = Field(
        5, alias="LOGS_ROLLOVER_GB", ge=1, le=50, description="Gigabytes of a shard after which the next index begins."
    )
    rollover_days: int = Field(7, alias="LOGS_ROLLOVER_DAYS", ge=1, le=365, description="Days after which the next index begins.")
    keep_days: int = Field(
        30, alias="LOGS_KEEP_DAYS", ge=1, le=36_500, description="Days that an index is kept after the next one has begun."
    )
    replicas: int = Field(0, alias="LOGS_REPLICAS", ge=0, le=10, description="Copies of each line on other nodes.")

    @field_validator("ca")
    @classmethod
    def _is_a_certificate(cls, pem: str) -> str:
        if pem:
            try:
                ssl.create_default_context(cadata=pem)
            except (ssl.SSLError, ValueError):
                raise ValueError("must be a certificate in PEM form (-----BEGIN CERTIFICATE-----)") from None
        return pem

    def trust(self) -> ssl.SSLContext | bool:
        """Return whom to trust: this machine's authorities, or the given one alone."""
        return ssl.create_default_context(cadata=self.ca) if self.ca else True


def rules(settings: Settings) -> Iterator[str]:
    """Refuse what contradicts itself."""
    logs = settings[LogShippingSettings]
    if logs.api_key.get_secret_value() and logs.password.get_secret_value():
        yield "LOGS_ELASTIC_API_KEY: LOGS_ELASTIC_PASSWORD is set as well, and only one of them can be shown; keep one."
    if logs.kibana_url and not logs.elasticsearch_url:
        yield "LOGS_KIBANA_URL: its pages need the lines; set LOGS_ELASTICSEARCH_URL, too."
