"""What the sandbox sends to other programs: a JSON document by POST (RFC 9112).

The sandbox speaks to its own machine only, so this need not be more of an HTTP client.
"""

import asyncio
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ANSWER_TIMEOUT_S = 15.0
LARGEST_ANSWER_BYTES = 1024 * 1024


class Unanswered(Exception):
    """Nobody answered, or not with HTTP; the message says what happened."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    """0 if what came back is no HTTP."""
    phrase: str
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes


async def post_json(url: str, value: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """POST `value` and return the answer, whatever its status. Raises Unanswered."""
    parts = urlsplit(url)
    tls = ssl.create_default_context() if parts.scheme == "https" else None
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port or (443 if tls else 80), ssl=tls)
            try:
                writer.write(_request(url, headers or {}, json.dumps(value).encode()))
                await writer.drain()
                return await _read(reader)
            finally:
                writer.close()
    except TimeoutError:
        raise Unanswered("Read timeout expired") from None
    except ConnectionRefusedError:
        raise Unanswered("Connection refused") from None
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        raise Unanswered("Connection reset by peer") from None


def _request(url: str, headers: Mapping[str, str], body: bytes) -> bytes:
    parts = urlsplit(url)
    lines = [
        f"POST {parts.path or '/'}{'?' if parts.query else ''}{parts.query} HTTP/1.1",
        f"Host: {parts.netloc.rpartition('@')[2]}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rest = head.split("\r\n")
    code, _, phrase = line.partition(" ")[2].partition(" ")
    pairs = (one.partition(":") for one in rest)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length") or 0)
    body = await reader.readexactly(min(length, LARGEST_ANSWER_BYTES))
    return Answer(int(code) if code.isdecimal() else 0, phrase, headers, body)
