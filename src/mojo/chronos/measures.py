"""How much has come in and is to go out, and for how long the oldest of it has waited."""

from mojo.chronos.ingress import INBOX
from mojo.shared.context import AppContext
from mojo.shared.measures import Measure
from mojo.shared.metrics import gauge
from mojo.shared.queue.lanes import Lanes, LanesFactory
from mojo.shared.queue.outbox import HELD, OUTBOX, TARGETS
from mojo.shared.util.clock import Clock

INBOX_OLDEST, OUTBOX_OLDEST = "mojo_chronos_inbox_oldest_seconds", "mojo_chronos_outbox_oldest_seconds"
WAYS_OUT = {"chats": OUTBOX, "held": HELD, "targets": TARGETS}
"""What waits for its reader's chat, for a time to come, and for places outside Telegram."""

_inbox_waiting = gauge("mojo_chronos_inbox_waiting", "Updates that wait to be worked off.")
_inbox_oldest = gauge(INBOX_OLDEST, "For how long the oldest of them has waited.")
_outbox_waiting = gauge("mojo_chronos_outbox_waiting", "Messages that wait to be delivered, by what they wait for.", "lanes")
_outbox_oldest = gauge(OUTBOX_OLDEST, "For how long the oldest of them has waited.", "lanes")


async def take(context: AppContext) -> None:
    """Look at every lane once. Raises StoreUnavailable."""
    lanes = await context.get(LanesFactory)  # type: ignore[type-abstract]  # a port is the key
    clock = await context.get(Clock)  # type: ignore[type-abstract]
    inbox = lanes(INBOX)
    _inbox_waiting.set(await inbox.depth())
    _inbox_oldest.set(await _age_s(inbox, clock))
    for name, key in WAYS_OUT.items():
        way_out = lanes(key)
        _outbox_waiting.labels(name).set(await way_out.depth())
        _outbox_oldest.labels(name).set(await _age_s(way_out, clock))


async def _age_s(lanes: Lanes, clock: Clock) -> float:
    oldest = await lanes.oldest()
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0


measures = [Measure("lanes", take, (_inbox_waiting, _inbox_oldest, _outbox_waiting, _outbox_oldest))]
