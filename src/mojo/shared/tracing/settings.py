"""Where traces go. The names are OpenTelemetry's own: https://opentelemetry.io/docs/languages/sdk-configuration/otlp-exporter/."""

from typing import ClassVar

from pydantic import Field, SecretStr, field_validator

from mojo.shared.settings import HttpUrl, Section


class TracingSettings(Section):
    """OpenTelemetry."""

    title: ClassVar[str] = "Traces (OpenTelemetry; needs `mojo[otel]`)"

    endpoint: HttpUrl = Field(
        "",
        alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="URL of a collector that speaks OTLP over HTTP, such as http://127.0.0.1:4318. Empty: no traces.",
    )
    headers: SecretStr = Field(
        SecretStr(""), alias="OTEL_EXPORTER_OTLP_HEADERS", description="Sent along: name=value, more of them after commas."
    )

    @field_validator("headers")
    @classmethod
    def _are_headers(cls, headers: SecretStr) -> SecretStr:
        if any("=" not in pair for pair in headers.get_secret_value().split(",") if pair.strip()):
            raise ValueError("must be name=value, more of them after commas")
        return headers

    def named_headers(self) -> dict[str, str]:
        """Return the headers by their names."""
        pairs = (pair.partition("=") for pair in self.headers.get_secret_value().split(",") if pair.strip())
        return {name.strip(): value.strip() for name, _, value in pairs}
