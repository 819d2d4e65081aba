"""The audit log in Redis: one append-only stream."""

from mojo.shared.model.audit import AuditEntry, AuditOutcome
from mojo.shared.model.people import Principal
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import current_trace

LOG = "mojo:{audit}:log"


class RedisAudit:
    """Keeps `Audit`."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock

    async def record(
        self, by: Principal, action: str, target: str | None = None, outcome: AuditOutcome = AuditOutcome.DONE, **details: str
    ) -> None:
        entry = entry_of(self._clock, by, action, target=target, outcome=outcome, details=details)
        await self._redis.execute("XADD", LOG, "*", "entry", entry.model_dump_json())


def entry_of(
    clock: Clock, by: Principal, action: str, *, target: str | None, outcome: AuditOutcome, details: dict[str, str]
) -> AuditEntry:
    """Return the entry for something that happens now."""
    trace = current_trace()
    return AuditEntry(
        at=clock.now(),
        actor=by.user_id,
        action=action,
        target=target,
        door=by.door,
        origin=by.origin,
        outcome=outcome,
        details=details,
        trace_id=trace.trace_id if trace else None,
    )
