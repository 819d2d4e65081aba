"""Who may come in."""

from collections.abc import Iterator
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from mojo.shared.settings import Section, Settings, Stage


class AdmissionRule(StrEnum):
    """Whom Chronos talks with."""

    INVITED = "invited"
    ANYONE = "anyone"


class AccountSettings(Section):
    """Who may come in."""

    title: ClassVar[str] = "People"

    admission: AdmissionRule = Field(
        AdmissionRule.INVITED,
        alias="CHRONOS_ADMISSION",
        description="invited (people come with an invitation) or anyone (not in PROD). "
        "Empty: anyone while a server on this machine stands in for Telegram in DEV, else invited.",
    )

    @model_validator(mode="before")
    @classmethod
    def _by_place(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Let everybody in where only this machine can reach us, unless the setting says otherwise."""
        sheltered = values.get("STAGE", Stage.DEV) == Stage.DEV and _is_loopback(values.get("TELEGRAM_API_URL", ""))
        return {"CHRONOS_ADMISSION": AdmissionRule.ANYONE, **values} if sheltered else values


def rules(settings: Settings) -> Iterator[str]:
    """Keep strangers out of PROD."""
    if settings.core.stage is Stage.PROD and settings[AccountSettings].admission is AdmissionRule.ANYONE:
        yield "CHRONOS_ADMISSION: anyone could use this installation; in PROD set it to invited or leave it empty."


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
