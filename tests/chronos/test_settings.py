"""Settings of Chronos: what breaks a rule is named with its cure."""

import pytest

from mojo.chronos.settings import TELEGRAM_API_URL, ChronosSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings
from tests.chronos.support import TOKEN

PROD = {"STAGE": "PROD", "TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "redis://:a-long-password-1234@127.0.0.1:6379/0"}


def problems(**environ: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(environ, dotenv=None)
    return caught.value.detail


def test_everything_has_a_default() -> None:
    ours = load_settings({}, dotenv=None)[ChronosSettings]
    assert (ours.api_url, ours.workers, ours.max_args, ours.port) == (TELEGRAM_API_URL, 8, 500, 8002)
    assert not ours.bot_token


@pytest.mark.parametrize("token", ["abc", "123:", ":abc", "123:a b", "123:a/b", "x1:abc"])
def test_a_token_of_the_wrong_shape_is_refused_without_showing_it(token: str) -> None:
    said = problems(TELEGRAM_BOT_TOKEN=token)
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "@BotFather" in said
    assert token not in said.replace("123456789:AAF-abc", "")


@pytest.mark.parametrize("url", ["api.telegram.org", "ftp://x", "https://", "https://x/{token}", "https://x/?a=1"])
def test_a_url_of_the_wrong_shape_is_refused(url: str) -> None:
    assert "TELEGRAM_API_URL" in problems(TELEGRAM_API_URL=url)


@pytest.mark.parametrize("secret", ["with space and more", "ümlaut-ümlaut-ümlaut", "x" * 257])
def test_a_webhook_secret_that_telegram_would_refuse_is_refused(secret: str) -> None:
    said = problems(TELEGRAM_WEBHOOK_SECRET=secret)
    assert "TELEGRAM_WEBHOOK_SECRET" in said
    assert secret not in said


@pytest.mark.parametrize("name", ["CHRONOS_WORKERS", "CHRONOS_MAX_ARGS", "CHRONOS_MAX_ATTEMPTS", "CHRONOS_SESSION_TTL_S"])
def test_numbers_have_bounds(name: str) -> None:
    assert name in problems(**{name: "0"})


def test_in_prod_a_webhook_needs_https_and_a_long_secret() -> None:
    said = problems(**PROD, TELEGRAM_WEBHOOK_URL="http://mojo.example.org", TELEGRAM_WEBHOOK_SECRET="short")
    assert "TELEGRAM_WEBHOOK_SECRET: PROD needs one of 16 characters or more" in said
    assert "TELEGRAM_WEBHOOK_URL: Telegram calls https only" in said


def test_in_prod_polling_needs_neither() -> None:
    assert load_settings(PROD, dotenv=None)[ChronosSettings].webhook_url == ""
