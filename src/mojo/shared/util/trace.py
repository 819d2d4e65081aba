"""W3C trace context: one id from a request or update to every job, message and outgoing call it causes.

Format: https://www.w3.org/TR/trace-context/#traceparent-header
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from random import getrandbits

_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")
_current: ContextVar["Trace | None"] = ContextVar("mojo_trace", default=None)


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of one story."""

    trace_id: str
    span_id: str
    parent_id: str = ""
    """The step that led to it; empty if the story begins here."""

    @property
    def traceparent(self) -> str:
        """The header value that hands this story on."""
        return f"00-{self.trace_id}-{self.span_id}-01"

    @property
    def reference(self) -> str:
        """The short number that people are shown and that finds the story in the log."""
        return self.trace_id[:8]


def new_trace(traceparent: str | None = None) -> Trace:
    """Return a new step: of the story in `traceparent` if that is well-formed, else of a new story."""
    match = _TRACEPARENT.match(traceparent) if traceparent else None
    # ids need not be secret, and os.urandom would yield to every other thread
    span_id = f"{getrandbits(64):016x}"
    if match and match.group(1) != "0" * 32:
        return Trace(match.group(1), span_id, match.group(2))
    return Trace(f"{getrandbits(128):032x}", span_id)


def current_trace() -> Trace | None:
    """Return the story that the running task belongs to."""
    return _current.get()


def current_traceparent() -> str:
    """Return the header value to store beside work handed to somebody else; a new story if there is none."""
    return (current_trace() or new_trace()).traceparent


@contextmanager
def traced(traceparent: str | None = None) -> Iterator[Trace]:
    """Run the block as a new step of the story in `traceparent`."""
    trace = new_trace(traceparent)
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)
