"""Chronos as a whole over HTTP: a Bot API on loopback, memory behind it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import orjson
import pytest

from mojo.chronos.checks import telegram
from mojo.chronos.service import serve
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.listen import bind
from tests.chronos.bot_api_stub import BotApiStub, hang, refusal, serving
from tests.chronos.support import ANNA, TOKEN, message, reach
from tests.support import make_memory_context

pytestmark = pytest.mark.enable_socket


@pytest.fixture
async def stub() -> AsyncIterator[BotApiStub]:
    async with serving(BotApiStub(TOKEN)) as stub:
        yield stub


def make_context(stub: BotApiStub, **environ: str) -> AppContext:
    given = {"TELEGRAM_API_URL": stub.url, "TELEGRAM_BOT_TOKEN": TOKEN, "CHRONOS_ADMISSION": "anyone", "CHRONOS_PORT": "0"}
    return make_memory_context(AppName.CHRONOS, {**given, **environ})


@asynccontextmanager
async def running(context: AppContext, own_port: bool = False) -> AsyncIterator[None]:
    """Run Chronos for the length of the block; it must end in good time."""
    ready, stop = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(serve(context, ready, stop, own_port=own_port))
    await asyncio.wait({asyncio.create_task(ready.wait()), task}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield
    finally:
        stop.set()
        started = time.monotonic()
        await task
        await context.close()
        assert time.monotonic() - started < 8


async def test_a_conversation_by_polling(stub: BotApiStub) -> None:
    async with running(make_context(stub)):
        stub.arrive(message(1, "/help"), message(2, "/nothing"))
        await reach(lambda: len(stub.sent) == 2)
        await reach(lambda: stub.confirmed == 2)
        await reach(lambda: stub.of("setMyCommands"))
    assert "/weather" in stub.sent[0].text
    assert {sent.chat_id for sent in stub.sent} == {ANNA}
    assert len([1 for params in stub.of("deleteMyCommands") if "scope" not in params]) == 5
    assert {json.loads(params["scope"])["chat_id"] for params in stub.of("setMyCommands")} == {ANNA}


async def test_a_conversation_by_webhook(stub: BotApiStub, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    context = make_context(stub, TELEGRAM_WEBHOOK_URL=url, TELEGRAM_WEBHOOK_SECRET="s" * 20, CHRONOS_PORT=str(unused_tcp_port))
    async with running(context, own_port=True), aiohttp.ClientSession() as session:
        await reach(lambda: stub.of("setWebhook"))
        (told,) = stub.of("setWebhook")
        headers = {"X-Telegram-Bot-Api-Secret-Token": told["secret_token"]}
        async with session.post(told["url"], data=orjson.dumps(message(1, "/help")), headers=headers) as answer:
            assert answer.status == 200
        async with session.get(f"{url}/readyz") as answer:
            assert answer.status == 200
        await reach(lambda: stub.sent)
    assert stub.of("getUpdates") == []


async def test_telegram_away_at_the_start_only_degrades_it(stub: BotApiStub) -> None:
    down = refusal(502, "Bad Gateway")
    stub.fail("deleteWebhook", down)
    stub.fail("deleteMyCommands", down)
    context = make_context(stub)
    board = await context.get(HealthBoard)
    async with running(context):
        await reach(lambda: any(entry.state is not State.HEALTHY for entry in board.snapshot()))
        stub.arrive(message(1, "/help"))
        await reach(lambda: stub.sent)
        await reach(lambda: all(entry.state is State.HEALTHY for entry in board.snapshot()))


async def test_it_stops_in_time_though_telegram_hangs(stub: BotApiStub) -> None:
    stub.fail("deleteMyCommands", hang)
    stub.fail("deleteWebhook", hang)
    async with running(make_context(stub)):
        await asyncio.sleep(0.1)


async def test_without_a_token_it_says_what_to_set(stub: BotApiStub) -> None:
    context = make_context(stub, TELEGRAM_BOT_TOKEN="")
    with pytest.raises(ConfigurationError, match=r"TELEGRAM_BOT_TOKEN is not set\. Cure"):
        await serve(context, asyncio.Event(), asyncio.Event())
    await context.close()


async def test_a_port_in_use_is_named(stub: BotApiStub) -> None:
    taken = bind("127.0.0.1", 0, "CHRONOS_PORT")
    context = make_context(stub, CHRONOS_PORT=str(taken.getsockname()[1]))
    with taken, pytest.raises(ConfigurationError, match="CHRONOS_PORT"):
        await serve(context, asyncio.Event(), asyncio.Event())
    await context.close()


class TestDoctor:
    async def test_it_says_who_we_are(self, stub: BotApiStub) -> None:
        health = await telegram(make_context(stub, MOJO_STAND_INS="telegram"))
        assert (health.state, health.reason, health.stand_in) == (State.HEALTHY, "we are @MojoBot", True)

    async def test_it_says_what_is_wrong_and_the_cure(self, stub: BotApiStub) -> None:
        health = await telegram(make_context(stub, TELEGRAM_BOT_TOKEN="1:wrong"))
        assert (health.state, health.reason) == (State.DOWN, "getMe: Unauthorized")
        assert "TELEGRAM_BOT_TOKEN" in str(health.cure)

    async def test_without_a_token_the_sandbox_stands_in(self, stub: BotApiStub) -> None:
        health = await telegram(make_context(stub, TELEGRAM_BOT_TOKEN=""))
        assert (health.state, health.stand_in) == (State.HEALTHY, True)
