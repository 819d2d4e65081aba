"""How long the audit log is kept, and what must hold of REDIS_URL, which is one of the core's settings."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence.target import parse_target
from mojo.shared.settings import Section, Settings


class AuditSettings(Section):
    """The audit log."""

    title: ClassVar[str] = "Audit log"

    keep_days: int = Field(
        400, alias="AUDIT_KEEP_DAYS", ge=1, le=36500, description="Days after which entries of the audit log are forgotten."
    )


def rules(settings: Settings) -> Iterator[str]:
    """Refuse a URL that leads nowhere together with whatever else is wrong, and not only when somebody first connects."""
    url = settings.core.redis_url.get_secret_value()
    try:
        if url:
            parse_target(url)
    except ConfigurationError as error:
        yield error.detail.replace(" cannot be used", "", 1)
