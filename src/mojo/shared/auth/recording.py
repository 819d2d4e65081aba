"""What widens somebody's rights is written down before it takes effect (ADR 0021)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mojo.shared.errors import MojoException
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.people import Principal
from mojo.shared.ports import Audit


@asynccontextmanager
async def recorded_first(
    audit: Audit, by: Principal, action: str, target: str | None = None, **details: str
) -> AsyncIterator[None]:
    """Record the action, then run the block; if the block raises, record that it failed.

    Raises StoreUnavailable, before the block has run, when it cannot be written down.
    """
    await audit.record(by, action, target, AuditOutcome.DONE, **details)
    try:
        yield
    except MojoException:
        await audit.record(by, action, target, AuditOutcome.FAILED, **details)
        raise
