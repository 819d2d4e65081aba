"""uvicorn's HTTP protocol with bounds that it lacks: the size of a request's head, and the time it may take to arrive.

Without them anybody who can connect can fill the memory, or hold connections open for ever, before any token is asked for.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_LIMIT_BYTES = 65_536
HEAD_DEADLINE_S = 10.0


class BoundedHttpProtocol(HttpToolsProtocol):
    """One connection. A head that is too large is answered with 400, one that does not arrive is hung up on."""

    _head_bytes = 0
    _head_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expect the first request."""
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Feed the parser, and lose patience with a head that has no end."""
        super().data_received(data)
        if self._head_deadline is None:
            return
        self._head_bytes += len(data)
        if self._head_bytes > HEAD_LIMIT_BYTES:
            self._head_arrived()
            self.send_400_response(f"The head of a request may have {HEAD_LIMIT_BYTES} bytes.")

    def on_message_begin(self) -> None:
        """Expect the rest of the head."""
        super().on_message_begin()
        if self._head_deadline is None:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """Let the request take its time from here on."""
        self._head_arrived()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._head_arrived()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._head_bytes = 0
        self._head_deadline = self.loop.call_later(HEAD_DEADLINE_S, self.timeout_keep_alive_handler)

    def _head_arrived(self) -> None:
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None
