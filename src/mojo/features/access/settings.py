"""Where people find the API."""

from typing import Any, ClassVar

from pydantic import Field, model_validator

from mojo.shared.settings import Section

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  # compared with, not bound to


class AccessSettings(Section):
    """Where people find the API."""

    title: ClassVar[str] = "Logging in"

    public_url: str = Field(
        "http://127.0.0.1:8000",
        alias="API_PUBLIC_URL",
        pattern=r"^https?://[^\s/?#@]+$",
        description="Where browsers reach the API, such as https://mojo.example, without a path; links to log in begin with it. "
        "Empty: the address it listens on.",
    )

    @model_validator(mode="before")
    @classmethod
    def _by_place(cls, values: dict[str, Any]) -> dict[str, Any]:
        host = str(values.get("API_HOST", "127.0.0.1"))
        host = _EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
        return {"API_PUBLIC_URL": f"http://{host}:{values.get('API_PORT', 8000)}", **values}
