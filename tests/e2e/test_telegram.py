"""With a bot's token set, the same command talks to Telegram: a server of the tests' own stands where Telegram would."""

import json
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.e2e.support import MojoUp, ask, eventually
from tests.e2e.telegram_stub import SILENCE, TOKEN, Telegram, telegram

NOBODY = "http://127.0.0.1:9"
"""Where the weather would be: these tests ask nobody outside."""
SECRET = "a-secret-of-the-tests-own"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Talk(NamedTuple):
    """A Mojo and the Telegram that it talks to."""

    up: MojoUp
    telegram: Telegram


def environ(server: Telegram, **more: str) -> dict[str, str]:
    """Return what makes Mojo talk to `server`."""
    real = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    return {**real, "OPEN_METEO_URL": NOBODY, "OPEN_METEO_GEOCODING_URL": NOBODY, "OPEN_METEO_AIR_URL": NOBODY, **more}


@pytest.fixture(scope="module")
def polling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with telegram() as server:
        up = MojoUp(tmp_path_factory.mktemp("polling"), **environ(server))
        try:
            yield Talk(up.start(), server)
        finally:
            up.end()


@pytest.fixture(scope="module")
def webhook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with telegram() as server:
        up = MojoUp(tmp_path_factory.mktemp("webhook"), **environ(server, TELEGRAM_WEBHOOK_SECRET=SECRET))
        up.environ["TELEGRAM_WEBHOOK_URL"] = hook_of(up)
        try:
            yield Talk(up.start(), server)
        finally:
            up.end()


def hook_of(up: MojoUp) -> str:
    return f"http://127.0.0.1:{up.environ['API_PORT']}/hooks/telegram"


@pytest.fixture
def chat(request: pytest.FixtureRequest) -> int:
    """A chat that no other test uses."""
    return 5_000_000_000 + zlib.crc32(request.node.nodeid.encode())  # more than 32 bits, as Telegram's are


class TestPolling:
    def test_nothing_stands_in(self, polling: Talk) -> None:
        assert polling.up.run["chat_page"] is None
        assert polling.up.run["stand_ins"] == []
        assert polling.up.run["owner_invitation"]["link"].startswith("https://t.me/stub_bot?start=")
        assert TOKEN not in polling.up.output

    def test_a_conversation(self, polling: Talk, chat: int) -> None:
        polling.telegram.write(chat, "/start", "Ana", "es")
        assert "¡Hola, Ana!" in polling.telegram.hear(chat)[0]
        polling.telegram.write(chat, "/help", "Ana", "es")
        assert "Esto es lo que puedo hacer por ti" in polling.telegram.hear(chat, 2)[1]
        assert polling.telegram.called("deleteWebhook")

    def test_each_person_has_a_menu_and_strangers_none(self, polling: Talk, chat: int) -> None:
        server = polling.telegram
        server.write(chat, "/start", "Ana", "es")

        def menu() -> list[dict[str, str]] | None:
            scopes = {call.parameters.get("scope", "{}"): call for call in server.called("setMyCommands")}
            shown = [call for scope, call in scopes.items() if json.loads(scope).get("chat_id") == chat]
            return json.loads(shown[-1].parameters["commands"]) if shown else None

        described = {line["command"]: line["description"] for line in eventually(menu)}
        assert described["help"] == "qué puedo hacer por ti"
        assert described.keys() >= {"help", "language", "weather"}
        taken_away = eventually(lambda: calls if len(calls := server.called("deleteMyCommands")) >= 5 else None)
        assert {call.parameters.get("language_code") for call in taken_away} >= {None, "de", "es", "ru", "zh"}
        assert not [call for call in server.called("setMyCommands") if "scope" not in call.parameters]

    def test_patience_that_telegram_asks_for_is_had(self, polling: Talk, chat: int) -> None:
        server = polling.telegram
        server.fail("sendMessage", 429, "Too Many Requests: retry after 2", chat=chat, retry_after=2)
        server.write(chat, "/first")
        server.write(chat, "/second")
        said = server.hear(chat, 2)
        assert "/first" in said[0]
        assert "/second" in said[1]
        tries = [call.at for call in server.called("sendMessage") if call.parameters["chat_id"] == str(chat)]
        assert tries[1] - tries[0] >= 2

    @pytest.mark.parametrize("status", [500, 502, 401, SILENCE])
    def test_an_answer_that_cannot_be_sent_is_sent_later(self, polling: Talk, chat: int, status: int) -> None:
        polling.telegram.fail("sendMessage", status, "not now", times=2)
        for name in ("/one", "/two", "/three"):
            polling.telegram.write(chat, name)
        assert [text.split()[3].rstrip(".") for text in polling.telegram.hear(chat, 3)] == ["/one", "/two", "/three"]

    @pytest.mark.parametrize("status", [500, 409, 429, SILENCE])
    def test_updates_that_cannot_be_fetched_are_fetched_later(self, polling: Talk, chat: int, status: int) -> None:
        polling.telegram.fail("getUpdates", status, "not now", times=2, **({"retry_after": 1} if status == 429 else {}))
        eventually(lambda: polling.up.dependency("telegram_updates").get("state") == "degraded", why=polling.up.status)
        polling.telegram.write(chat, "/help")
        assert len(polling.telegram.hear(chat)) == 1
        eventually(lambda: polling.up.dependency("telegram_updates").get("state") == "healthy", why=polling.up.status)

    def test_a_malformed_update_does_not_stop_the_next(self, polling: Talk, chat: int) -> None:
        server = polling.telegram
        broken = {"update_id": server.next_id(), "message": {"message_id": "x", "chat": {"id": chat, "type": "private"}}}
        unknown = {"update_id": server.next_id(), "something_new": {"chat": {"id": chat}, "is": "here"}}
        server.push(broken, unknown, server.update_of(chat, "/help"))
        assert "Here is what I can do" in server.hear(chat)[0]

    def test_an_update_that_is_delivered_twice_is_answered_once(self, polling: Talk, chat: int) -> None:
        server = polling.telegram
        server.push(*[server.update_of(chat, "/once")] * 2, server.update_of(chat, "/then"))
        assert [text.split()[3] for text in server.hear(chat, 2)] == ["/once.", "/then."]


class TestWebhook:
    def test_telegram_is_told_where_we_are(self, webhook: Talk) -> None:
        told = eventually(lambda: webhook.telegram.called("setWebhook"))[-1].parameters
        assert told["url"] == hook_of(webhook.up)
        assert told["secret_token"] == SECRET
        assert "message" in told["allowed_updates"]
        assert not webhook.telegram.called("getUpdates")

    @pytest.mark.parametrize("headers", [{}, {HEADER: "wrong"}, {HEADER: SECRET.upper()}])
    def test_who_does_not_know_the_secret_is_refused(self, webhook: Talk, headers: dict[str, str], chat: int) -> None:
        update = webhook.telegram.update_of(chat, "/help")
        assert ask(hook_of(webhook.up), "POST", update, headers).status == 401
        assert ask(hook_of(webhook.up), "POST", webhook.telegram.update_of(chat, "/known"), {HEADER: SECRET}).status == 200
        assert "/known" in webhook.telegram.hear(chat)[0]

    def test_an_update_is_answered_once_however_often_it_is_brought(self, webhook: Talk, chat: int) -> None:
        first, second = webhook.telegram.update_of(chat, "/one"), webhook.telegram.update_of(chat, "/two")
        brought = [ask(hook_of(webhook.up), "POST", update, {HEADER: SECRET}) for update in (first, first, second)]
        assert [answer.status for answer in brought] == [200, 200, 200]
        assert [text.split()[3] for text in webhook.telegram.hear(chat, 2)] == ["/one.", "/two."]

    def test_nonsense_is_taken_and_set_aside(self, webhook: Talk, chat: int) -> None:
        assert ask(hook_of(webhook.up), "POST", b"{nonsense", {HEADER: SECRET}).status == 200
        assert ask(hook_of(webhook.up), "POST", b"x" * (2 << 20), {HEADER: SECRET}).status == 413
        assert ask(hook_of(webhook.up), "GET").status == 405
        ask(hook_of(webhook.up), "POST", webhook.telegram.update_of(chat, "/help"), {HEADER: SECRET})
        assert "Here is what I can do" in webhook.telegram.hear(chat)[0]


def test_a_token_that_telegram_does_not_know_is_explained(make_mojo: Callable[..., MojoUp]) -> None:
    with telegram() as server:
        up = make_mojo(**environ(server, TELEGRAM_BOT_TOKEN="123456789:AAF-another-token-than-the-right-one-012")).start()
        known = eventually(lambda: up.dependency("telegram").get("state") == "down" and up.dependency("telegram"), why=up.status)
        assert "@BotFather" in known["cure"]
        assert up.status()["status"] == "degraded"
        assert up.as_developer("/api/v1/me").status == 200
        assert up.stop() == 0
