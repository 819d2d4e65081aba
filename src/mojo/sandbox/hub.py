"""Who is told at once when something happens: pages that show a chat, and whoever waits for updates."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

Event: TypeAlias = dict[str, Any] | None
"""What happened in a chat; None ends the stream."""

_BACKLOG_EVENTS = 1000


class Hub:
    """Hands events of each chat to its listeners, and wakes those who wait for updates."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[asyncio.Queue[Event]]] = defaultdict(set)
        self._update_stored = asyncio.Event()
        self.closing = asyncio.Event()

    @contextmanager
    def listening(self, chat_id: int) -> Iterator[asyncio.Queue[Event]]:
        """Yield a queue of what happens in the chat from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue(_BACKLOG_EVENTS)
        self._listeners[chat_id].add(queue)
        if self.closing.is_set():
            queue.put_nowait(None)
        try:
            yield queue
        finally:
            self._listeners[chat_id].discard(queue)

    def is_watched(self, chat_id: int) -> bool:
        """Tell whether anybody looks at the chat."""
        return bool(self._listeners[chat_id])

    def publish(self, chat_id: int, event: Event) -> None:
        """Tell everybody who listens to the chat; a listener that has fallen far behind is cut off."""
        for queue in tuple(self._listeners[chat_id]):
            if queue.full():
                queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    def update_stored(self) -> None:
        """Wake everybody who waits for an update."""
        self._update_stored.set()
        self._update_stored = asyncio.Event()

    def next_update(self) -> asyncio.Event:
        """Return what will be set at the next stored update."""
        return self._update_stored

    def close(self) -> None:
        """End every stream and every wait."""
        self.closing.set()
        self.update_stored()
        for chat_id in tuple(self._listeners):
            self.publish(chat_id, None)
