"""Settings of the Telegram service."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from mojo.shared.settings import Section, Settings, Stage

TELEGRAM_API_URL = "https://api.telegram.org"


def _web_url(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or set("{}?#") & set(url)):
        raise ValueError("must be a plain http or https URL")
    return url.rstrip("/")


def _bot_token(token: SecretStr) -> SecretStr:
    number, _, key = token.get_secret_value().partition(":")
    if token and not (number.isdigit() and key and not set(key) & set(" /?#{}")):
        raise ValueError("must look like 123456789:AAF-abc...")
    return token


def _webhook_secret(secret: SecretStr) -> SecretStr:
    """https://core.telegram.org/bots/api#setwebhook"""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
        raise ValueError("may only hold A-Z a-z 0-9 _ - and at most 256 of them")
    return secret


WebUrl = Annotated[str, AfterValidator(_web_url)]


class ChronosSettings(Section):
    """How Chronos reaches Telegram and how much it does at once."""

    title: ClassVar[str] = "Chronos (Telegram)"

    bot_token: Annotated[SecretStr, AfterValidator(_bot_token)] = Field(
        SecretStr(""), alias="TELEGRAM_BOT_TOKEN", description="The token that @BotFather gave you. Empty in DEV: the sandbox."
    )
    api_url: WebUrl = Field(
        TELEGRAM_API_URL, alias="TELEGRAM_API_URL", description="Base URL of a server that speaks the Bot API."
    )
    webhook_url: WebUrl = Field(
        "", alias="TELEGRAM_WEBHOOK_URL", description="Public https URL at which Telegram reaches us. Empty: long polling."
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = Field(
        SecretStr(""),
        alias="TELEGRAM_WEBHOOK_SECRET",
        description="What Telegram shows us with each update: 16 to 256 of A-Z a-z 0-9 _ -. Empty in DEV: made from the token.",
    )
    host: str = Field("127.0.0.1", alias="CHRONOS_HOST", description="Address on which a separate `mojo chronos` listens.")
    port: int = Field(8002, alias="CHRONOS_PORT", ge=0, le=65535, description="Port of a separate `mojo chronos`; 0 takes any.")
    workers: int = Field(8, alias="CHRONOS_WORKERS", ge=1, le=64, description="How many chats are answered at the same time.")
    max_args: int = Field(
        500, alias="CHRONOS_MAX_ARGS", ge=1, le=4096, description="Longest text behind a command, in characters."
    )
    per_minute: int = Field(
        120, alias="CHRONOS_COMMANDS_PER_MINUTE", ge=1, description="How much one person may ask a minute, and at once."
    )
    max_attempts: int = Field(
        3, alias="CHRONOS_MAX_ATTEMPTS", ge=1, le=20, description="Attempts at one update before it is set aside."
    )
    session_ttl_s: float = Field(
        3600, alias="CHRONOS_SESSION_TTL_S", gt=0, description="Seconds after which a conversation is forgotten."
    )
    handler_timeout_s: float = Field(
        60,
        alias="CHRONOS_HANDLER_TIMEOUT_S",
        gt=0,
        description="Seconds one command may take before the person is told it failed.",
    )
    sends_per_s: float = Field(
        30, alias="CHRONOS_SENDS_PER_S", gt=0, description="Most messages a second to all chats together. Telegram allows 30."
    )
    chat_every_s: float = Field(
        1, alias="CHRONOS_CHAT_EVERY_S", ge=0, description="Seconds between two notifications in one chat. Telegram asks for 1."
    )
    group_every_s: float = Field(
        3, alias="CHRONOS_GROUP_EVERY_S", ge=0, description="Seconds between two notifications in one group. Telegram asks for 3."
    )
    fallback_after_s: float = Field(
        600,
        alias="CHRONOS_FALLBACK_AFTER_S",
        ge=0,
        description="Seconds a notification waits for Telegram before it goes to its reader's other targets.",
    )


def rules(settings: Settings) -> Iterator[str]:
    """Ask in PROD for what the sandbox or a guess would stand in for in DEV."""
    ours = settings[ChronosSettings]
    if settings.core.stage is not Stage.PROD or not ours.webhook_url:
        return
    if len(ours.webhook_secret.get_secret_value()) < 16:
        yield "TELEGRAM_WEBHOOK_SECRET: PROD needs one of 16 characters or more beside TELEGRAM_WEBHOOK_URL."
    if not ours.webhook_url.startswith("https://"):
        yield "TELEGRAM_WEBHOOK_URL: Telegram calls https only; put a proxy with a certificate in front of Mojo."
