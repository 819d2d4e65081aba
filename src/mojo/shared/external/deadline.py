"""When the running call must be over.

Said once at the outside and kept by whatever happens inside, so that the breaker sees a timeout as the failure it is and not as a
cancellation. It travels with the context: into tasks, and into the threads of libraries that know no other way.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_deadline: ContextVar[float] = ContextVar("mojo_external_deadline", default=math.inf)
"""By the monotonic clock."""


@contextmanager
def within(seconds: float, monotonic: Callable[[], float]) -> Iterator[None]:
    """Set the deadline; an earlier one around it stays in force."""
    token = _deadline.set(min(_deadline.get(), monotonic() + seconds))
    try:
        yield
    finally:
        _deadline.reset(token)


def left_s(monotonic: Callable[[], float]) -> float:
    """Return how long the call may still take; infinite outside of any."""
    return _deadline.get() - monotonic()
