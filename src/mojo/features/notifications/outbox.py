"""How everything that leaves Mojo is doing, and what was given up."""

from dataclasses import dataclass

from mojo.features.notifications.model import DeadLetter, Summary
from mojo.shared.errors import NotFound
from mojo.shared.model.notifications import short_id
from mojo.shared.model.people import Principal
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import Audit
from mojo.shared.queue.lanes import Lanes, LanesFactory
from mojo.shared.queue.outbox import HELD, OUTBOX, TARGETS, order_of
from mojo.shared.util.clock import Clock

MOST_DEAD = 1000


@dataclass(frozen=True)
class OutboxService:
    """For whoever runs Mojo. Every method raises StoreUnavailable."""

    lanes: LanesFactory
    deliveries: Deliveries
    audit: Audit
    clock: Clock

    async def summary(self) -> Summary:
        """Return how everything that leaves Mojo is doing."""
        chats, held, outside = self.lanes(OUTBOX), self.lanes(HELD), self.lanes(TARGETS)
        ages = [await lanes.oldest() for lanes in (chats, held, outside)]
        dead = [await lanes.dead(MOST_DEAD) for lanes in self._ends]
        return Summary(
            waiting=await chats.depth(),
            held=await held.depth(),
            waiting_for_targets=await outside.depth(),
            oldest_at=min((age for age in ages if age), default=None),
            outcomes=await self.deliveries.counts(),
            dead=min(MOST_DEAD, sum(map(len, dead))),
        )

    async def dead(self) -> list[DeadLetter]:
        """Return the messages that were given up, newest first, those for chats before those for targets."""
        letters = [letter for lanes in self._ends for letter in await lanes.dead(MOST_DEAD)]
        return [
            DeadLetter(id=short_id(item.id), lane=lane, reason=reason, attempts=item.attempt) for lane, item, reason in letters
        ]

    async def send_again(self, by: Principal, letter_id: str) -> None:
        """Put a dead letter back into its lane. Raises NotFound."""
        await self._with_letter(letter_id, revive=True)
        await self.audit.record(by, "dead_letter.sent_again", letter_id)

    async def drop(self, by: Principal, letter_id: str) -> None:
        """Forget a dead letter. Raises NotFound."""
        await self._with_letter(letter_id, revive=False)
        await self.audit.record(by, "dead_letter.dropped", letter_id)

    async def _with_letter(self, letter_id: str, revive: bool) -> None:
        for lanes in self._ends:
            for _, item, _ in await lanes.dead(MOST_DEAD):
                if short_id(item.id) == letter_id:
                    done = await (lanes.revive(item.id, order_of(self.clock.now())) if revive else lanes.forget(item.id))
                    if done:
                        return
        raise NotFound("There is no such dead letter.", id=letter_id)

    @property
    def _ends(self) -> tuple[Lanes, Lanes]:
        """Where something can be given up."""
        return self.lanes(OUTBOX), self.lanes(TARGETS)
