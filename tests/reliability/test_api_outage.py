"""The API while its store is paused: it says so at once, lets nobody in, and recovers by itself."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter

from mojo.api.doors import needs
from mojo.shared.context import AppName, make_context
from mojo.shared.settings import load_settings
from tests.api.support import Answer, Client, grant, make_client
from tests.support import Server, start_valkey

PATIENCE_S = 10


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[Server]:
    """A Valkey that the test may pause."""
    server = start_valkey(tmp_path)
    yield server
    os.kill(server.pid, signal.SIGCONT)
    server.process.terminate()
    server.process.wait(timeout=10)


def garden() -> APIRouter:
    router = APIRouter()

    @router.get("/beds", openapi_extra=needs("garden:read"))
    async def beds() -> str:
        return "tulips"

    return router


async def timed(asking: Awaitable[Answer]) -> tuple[Answer, float]:
    started = time.monotonic()
    answer = await asking
    return answer, time.monotonic() - started


async def until(client: Client, holds: Callable[[Answer], bool]) -> Answer:
    """Ask for the status until it is as expected."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds(answer := await client.get("/status")):
            await asyncio.sleep(0.05)
    return answer


async def test_a_paused_store_is_told_within_a_second_and_forgiven_when_it_is_back(own_valkey: Server, tmp_path: Path) -> None:
    environ = {"REDIS_URL": own_valkey.url, "MOJO_DATA_DIR": str(tmp_path)}
    context = make_context(AppName.API, load_settings(environ, dotenv=None))
    client = make_client(context, garden())
    headers = await grant(context, "garden:read")
    assert (await client.get("/api/v1/beds", headers)).json == "tulips"
    assert (await client.get("/readyz")).status == 200

    os.kill(own_valkey.pid, signal.SIGSTOP)
    answers = await asyncio.gather(*(timed(client.get("/api/v1/beds", headers)) for _ in range(20)))
    assert {answer.status for answer, _ in answers} == {503}
    assert max(took_s for _, took_s in answers) < 1
    report = (await until(client, lambda answer: answer.json["status"] == "down")).json
    assert report["dependencies"]["redis"]["state"] == "down"
    assert (await client.get("/readyz")).status == 503
    assert (await client.get("/livez")).status == 200

    os.kill(own_valkey.pid, signal.SIGCONT)
    report = (await until(client, lambda answer: answer.json["status"] != "down")).json
    assert report["dependencies"]["redis"]["state"] == "healthy"
    assert (await client.get("/api/v1/beds", headers)).status == 200
    assert (await client.get("/readyz")).status == 200
    await context.close()
