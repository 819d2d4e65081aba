"""What Chronos counts, and writes down of each thing that it is asked."""

import logging
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from mojo.shared.errors import MojoException
from mojo.shared.metrics import counter, feature_of, feature_uses, histogram
from mojo.shared.util.steps import About, StepKind, step
from mojo.shared.util.trace import current_trace

log = logging.getLogger("mojo.chronos")

updates = counter("mojo_chronos_updates_total", "Updates worked off, by what became of them.", "outcome")
update_seconds = histogram("mojo_chronos_update_seconds", "From taking an update out of the inbox to its reply.")
ambiguous_sends = counter(
    "mojo_chronos_ambiguous_sends_total", "Sends that Telegram may or may not have carried out; the next try may double them."
)
deliveries = counter("mojo_chronos_deliveries_total", "Messages taken from the outbox, by what became of them.", "outcome")
commands = counter(
    "mojo_chronos_commands_total",
    "What people asked for, by feature, command and what became of it; - stands for buttons, locations and answers.",
    "feature",
    "command",
    "outcome",
)


@contextmanager
def counted(where: str, command: str | None, user_id: str) -> Iterator[None]:
    """Count and log what the code at `where` is asked to do, by whom, how it goes and how long it takes; never the words."""
    feature, outcome, began = feature_of(where), "crashed", perf_counter()
    about: About = {"mojo.feature": feature, "mojo.command": command or "-"}
    try:
        with step(f"/{command}" if command else feature, "chronos", StepKind.CONSUMER, current_trace(), about):
            yield
        outcome = "answered"
        feature_uses.labels(feature, "chronos").inc()
    except (MojoException, TimeoutError, CancelledError):
        outcome = "failed"
        raise
    finally:
        commands.labels(feature, command or "-", outcome).inc()
        took: dict[str, str | float] = {
            "duration_ms": (perf_counter() - began) * 1000,
            "outcome": "success" if outcome == "answered" else "failure",
        }
        told = {"feature": feature, "command": command or "-", "user_id": user_id}
        log.info("chronos.command_handled", extra={**told, **took})
