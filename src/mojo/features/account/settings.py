"""Who may come in."""

from collections.abc import Iterator
from enum import StrEnum
from ipaddress import ip_address
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mojo.shared.settings import Section, Settings, Stage


class AdmissionRule(StrEnum):
    """Whom Chronos talks with."""

    INVITED = "invited"
    ANYONE = "anyone"


class AccountSettings(Section):
    """Who may come in."""

    title: ClassVar[str] = "People"

    admission: AdmissionRule | None = Field(
        None,
        alias="CHRONOS_ADMISSION",
        description="invited (people come with an invitation) or anyone (not in PROD). "
        "Empty: anyone while the Bot API is a stand-in on this machine in DEV, else invited.",
    )
    telegram_api_url: str = Field("", alias="TELEGRAM_API_URL", exclude=True, description="Set among Chronos's own settings.")


def rules(settings: Settings) -> Iterator[str]:
    """Keep strangers out of PROD."""
    if settings.core.stage is Stage.PROD and settings[AccountSettings].admission is AdmissionRule.ANYONE:
        yield "CHRONOS_ADMISSION: anyone could use this installation; in PROD set it to invited or leave it empty."


def admission_rule(settings: Settings) -> AdmissionRule:
    """Return the rule that is set, or the one that fits where Mojo runs."""
    section = settings[AccountSettings]
    if section.admission is not None:
        return section.admission
    sheltered = settings.core.stage is Stage.DEV and _is_loopback(section.telegram_api_url)
    return AdmissionRule.ANYONE if sheltered else AdmissionRule.INVITED


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
