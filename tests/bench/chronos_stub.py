"""The Bot API server that `chronos_bench` measures with, in a process of its own: `python -m tests.bench.chronos_stub`.

It makes the updates and times the replies. A line on stdin, `<count> <per second, 0 for all at once>`, is one measurement; the
answer is a line of JSON: how long it took, and the latency of each update.
"""

import asyncio
import sys
import time
from itertools import count

import orjson
import uvloop
from aiohttp import web

from tests.chronos.bot_api_stub import BotApiStub, serving
from tests.chronos.support import TOKEN, message

CHATS = 50


class Meter(BotApiStub):
    """Knows when each chat was answered."""

    async def measure(self, ids: "count[int]", updates: int, per_s: float) -> dict[str, object]:
        """Let `updates` come in and wait for as many replies."""
        self.sent.clear()
        came: dict[int, list[float]] = {}
        started = time.monotonic()
        for number in range(updates):
            if per_s:
                await asyncio.sleep(max(0.0, started + number / per_s - time.monotonic()))
            chat = 1 + number % CHATS
            came.setdefault(chat, []).append(time.monotonic())
            self.arrive(message(next(ids), "/ping", chat))
        async with asyncio.timeout(60):
            while len(self.sent) < updates:
                await asyncio.sleep(0.002)
        # Replies of a chat come in order, so the n-th answers the n-th.
        latencies = [sent.at - came[sent.chat_id].pop(0) for sent in self.sent]
        return {"took_s": max(sent.at for sent in self.sent) - started, "latencies_s": latencies}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Forget calls: there are many."""
        self.calls.clear()
        return await super().answer(request)


async def main() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    ids = count(int(time.time()))
    async with serving(Meter(TOKEN)) as stub:
        assert isinstance(stub, Meter)
        print(stub.url, flush=True)
        while line := await reader.readline():
            updates, per_s = line.split()
            print(orjson.dumps(await stub.measure(ids, int(updates), float(per_s))).decode(), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
