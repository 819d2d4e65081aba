"""Apprise itself, against a service on loopback."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from mojo.features.notifications.providers.apprise_sender import AppriseSender
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, InvalidInput
from mojo.shared.model.notifications import Attachment


@dataclass
class Service:
    """What takes JSON notifications; `/hang` never answers, `/fail` answers 500, `/away` leads elsewhere."""

    port: int = 0
    received: list[tuple[str, Any]] = field(default_factory=list)

    def url(self, path: str = "ok") -> str:
        return f"json://anna:s3cret@127.0.0.1:{self.port}/{path}"

    async def take(self, request: web.Request) -> web.Response:
        path = request.path
        self.received.append((path, await request.json()))
        if path == "/hang":
            await asyncio.sleep(2)
        if path == "/away":
            raise web.HTTPTemporaryRedirect(f"http://127.0.0.1:{self.port}/elsewhere")
        return web.Response(status=500 if path == "/fail" else 200)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", service.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.port = runner.addresses[0][1]
    yield service
    await runner.cleanup()


@pytest.fixture
def sender() -> AppriseSender:
    return AppriseSender(timeout_s=20, private_allowed=True)


async def test_it_delivers_words_and_a_picture(sender: AppriseSender, service: Service) -> None:
    await sender.check(service.url())
    assert service.received == []
    await sender.send(service.url(), "Hello <b>you</b>", Attachment("a.png", "image/png", b"\x89PNG"))
    ((_, told),) = service.received
    assert told["message"] == "Hello <b>you</b>"
    assert [(file["filename"], file["base64"]) for file in told["attachments"]] == [("a.png", "iVBORw==")]


async def test_failures_are_ours_and_name_no_secret(
    sender: AppriseSender, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in ("fail", "away"):
        with pytest.raises(ExternalServiceError) as caught:
            await sender.send(service.url(path), "x", None)
        assert "s3cret" not in str(caught.value)
    assert [path for path, _ in service.received] == ["/fail", "/away"]
    assert "s3cret" not in caplog.text
    with pytest.raises(InvalidInput, match="knows no such service"):
        await sender.check("nothing://s3cret")


async def test_one_that_hangs_is_left_behind_and_delays_nobody(service: Service) -> None:
    sender = AppriseSender(timeout_s=1, private_allowed=True)
    hanging = asyncio.create_task(sender.send(service.url("hang"), "x", None))
    await sender.send(service.url(), "quick", None)
    assert not hanging.done()
    for failure in (hanging, sender.send(service.url("hang"), "again", None)):
        with pytest.raises(ExternalTimeout):
            await failure
    assert [path for path, _ in service.received].count("/hang") == 1


async def test_the_own_network_is_out_of_reach_unless_allowed(service: Service) -> None:
    sender = AppriseSender(timeout_s=20, private_allowed=False)
    for attempt in (sender.check(service.url()), sender.send(service.url(), "x", None)):
        with pytest.raises(InvalidInput, match="NOTIFY_PRIVATE_TARGETS"):
            await attempt
    assert service.received == []
