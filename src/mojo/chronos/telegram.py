"""The Bot API over HTTP: aiogram's types and client, our errors, and a health report with every call."""

from collections.abc import Mapping
from typing import Any

import orjson

from mojo.chronos.errors import SERVICE, AnotherReader, BlockedByPerson, NotSent, TokenRefused
from mojo.chronos.ports import CALL_TIMEOUT_S
from mojo.chronos.settings import ChronosSettings
from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.lazy_aiogram import AiohttpSession, Bot, ClientError, TelegramAPIServer, exceptions, methods
from mojo.shared.health import HealthBoard, State

_REFUSALS: dict[int, type[ExternalServiceError]] = {
    401: TokenRefused,
    403: BlockedByPerson,
    404: TokenRefused,  # the answer to a token of the wrong shape
    409: AnotherReader,
    429: RateLimited,
}
_TOKEN_CURE = "Ask @BotFather for the bot's token and set TELEGRAM_BOT_TOKEN; TELEGRAM_API_URL must be the server that knows it."  # noqa: S105
_REACH_CURE = "Nothing is lost: Mojo goes on by itself as soon as Telegram answers. If it lasts, look at TELEGRAM_API_URL."


class BotApi:
    """`Telegram` over HTTP. The token is in every URL, so no URL and no exception of the HTTP client leaves this class."""

    def __init__(self, settings: ChronosSettings, health: HealthBoard, stand_in: bool = False) -> None:
        session = _Session(api=TelegramAPIServer.from_base(settings.api_url))
        self._bot = Bot(settings.bot_token.get_secret_value(), session=session)
        self._health = health
        self._stand_in = stand_in

    async def call(self, method: methods.TelegramMethod[Any], timeout_s: int = CALL_TIMEOUT_S) -> Any:
        """See Telegram."""
        try:
            result = await self._bot(method, request_timeout=timeout_s)
        except exceptions.TelegramNetworkError as error:
            failure = _network_failure(error)
        except ExternalServiceError as error:
            failure = error
        else:
            self._health.report(SERVICE, State.HEALTHY, stand_in=self._stand_in)
            return result
        self._report(failure)
        raise failure

    async def download(self, file_id: str, limit_bytes: int) -> bytes | None:
        """See Telegram. https://core.telegram.org/bots/api#getfile"""
        path = (await self.call(methods.GetFile(file_id=file_id)))["file_path"]
        content = bytearray()
        try:
            url = self._bot.session.api.file_url(self._bot.token, path)
            async for chunk in self._bot.session.stream_content(url, timeout=CALL_TIMEOUT_S, raise_for_status=True):
                content += chunk
                if len(content) > limit_bytes:
                    return None
        except (ClientError, OSError, TimeoutError) as error:  # its words may have the address, which has the token
            raise ExternalServiceError(f"getFile: {type(error).__name__}", service=SERVICE) from None
        return bytes(content)

    async def close(self) -> None:
        """Close every connection."""
        await self._bot.session.close()

    def _report(self, failure: ExternalServiceError) -> None:
        """Say how Telegram is. A refusal of one call (or of one reader) is an answer, so it is well."""
        if isinstance(failure, TokenRefused):
            self._health.report(SERVICE, State.DOWN, failure.detail, _TOKEN_CURE, self._stand_in)
        elif isinstance(failure, RejectedByService | AnotherReader | RateLimited):
            self._health.report(SERVICE, State.HEALTHY, stand_in=self._stand_in)
        else:
            self._health.report(SERVICE, State.DOWN, failure.detail, _REACH_CURE, self._stand_in)


class _Session(AiohttpSession):
    """Reads the envelope of an answer itself: we need few results, and those as plain JSON."""

    async def close(self) -> None:
        """Close every connection; aiohttp itself waits for them to say goodbye, so no sleep is needed besides."""
        if self._session is not None:
            await self._session.close()

    def check_response(self, bot: Bot, method: Any, status_code: int, content: str) -> methods.Response[Any]:
        try:
            answer = orjson.loads(content)
            if answer["ok"] is True:
                return methods.Response.model_construct(ok=True, result=answer["result"])
        except (ValueError, KeyError, TypeError):
            answer = {}
        raise _refusal(method.__api_method__, status_code, answer)


def _refusal(method: str, status: int, answer: Mapping[str, Any]) -> ExternalServiceError:
    described = str(answer.get("description") or f"HTTP {status}")[:200]
    detail = f"{method}: {described}"
    if not answer and status < 500:
        return BadAnswer(f"{method}: HTTP {status} without an answer in the Bot API's form", service=SERVICE)
    if status in _REFUSALS:
        parameters = answer.get("parameters") or {}
        return _REFUSALS[status](detail, service=SERVICE, **_retry_after(parameters))
    return (RejectedByService if 400 <= status < 500 else ExternalServiceError)(detail, service=SERVICE)


def _retry_after(parameters: Mapping[str, Any]) -> dict[str, float]:
    """https://core.telegram.org/bots/api#responseparameters"""
    seconds = parameters.get("retry_after")
    return {"retry_after_s": float(seconds)} if isinstance(seconds, int | float) else {}


def _network_failure(error: exceptions.TelegramNetworkError) -> ExternalServiceError:
    name = type(error.method).__api_method__
    cause = error.__cause__
    if isinstance(cause, TimeoutError):
        return ExternalTimeout(f"{name}: no answer in time", service=SERVICE)
    reason = type(cause).__name__
    if hasattr(cause, "os_error"):  # only aiohttp's errors from before a connection stood have it
        return NotSent(f"{name}: cannot connect ({reason})", service=SERVICE)
    return ExternalServiceError(f"{name}: the connection broke ({reason})", service=SERVICE)
