"""Delivers to targets outside Telegram: a lane each, so that one which fails delays no other."""

import logging
from dataclasses import dataclass

import orjson

from mojo.chronos import metrics
from mojo.chronos.lane_runner import Bury, Done, Later, Verdict
from mojo.chronos.letters import Letter, read_letter
from mojo.chronos.pauses import retry_at
from mojo.chronos.rendering import voice_for
from mojo.shared.errors import ExternalServiceError, NotFound, RejectedByService
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.deliveries import DeliveryOutcome
from mojo.shared.model.notifications import Delivery
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import People, Targets
from mojo.shared.queue.lanes import Item
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

MAX_ATTEMPTS = 70
"""With pauses of up to a minute: a target may be away for an hour."""

log = logging.getLogger("mojo.chronos")


@dataclass(frozen=True)
class OutsideDeliverer:
    """Handles the items of the targets' lanes."""

    targets: Targets
    people: People
    translator: Translator
    deliveries: Deliveries
    clock: Clock

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Say what becomes of one stored notification. Raises StoreUnavailable."""
        with traced(item.traceparent):
            try:
                letter = read_letter(lane, item, orjson.loads(item.body))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return Bury(f"not a message: {type(error).__name__}")
            outcome, verdict = await self._outcome(letter)
            if not isinstance(verdict, Later):
                await self.deliveries.record(letter.notification.short_id, letter.record(outcome, self.clock.now()))
            metrics.deliveries.labels(f"target_{outcome.value}").inc()
            log.info(f"chronos.target_{outcome.value}", extra={"item_id": item.id, "target": lane, "attempt": item.attempt})
        return verdict

    async def _outcome(self, letter: Letter) -> tuple[DeliveryOutcome, Verdict]:
        said, item = letter.notification, letter.item
        if said.expires_at and said.expires_at <= self.clock.now():
            return DeliveryOutcome.EXPIRED, Done()
        if said.delivery is Delivery.AT_MOST_ONCE and item.attempt > 1 and not item.surely_unsent:
            return DeliveryOutcome.DROPPED, Done()
        if item.attempt > MAX_ATTEMPTS:
            return DeliveryOutcome.GIVEN_UP, Bury(f"given up after {MAX_ATTEMPTS} attempts")
        return await self._send(letter)

    async def _send(self, letter: Letter) -> tuple[DeliveryOutcome, Verdict]:
        said = letter.notification
        try:
            owner = await self.targets.owner_of(letter.lane)
            voice = voice_for(self.translator, await self.people.get_user(owner) if owner else None)
            await self.targets.send(letter.lane, voice.say(said.text), said.attachment)
        except (NotFound, RejectedByService) as error:
            return DeliveryOutcome.REFUSED, Bury(error.detail)
        except ExternalServiceError as error:
            return DeliveryOutcome.AMBIGUOUS, Later(retry_at(self.clock.now(), error, letter.item.attempt))
        return DeliveryOutcome.DELIVERED, Done()
