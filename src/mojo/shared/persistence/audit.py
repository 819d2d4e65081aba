"""The audit log in Redis: one append-only stream, ordered and dated by Redis's own clock, which all replicas share."""

import logging
from datetime import datetime

import orjson

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.audit import DETAIL_LIMIT, AuditEntry, AuditEvent, AuditFilter, AuditOutcome, AuditPage
from mojo.shared.model.people import Principal
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.trace import current_trace

LOG = "mojo:{audit}:log"
DAY_MS = 24 * 3600 * 1000

BATCH = 500
BATCHES = 40
"""How many entries one `read` looks at: 20,000, some ten milliseconds each thousand."""

# "~" forgets whole blocks of the stream only, and a bounded number of them, so that no write ever takes long
_APPEND = """
local time = redis.call('TIME')
local oldest = math.max(0, time[1] * 1000 - ARGV[2])
return redis.call('XADD', KEYS[1], 'MINID', '~', string.format('%.0f', oldest), '*', 'event', ARGV[1])
"""

log = logging.getLogger("mojo.audit")


class RedisAudit:
    """Keeps `Audit` and `AuditTrail`."""

    def __init__(self, redis: RedisClient, keep_days: int) -> None:
        self._redis = redis
        self._append = redis.script(_APPEND)
        self._keep_ms = keep_days * DAY_MS

    async def record(
        self, by: Principal, action: str, target: str | None = None, outcome: AuditOutcome = AuditOutcome.DONE, **details: str
    ) -> None:
        event = event_of(by, action, target=target, outcome=outcome, details=details)
        try:
            await self._append(keys=[LOG], args=[event.model_dump_json(exclude_none=True), self._keep_ms])
        except StoreUnavailable:
            log.error("audit.not_recorded", extra={"entry": event.model_dump(mode="json", exclude_none=True)})
            raise

    async def read(self, wanted: AuditFilter, limit: int = 50, before: str | None = None) -> AuditPage:
        found: list[AuditEntry] = []
        newest = f"({before}" if before else _bound(wanted.until, "+")
        oldest = _bound(wanted.since, "-")
        for _ in range(BATCHES):
            batch = await self._redis.execute("XREVRANGE", LOG, newest, oldest, "COUNT", BATCH)
            entries = [_entry(id, fields) for id, fields in batch]
            found += [entry for entry in entries if wanted.wants(entry)]
            if len(found) > limit or len(batch) < BATCH:
                return page_of(found, limit)
            newest = f"({entries[-1].id}"
        return AuditPage(entries=found, next=newest[1:])


def event_of(by: Principal, action: str, *, target: str | None, outcome: AuditOutcome, details: dict[str, str]) -> AuditEvent:
    """Return what is written down about something that happens now."""
    trace = current_trace()
    return AuditEvent(
        actor=by.user_id,
        action=action,
        target=target,
        door=by.door,
        origin=by.origin,
        outcome=outcome,
        details={name: value[:DETAIL_LIMIT] for name, value in details.items()},
        trace_id=trace.trace_id if trace else None,
    )


def page_of(found: list[AuditEntry], limit: int) -> AuditPage:
    """Return the first `limit` of everything found so far, and where the rest begins."""
    return AuditPage(entries=found[:limit], next=found[limit - 1].id if len(found) > limit else None)


def _entry(id: bytes, fields: dict[bytes, bytes]) -> AuditEntry:
    return AuditEntry.model_validate({"id": id.decode(), **orjson.loads(fields[b"event"])})


def _bound(at: datetime | None, otherwise: str) -> str:
    """Return the stream id of an instant."""
    return otherwise if at is None else str(max(0, int(at.timestamp() * 1000)))
