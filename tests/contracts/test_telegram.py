"""The Bot API client against a real server on loopback: what each failure means, and that the token never shows."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest

from mojo.chronos.errors import AnotherReader, BlockedByPerson, NotSent, TokenRefused
from mojo.chronos.fakes import FakeTelegram
from mojo.chronos.ports import Telegram
from mojo.chronos.rendering import message as rendered
from mojo.chronos.replies import is_ambiguous
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.telegram import BotApi
from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.clock import SystemClock
from tests.chronos.bot_api_stub import BotApiStub, Fault, hang, raw, refusal, reset, serving
from tests.chronos.support import ANNA, TOKEN, message

HELLO = rendered(ANNA, "hello")


@pytest.fixture
async def stub() -> AsyncIterator[BotApiStub]:
    async with serving(BotApiStub(TOKEN)) as stub:
        yield stub


@pytest.fixture
def board() -> HealthBoard:
    return HealthBoard(SystemClock())


@pytest.fixture
async def api(stub: BotApiStub, board: HealthBoard) -> AsyncIterator[BotApi]:
    api = BotApi(settings(stub.url), board, stand_in=True)
    yield api
    await api.close()


def settings(url: str, token: str = TOKEN) -> ChronosSettings:
    return ChronosSettings.model_validate({"TELEGRAM_API_URL": url, "TELEGRAM_BOT_TOKEN": token})


@pytest.fixture(params=["fake", "http"])
def telegram(request: pytest.FixtureRequest, stub: BotApiStub, api: BotApi) -> tuple[Telegram, Any]:
    """Whom Chronos calls, and where updates arrive and failures are planted."""
    fake = FakeTelegram()
    return (fake, fake) if request.param == "fake" else (api, stub)


class TestBoth:
    """What the fake promises as well as the real thing."""

    async def test_updates_stay_until_an_offset_confirms_them(self, telegram: tuple[Telegram, Any]) -> None:
        api, world = telegram
        world.arrive(message(7, "a"), message(9, "b"))
        fetched = [await api.call(methods.GetUpdates(offset=offset)) for offset in (None, None, 8)]
        assert [[update["update_id"] for update in updates] for updates in fetched] == [[7, 9], [7, 9], [9]]
        assert fetched[0][0] == message(7, "a")

    async def test_a_file_is_given_unless_it_is_too_large(self, telegram: tuple[Telegram, Any]) -> None:
        api, world = telegram
        world.files["f"] = b"x" * 100_000
        assert await api.download("f", 100_000) == b"x" * 100_000
        assert await api.download("f", 99_999) is None

    async def test_a_poll_waits_for_an_update(self, telegram: tuple[Telegram, Any]) -> None:
        api, world = telegram
        polling = asyncio.create_task(api.call(methods.GetUpdates(timeout=5)))
        await asyncio.sleep(0.05)
        assert not polling.done()
        world.arrive(message(7, "a"))
        assert [update["update_id"] for update in await polling] == [7]

    async def test_a_sent_message_has_an_id(self, telegram: tuple[Telegram, Any]) -> None:
        api, _ = telegram
        first, second = await api.call(HELLO), await api.call(HELLO)
        assert first["message_id"] < second["message_id"]

    async def test_a_failure_passes_and_the_next_call_goes_through(self, telegram: tuple[Telegram, Any]) -> None:
        api, world = telegram
        blocked = BlockedByPerson("Forbidden", service="telegram")
        world.fail("sendMessage", blocked if isinstance(world, FakeTelegram) else refusal(403, "Forbidden"))
        with pytest.raises(BlockedByPerson):
            await api.call(HELLO)
        await api.call(HELLO)


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (refusal(400, "Bad Request: chat not found"), (RejectedByService, State.HEALTHY, False)),
        (refusal(401, "Unauthorized"), (TokenRefused, State.DOWN, False)),
        (refusal(403, "Forbidden: bot was blocked by the user"), (BlockedByPerson, State.HEALTHY, False)),
        (refusal(404, "Not Found"), (TokenRefused, State.DOWN, False)),
        (refusal(409, "Conflict: terminated by other getUpdates request"), (AnotherReader, State.HEALTHY, True)),
        (refusal(429, "Too Many Requests: retry after 7", retry_after=7), (RateLimited, State.HEALTHY, False)),
        (refusal(500, "Internal Server Error"), (ExternalServiceError, State.DOWN, True)),
        (raw(502, "<html>Bad Gateway</html>"), (ExternalServiceError, State.DOWN, True)),
        (raw(200, "<html>welcome to the hotel</html>"), (BadAnswer, State.DOWN, True)),
        (raw(200, '{"ok": true}'), (BadAnswer, State.DOWN, True)),
        (raw(200, "[]"), (BadAnswer, State.DOWN, True)),
        (hang, (ExternalTimeout, State.DOWN, True)),
        (reset, (ExternalServiceError, State.DOWN, True)),
    ],
)
async def test_what_each_failure_means(
    stub: BotApiStub, api: BotApi, board: HealthBoard, fault: Fault, meaning: tuple[type[ExternalServiceError], State, bool]
) -> None:
    kind, state, ambiguous = meaning
    stub.fail("sendMessage", fault)
    with pytest.raises(ExternalServiceError) as caught:
        await api.call(HELLO, timeout_s=1)
    assert type(caught.value) is kind
    assert is_ambiguous(caught.value) is ambiguous
    assert caught.value.params["service"] == "telegram"
    (health,) = board.snapshot()
    assert (health.state, health.stand_in) == (state, True)
    assert (health.cure is None) is (state is State.HEALTHY)
    shown = "".join(traceback.format_exception(caught.value)) + repr(health) + repr(caught.value.params)
    assert TOKEN.partition(":")[2] not in shown
    assert "hello" not in shown


async def test_how_long_telegram_wants_us_to_wait_is_known(stub: BotApiStub, api: BotApi) -> None:
    stub.fail("sendMessage", refusal(429, "Too Many Requests: retry after 7", retry_after=7))
    with pytest.raises(RateLimited) as caught:
        await api.call(HELLO)
    assert caught.value.params["retry_after_s"] == 7


async def test_a_server_that_cannot_be_reached_surely_did_nothing(board: HealthBoard, unused_tcp_port: int) -> None:
    api = BotApi(settings(f"http://127.0.0.1:{unused_tcp_port}"), board)
    with pytest.raises(NotSent) as caught:
        await api.call(HELLO)
    await api.close()
    assert not is_ambiguous(caught.value)
    assert TOKEN.partition(":")[2] not in "".join(traceback.format_exception(caught.value))


async def test_a_wrong_token_is_reported_with_its_cure_and_recovery_is_seen(
    stub: BotApiStub, api: BotApi, board: HealthBoard
) -> None:
    wrong = BotApi(settings(stub.url, "987654321:wrong"), board)
    with pytest.raises(TokenRefused):
        await wrong.call(methods.GetMe())
    await wrong.close()
    assert "TELEGRAM_BOT_TOKEN" in str(board.snapshot()[0].cure)
    assert (await api.call(methods.GetMe()))["username"] == "MojoBot"
    assert board.snapshot()[0].state is State.HEALTHY


async def test_a_message_arrives_as_it_was_meant(stub: BotApiStub, api: BotApi) -> None:
    await api.call(rendered(ANNA, "Grüße 😀 <b> & *x*"))
    (params,) = stub.of("sendMessage")
    assert params == {"chat_id": str(ANNA), "text": "Grüße 😀 <b> & *x*", "link_preview_options": '{"is_disabled": true}'}


async def test_a_file_that_is_gone_is_told_without_the_token(api: BotApi) -> None:
    with pytest.raises(ExternalServiceError) as caught:
        await api.download("gone", 10)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
