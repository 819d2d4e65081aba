"""A server that speaks raw HTTP, so that it can also speak it badly."""

import asyncio
import contextlib
import gzip
import json
import socket
import struct
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

Action: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """Answers each request with the next action of its script; the last one answers all that follow."""

    def __init__(self) -> None:
        self.script: deque[Action] = deque()
        self.requests: list[str] = []
        """The head of each request, as it came."""
        self.connections = 0
        self.url = ""

    def play(self, *actions: Action) -> None:
        """Set what the next requests meet."""
        self.script = deque(actions)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                await reader.readexactly(_length_of(head))
                self.requests.append(head)
                action = self.script.popleft() if len(self.script) > 1 else self.script[0]
                await action(reader, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@asynccontextmanager
async def running() -> AsyncIterator[RawServer]:
    """Run a server on loopback."""
    raw = RawServer()
    async with await asyncio.start_server(raw.serve, "127.0.0.1", 0) as server:
        raw.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield raw


@asynccontextmanager
async def black_hole() -> AsyncIterator[str]:
    """Give an address at which nobody answers, not even with a refusal: the kernel drops who knocks at a full queue."""
    with socket.socket() as listening, contextlib.ExitStack() as knocking:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(4):
            filling = knocking.enter_context(socket.socket())
            filling.setblocking(False)
            filling.connect_ex(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def answer(body: bytes, status: int = 200, content_type: str = "application/json", **headers: str) -> Action:
    """Answer as a server should; `retry_after="3"` becomes a Retry-After header."""
    named = {"Content-Type": content_type, "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"HTTP/1.1 {status} Whatever\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n"

    async def act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + body)

    return act


def document(value: Any, status: int = 200, **headers: str) -> Action:
    """Answer with JSON."""
    return answer(json.dumps(value).encode(), status, **headers)


def bomb(size_bytes: int) -> Action:
    """Answer with little that unpacks to much."""
    return answer(gzip.compress(b'"' + b" " * size_bytes + b'"'), content_encoding="gzip")


def cut_off(body: bytes, promised_bytes: int) -> Action:
    """Promise more than is sent, then hang up."""

    async def act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {promised_bytes}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    return act


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer never (until the client gives up)."""
    await reader.read()
    writer.close()


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Begin an answer and never end it."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    await silence(reader, writer)


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Slam the door: RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say something that is not HTTP."""
    writer.write(b"220 smtp.example ESMTP\r\n\r\n")
    await writer.drain()
    writer.close()


def _length_of(head: str) -> int:
    lengths = [line.split(":")[1] for line in head.lower().splitlines() if line.startswith("content-length:")]
    return int(lengths[0]) if lengths else 0
