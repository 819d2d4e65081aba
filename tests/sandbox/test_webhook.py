"""The webhook gets every update, in order, with the secret, again and again until it says that it has it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from mojo.sandbox.bot_api.webhook import push
from tests.sandbox.running import ANNA, Running


@dataclass
class Hook:
    """A bot's webhook that answers as it is told, 200 when there is nothing left to tell."""

    answers: list[web.Response] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    url: str = ""
    called: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        async with self.called:
            self.texts.append(update["message"]["text"])
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.called.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def until(self, calls: int) -> None:
        """Wait until it was called so often."""
        async with asyncio.timeout(5), self.called:
            await self.called.wait_for(lambda: len(self.texts) >= calls)


@asynccontextmanager
async def listening(*answers: web.Response) -> AsyncIterator[Hook]:
    hook = Hook(list(answers))
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()


async def settled(box: Running) -> None:
    """Wait until no update waits any more."""
    async with asyncio.timeout(5):
        while box.sandbox.chats.store.pending_count():
            await asyncio.sleep(0.005)


async def test_updates_are_pushed_in_order_with_the_secret(box: Running) -> None:
    async with listening() as hook:
        box.say("before it was set")
        await box.call("setWebhook", url=hook.url, secret_token="s3cret")
        box.say("one")
        box.say("two")
        await hook.until(3)
        await settled(box)
    assert hook.texts == ["before it was set", "one", "two"]
    assert hook.secrets == ["s3cret"] * 3


async def test_a_failing_webhook_is_tried_again_until_it_takes_the_update(box: Running) -> None:
    failures = [web.Response(status=503, reason="Service Unavailable"), web.Response(status=500), web.Response(status=302)]
    async with listening(*failures) as hook:
        await box.call("setWebhook", url=hook.url)
        box.say("important")
        box.say("next")
        await hook.until(5)
        await settled(box)
        info = await box.call("getWebhookInfo")
    assert hook.texts == ["important"] * 4 + ["next"]
    assert info["last_error_message"].startswith("Wrong response from the webhook: 302")
    assert info["pending_update_count"] == 0


async def test_retry_after_is_obeyed_and_setting_it_anew_tries_at_once(box: Running) -> None:
    async with listening(web.Response(status=429, headers={"Retry-After": "3600"})) as hook:
        await box.call("setWebhook", url=hook.url)
        box.say("patience")
        await hook.until(1)
        while "last_error_date" not in await box.call("getWebhookInfo"):
            await asyncio.sleep(0)
        assert hook.texts == ["patience"]
        await box.call("setWebhook", url=hook.url)
        await hook.until(2)
    assert "last_error_date" not in await box.call("getWebhookInfo")


async def test_dropping_and_deleting(box: Running) -> None:
    box.say("old")
    async with listening() as hook:
        await box.call("setWebhook", url=hook.url, drop_pending_updates=True)
        box.say("new")
        await hook.until(1)
        assert hook.texts == ["new"]
        await settled(box)
        await box.call("deleteWebhook")
        box.say("for getUpdates")
        assert len(await box.call("getUpdates")) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(b"", "Connection reset by peer"), (b"HTTP/1.1 ", "Connection reset by peer"), (b"hello\r\n\r\n", "Wrong response")],
)
async def test_what_is_no_http_is_a_failure(answer: bytes, reason: str) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        pushed = await push({"url": f"http://127.0.0.1:{port}/"}, {"update_id": 1})
    assert pushed.reason.startswith(reason)


async def test_nobody_listening_is_a_refused_connection(box: Running) -> None:
    async with listening() as gone:
        url = gone.url
    assert (await push({"url": url}, {"update_id": ANNA})).reason == "Connection refused"
