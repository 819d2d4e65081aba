"""The Bot API over HTTP: `/bot<token>/<method>`, answered in Telegram's envelope."""

import hmac
import json
import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from mojo.sandbox.body import read_body
from mojo.sandbox.bot_api import media, messages, profile, receiving  # noqa: F401  # importing them registers the methods
from mojo.sandbox.bot_api.errors import BotApiError
from mojo.sandbox.bot_api.markup import read_markup
from mojo.sandbox.bot_api.methods import METHODS, NAMES, Answer, BotApi, Call
from mojo.sandbox.bot_api.parameters import Parameters, parse, read

BODY_LIMIT_BYTES = 50 * 1024 * 1024
"""https://core.telegram.org/bots/api#sending-files"""

log = logging.getLogger("mojo.sandbox")


class BotApiServer:
    """Answers every call, right or wrong, as Telegram would."""

    def __init__(self, api: BotApi, token: str) -> None:
        self._api = api
        self._token = token

    async def call(self, request: Request) -> Response:
        """Answer one call."""
        try:
            answer = await self._answer(request)
        except BotApiError as refusal:
            return _refusal(refusal)
        except Exception:
            log.exception("sandbox.call_failed", extra={"method": request.path_params["method"]})
            return _refusal(BotApiError(500, "Internal Server Error"))
        if isinstance(answer, Answer):
            return _json({"ok": True, "result": answer.result, "description": answer.description})
        return _json({"ok": True, "result": answer})

    async def _answer(self, request: Request) -> Any:
        self._check_token(request)
        name = request.path_params["method"].lower()
        if name not in METHODS:
            raise BotApiError(404, "Not Found: method not found")
        return await METHODS[name](self._call(NAMES[name], await _parameters(request)))

    async def file(self, request: Request) -> Response:
        """Give a file back (https://core.telegram.org/bots/api#getfile)."""
        try:
            self._check_token(request)
        except BotApiError as refusal:
            return _refusal(refusal)
        file = self._api.files.get(request.path_params["file_id"])
        return FileResponse(self._api.files.path(file)) if file and not file.url else _refusal(BotApiError(404, "Not Found"))

    def _check_token(self, request: Request) -> None:
        if not hmac.compare_digest(request.path_params["token"].encode(), self._token.encode()):
            raise BotApiError(401, "Unauthorized")

    def _call(self, name: str, parameters: Parameters) -> Call:
        from mojo.shared.external.lazy_aiogram import methods

        markup = read_markup(parameters.values.pop("reply_markup", None))
        kind = getattr(methods, name[0].upper() + name[1:])
        return Call(read(kind, parameters), self._api, markup, parameters.files)


async def _parameters(request: Request) -> Parameters:
    body = await read_body(request, BODY_LIMIT_BYTES)
    if body is None:
        raise BotApiError(413, "Request Entity Too Large")
    return parse(request.url.query, request.headers.get("content-type", ""), body)


def _refusal(refusal: BotApiError) -> Response:
    envelope = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after_s is None:
        return _json(envelope, refusal.code)
    headers = {"Retry-After": str(refusal.retry_after_s)}
    return _json({**envelope, "parameters": {"retry_after": refusal.retry_after_s}}, refusal.code, headers)


def _json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(content), status, headers, "application/json")
