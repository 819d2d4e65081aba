"""The bots that `chronos_bench` compares Chronos with: what one writes by hand over a Bot API server."""

import asyncio
from typing import Any

import aiohttp
import orjson
from redis.asyncio import Redis

WORKERS = 8
TRIPS = 6
"""Trips to Redis that an update takes Chronos: put, take, head, done, person, conversation."""


class ByHand:
    """Polls, looks the command up in a dict and answers, each chat in order; with a store it also makes TRIPS to it."""

    def __init__(self, base: str, store: "Redis | None" = None) -> None:
        self._base = base
        self._store = store
        self._handlers = {"/ping": self._ping}
        self._queues = [asyncio.Queue[dict[str, Any]]() for _ in range(WORKERS)]

    async def run(self) -> None:
        """Work until cancelled."""
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as workers:
            for queue in self._queues:
                workers.create_task(self._work(session, queue))
            await self._poll(session)

    async def _poll(self, session: aiohttp.ClientSession) -> None:
        offset = 0
        while True:
            async with session.post(f"{self._base}/getUpdates", data={"offset": str(offset), "timeout": "25"}) as response:
                updates = orjson.loads(await response.read())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                self._queues[update["message"]["chat"]["id"] % WORKERS].put_nowait(update)

    async def _work(self, session: aiohttp.ClientSession, queue: "asyncio.Queue[dict[str, Any]]") -> None:
        while True:
            message = (await queue.get())["message"]
            if self._store:
                for _ in range(TRIPS):
                    await self._store.set("by-hand", orjson.dumps(message))
            command, _, args = message["text"].partition(" ")
            reply = {"chat_id": str(message["chat"]["id"]), "text": await self._handlers[command](args)}
            async with session.post(f"{self._base}/sendMessage", data=reply) as response:
                await response.read()

    async def _ping(self, args: str) -> str:
        return "pong"
