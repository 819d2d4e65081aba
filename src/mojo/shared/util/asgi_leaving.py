"""How a replica leaves unnoticed: it takes no new connections, and gives up those it has in its answers (ADR 0035)."""

import asyncio
import socket

import uvicorn

from mojo.shared.util.asgi_types import AsgiApp, Message, Receive, Scope, Send

READY_PATH = "/readyz"
_CLOSE = (b"connection", b"close")


class Leaving:
    """ASGI middleware: once `stop` is set, /readyz is 503 and every answer asks the client to hang up."""

    def __init__(self, app: AsgiApp, stop: asyncio.Event) -> None:
        self._app = app
        self._stop = stop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not self._stop.is_set():
            await self._app(scope, receive, self._closing_later(send))
        elif scope["path"] == READY_PATH:
            await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"0"), _CLOSE]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, self._closing_later(send))

    def _closing_later(self, send: Send) -> Send:
        """Return `send`, which looks at `stop` when the answer begins: a slow one may have been asked for before."""

        async def send_closing(message: Message) -> None:
            if self._stop.is_set() and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), _CLOSE]
            await send(message)

        return send_closing


async def take_no_more(server: uvicorn.Server, sock: socket.socket) -> None:
    """Stop listening, but serve whoever the kernel has connected already: they would be cut off, and a balancer cannot know
    whether their request was read. Whoever comes later is refused, which a balancer may always answer by asking elsewhere.
    """
    waiting = _accept_all(sock)
    for listener in server.servers:
        listener.close()
    for connection in waiting:
        await asyncio.get_running_loop().connect_accepted_socket(lambda: _protocol(server), connection)


def _accept_all(sock: socket.socket) -> list[socket.socket]:
    accepted = []
    while True:
        try:
            connection, _ = sock.accept()
        except OSError:  # nobody is left (BlockingIOError), or nobody can be had any more
            break
        connection.setblocking(False)
        accepted.append(connection)
    sock.shutdown(socket.SHUT_RD)  # at once: closing the event loop's own handle takes it another turn
    return accepted


def _protocol(server: uvicorn.Server) -> asyncio.Protocol:
    """Return what uvicorn makes for each connection."""
    make = server.config.http_protocol_class
    return make(config=server.config, server_state=server.server_state, app_state=server.lifespan.state)  # type: ignore[call-arg]
