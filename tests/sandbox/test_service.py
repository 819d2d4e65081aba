"""The sandbox as a host: where it may run, how it starts and how it ends."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import pytest

from mojo.sandbox.service import serve
from mojo.sandbox.settings import BOT_TOKEN, SandboxSettings
from mojo.shared.context import AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings
from mojo.shared.util.listen import bind
from tests.sandbox.running import running
from tests.support import make_memory_context


def free_port() -> int:
    with bind("127.0.0.1", 0, "SANDBOX_PORT") as sock:
        return int(sock.getsockname()[1])


def environ(data_dir: Path, **more: str) -> dict[str, str]:
    return {"MOJO_DATA_DIR": str(data_dir), "SANDBOX_PORT": str(free_port()), **more}


async def test_it_serves_until_told_to_stop_and_open_streams_do_not_hold_it_up(tmp_path: Path) -> None:
    context = make_memory_context(AppName.CHRONOS, environ(tmp_path))
    url = context.settings[SandboxSettings].url
    ready, stop = asyncio.Event(), asyncio.Event()
    service = asyncio.create_task(serve(context, ready, stop))
    await asyncio.wait({service, asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    async with aiohttp.ClientSession() as http, http.get(f"{url}/chat/1001/events") as stream:
        assert (await stream.content.readline()).startswith(b'data: {"kind": "state"')
        waiting = asyncio.create_task(_status(http, f"{url}/bot{BOT_TOKEN}/getUpdates?timeout=50"))
        async with asyncio.timeout(5):
            while not await _polled(http, url):
                await asyncio.sleep(0)
        began = time.monotonic()
        stop.set()
        await service
        assert time.monotonic() - began < 4
        assert await waiting == 200
    await context.close()


async def _status(http: aiohttp.ClientSession, url: str) -> int:
    async with http.get(url) as answer:
        await answer.read()
        return answer.status


async def _polled(http: aiohttp.ClientSession, url: str) -> bool:
    async with http.get(f"{url}/sandbox/api/bot") as answer:
        return bool((await answer.json())["polled"])


async def test_there_is_none_in_prod(tmp_path: Path) -> None:
    secrets = {"TELEGRAM_BOT_TOKEN": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    context = make_memory_context(AppName.CHRONOS, environ(tmp_path, STAGE="PROD", **secrets))
    with pytest.raises(ConfigurationError, match=r"no stand-ins in PROD\. Cure: set TELEGRAM_BOT_TOKEN"):
        await serve(context, asyncio.Event(), asyncio.Event())
    assert not (tmp_path / "sandbox.db").exists()


async def test_a_port_in_use_is_named_with_a_cure(tmp_path: Path) -> None:
    with bind("127.0.0.1", 0, "X") as taken:
        port = taken.getsockname()[1]
        context = make_memory_context(AppName.CHRONOS, {**environ(tmp_path), "SANDBOX_PORT": str(port)})
        with pytest.raises(ConfigurationError, match="SANDBOX_PORT"):
            await serve(context, asyncio.Event(), asyncio.Event())


async def test_a_data_directory_in_the_way_leaves_the_port_free(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    context = make_memory_context(AppName.CHRONOS, environ(tmp_path / "file"))
    with pytest.raises(ConfigurationError, match="MOJO_DATA_DIR"):
        await serve(context, asyncio.Event(), asyncio.Event())
    bind("127.0.0.1", context.settings[SandboxSettings].port, "SANDBOX_PORT").close()


@pytest.mark.parametrize(
    ("name", "value"),
    [("SANDBOX_HOST", "0.0.0.0"), ("SANDBOX_HOST", "example.org"), ("SANDBOX_PORT", "0"), ("SANDBOX_CHAT_BURST", "0")],
)
def test_settings_that_cannot_be_are_named(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        load_settings({name: value}, dotenv=None)


def test_an_ipv6_loopback_has_a_usable_url() -> None:
    settings = load_settings({"SANDBOX_HOST": "::1", "SANDBOX_PORT": "8005"}, dotenv=None)
    assert settings[SandboxSettings].url == "http://[::1]:8005"


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, mojo.sandbox.service, mojo.sandbox.app;"
        "print([name for name in ('aiogram', 'jinja2', 'babel', 'aiohttp', 'fastapi') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


async def test_peers_may_use_it_and_be_its_webhook_and_nobody_else(tmp_path: Path) -> None:
    loaded = load_settings({"SANDBOX_HOST": "0.0.0.0", "SANDBOX_PEERS": "sandbox, Proxy"}, dotenv=None)[SandboxSettings]
    async with running(tmp_path, loaded) as box:
        assert (await box.page("/", Host="sandbox:8001"))[0] == 200
        assert (await box.page("/", Host="rebound.example"))[0] == 421
        assert await box.call("setWebhook", url="http://proxy/telegram/webhook")
