"""Works off the inbox: each update to its handler, in order per chat, until it is done, put off or set aside."""

import logging
import time
from datetime import timedelta

from pydantic import ValidationError

from mojo.chronos import metrics
from mojo.chronos.dispatch import Dispatcher
from mojo.chronos.lane_runner import Bury, Done, Later, Verdict
from mojo.chronos.updates import Update
from mojo.shared.errors import MojoException, StoreUnavailable
from mojo.shared.queue.lanes import Item
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

log = logging.getLogger("mojo.chronos")


class Worker:
    """Handles the items of the inbox."""

    def __init__(self, dispatcher: Dispatcher, clock: Clock, max_attempts: int) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._max_attempts = max_attempts

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Say what becomes of one stored update. Raises StoreUnavailable."""
        started = time.perf_counter()
        with traced(item.traceparent):
            outcome, verdict = await self._outcome(lane, item)
            duration_s = time.perf_counter() - started
            metrics.updates.labels(outcome).inc()
            metrics.update_seconds.observe(duration_s)
            log.info(f"chronos.update_{outcome}", extra={"update_id": item.id, "duration_ms": round(duration_s * 1000, 2)})
        return verdict

    async def _outcome(self, lane: str, item: Item) -> tuple[str, Verdict]:
        try:
            update = Update.model_validate_json(item.body)
        except ValidationError as error:
            return "malformed", Bury(f"malformed: {_first_problem(error)}")
        if item.attempt > self._max_attempts:
            await self._give_up(update)
            return "buried", Bury(f"given up after {self._max_attempts} attempts")
        try:
            await self._dispatcher.handle(update)
        except StoreUnavailable:
            return "put_off", Later(self._clock.now() + timedelta(seconds=2**item.attempt / 2))
        return "handled", Done()

    async def _give_up(self, update: Update) -> None:
        """Tell the person; that this fails must not keep the update in the way of the next."""
        try:
            await self._dispatcher.apologize(update)
        except MojoException as error:
            log.warning("chronos.apology_failed", extra={"update_id": update.update_id, "error_code": error.code})


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"[:200]
