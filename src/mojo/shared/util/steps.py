"""The steps of a story as they end, for whoever wants to hear of them: what OpenTelemetry calls spans.

Nobody does unless `shared/tracing` is set up, and then a step costs a look at a variable. In names and in `about` stands nothing
that a person said, and nothing of which there are many: templates of routes, commands, jobs, statuses.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from mojo.shared.util.trace import Trace

About = dict[str, str | int]


class StepKind(Enum):
    """Who began it."""

    SERVER = "server"
    """Somebody who waits for the answer."""
    CONSUMER = "consumer"
    """Somebody who left it to be done."""
    CLIENT = "client"
    """We, of somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One that has ended."""

    name: str
    service: str
    """`api`, `chronos` or `scheduler`; empty where the code does not know for whom it works."""
    kind: StepKind
    trace: Trace
    took_ns: int
    failed: bool
    about: About
    ended_ns: int = field(default_factory=time.time_ns)
    """Since 1970, in nanoseconds as `took_ns`."""


_listener: Callable[[Step], None] | None = None


def listen(listener: Callable[[Step], None] | None) -> None:
    """Let `listener`, which neither waits nor raises, hear of every step from now on; None: nobody."""
    global _listener  # noqa: PLW0603  # one a process, as the log
    _listener = listener


def listened() -> bool:
    """Tell whether anybody wants to hear."""
    return _listener is not None


def step_ended(ended: Step) -> None:
    """Tell of a step that ends now."""
    if _listener is not None:
        _listener(ended)


@contextmanager
def step(name: str, service: str, kind: StepKind, trace: Trace | None, about: About) -> Iterator[None]:
    """Let the block, which may add to `about`, be a step; it fails if it raises."""
    if _listener is None or trace is None:
        yield
        return
    began_ns, failed = time.perf_counter_ns(), True
    try:
        yield
        failed = False
    finally:
        took_ns = time.perf_counter_ns() - began_ns
        step_ended(Step(name=name, service=service, kind=kind, trace=trace, took_ns=took_ns, failed=failed, about=about))
