"""The webhook answers 200 only to Telegram, and only for what is stored."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import pytest

from mojo.chronos import webhook
from mojo.chronos.ingress import ALLOWED_UPDATES, IngressHealth
from mojo.chronos.own_port import own_port_app
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.webhook import BODY_LIMIT_BYTES, path_of, register, secret_of, url_of, webhook_mounts
from mojo.shared.errors import ExternalServiceError, RateLimited, StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.asgi_server import AsgiApp
from mojo.shared.util.clock import SystemClock
from tests.chronos.support import TOKEN, House, make_house, message

SECRET = "a-secret-of-our-own_1"
UPDATE = orjson.dumps(message(7, "hi"))
RIGHT = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def settings(**values: str) -> ChronosSettings:
    return ChronosSettings.model_validate({"TELEGRAM_BOT_TOKEN": TOKEN, **values})


@pytest.fixture
async def house() -> House:
    return await make_house(TELEGRAM_WEBHOOK_URL="https://mojo.example.org/hook", TELEGRAM_WEBHOOK_SECRET=SECRET)


async def ask(app: AsgiApp, body: Iterable[bytes] = (UPDATE,), headers: Mapping[str, str] = RIGHT, **scope: str) -> int:
    """Send one request and return the status of the answer."""
    parts = list(body)
    received = iter(
        [{"type": "http.request", "body": part, "more_body": number + 1 < len(parts)} for number, part in enumerate(parts)]
    )
    sent: list[Any] = []

    async def receive() -> Any:
        return next(received, None) or await asyncio.Event().wait()

    async def send(part: Any) -> None:
        sent.append(part)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await app({"type": "http", "method": "POST", "path": "/hook", "headers": raw, **scope}, receive, send)
    return int(sent[0]["status"])


def hook(house: House) -> AsgiApp:
    return webhook_mounts(house.context)["/hook"]


async def test_an_update_is_stored_and_then_acknowledged_once(house: House) -> None:
    assert await ask(hook(house)) == 200
    assert await ask(hook(house)) == 200
    assert await house.parts.inbox.depth() == 1


@pytest.mark.parametrize(
    "headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": ""}, {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}]
)
async def test_who_does_not_know_the_secret_is_refused(house: House, headers: dict[str, str]) -> None:
    assert await ask(hook(house), headers=headers) == 401
    assert await house.parts.inbox.depth() == 0


async def test_only_posts_are_answered(house: House) -> None:
    assert await ask(hook(house), method="GET") == 405


async def test_a_body_may_come_in_pieces_but_not_without_end(house: House) -> None:
    assert await ask(hook(house), [UPDATE[:10], UPDATE[10:]]) == 200
    assert await ask(hook(house), [b"x" * BODY_LIMIT_BYTES, b"x"]) == 413
    assert await house.parts.inbox.depth() == 1


async def test_a_body_that_never_ends_is_not_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_TIMEOUT_S", 0.01)
    assert await ask(hook(house), []) == 408


async def test_what_is_no_update_is_set_aside_so_that_telegram_stops_sending_it(house: House) -> None:
    assert await ask(hook(house), [b"not json"]) == 200
    assert await house.parts.inbox.depth() == 1


async def test_nothing_is_acknowledged_while_the_store_is_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> bool:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(webhook, "accept", away)
    assert await ask(hook(house)) == 503


@pytest.mark.parametrize(
    ("given", "url", "path"),
    [
        ("https://mojo.example.org", "https://mojo.example.org/telegram/webhook", "/telegram/webhook"),
        ("https://mojo.example.org/", "https://mojo.example.org/telegram/webhook", "/telegram/webhook"),
        ("https://mojo.example.org:8443/a/b", "https://mojo.example.org:8443/a/b", "/a/b"),
    ],
)
def test_the_webhook_belongs_at_the_path_of_its_url(given: str, url: str, path: str) -> None:
    ours = settings(TELEGRAM_WEBHOOK_URL=given)
    assert (url_of(ours), path_of(ours)) == (url, path)


def test_without_a_secret_of_its_own_one_is_made_that_does_not_show_the_token() -> None:
    made = secret_of(settings())
    assert len(made) == 64
    assert made != secret_of(settings(TELEGRAM_BOT_TOKEN="1:other"))
    assert TOKEN not in made


async def test_nobody_serves_a_webhook_while_we_poll() -> None:
    house = await make_house()
    assert webhook_mounts(house.context) == {}


async def test_telegram_is_told_where_we_are_until_it_knows(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "pause_after_s", lambda *_, **__: 0)
    board = HealthBoard(SystemClock())
    house.telegram.fail("setWebhook", ExternalServiceError("500", service="telegram"), RateLimited("429", service="telegram"))
    ours = house.context.settings[ChronosSettings]
    await register(house.telegram, ours, IngressHealth(board, stand_in=False))
    (call,) = house.telegram.of(methods.SetWebhook)
    assert (call.url, call.secret_token, call.allowed_updates) == ("https://mojo.example.org/hook", SECRET, ALLOWED_UPDATES)
    assert board.snapshot()[0].state is State.HEALTHY


async def test_a_chronos_of_its_own_serves_health_and_webhook(house: House) -> None:
    board = HealthBoard(SystemClock())
    app = own_port_app(webhook_mounts(house.context), board)
    assert [await ask(app, path=path) for path in ("/livez", "/readyz", "/hook", "/other")] == [200, 200, 200, 404]
    board.report("redis", State.DOWN, "gone")
    assert [await ask(app, path=path) for path in ("/livez", "/readyz")] == [200, 503]
