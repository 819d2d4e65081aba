"""A time limit that holds even where a cancellation gets lost."""

import asyncio
from types import TracebackType

INSIST_EVERY_S = 0.05


class Deadline:
    """`with Deadline(3.0):` raises TimeoutError after 3 s.

    `asyncio.timeout` cancels once. Before Python 3.12 `asyncio.wait_for`, with which redis-py sends, swallows a cancellation
    that comes in the moment its work is done, and the call then waits for its reply for ever. This one insists.
    """

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._cancelled = 0

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a deadline needs a task")
        self._task = task
        self._cancelling = task.cancelling()
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(self._within_s, self._cancel)

    def _cancel(self) -> None:
        self._cancelled += 1
        self._task.cancel()
        self._timer = self._loop.call_later(INSIST_EVERY_S, self._cancel)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        for _ in range(self._cancelled):
            self._task.uncancel()
        ours = self._cancelled and self._task.cancelling() <= self._cancelling
        if ours and kind is asyncio.CancelledError:
            raise TimeoutError from error
