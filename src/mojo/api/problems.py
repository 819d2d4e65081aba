"""Every failure as an RFC 9457 problem: one table, looked up along the exception's class hierarchy."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

import orjson
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mojo.shared.errors import InvalidInput, MojoException
from mojo.shared.util.trace import current_trace

log = logging.getLogger("mojo.api")

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_S = 2


class Kind(NamedTuple):
    """What a code means in HTTP."""

    status: int
    title: str


KINDS: dict[str, Kind] = {
    "mojo.unexpected": Kind(500, "Unexpected failure"),
    "config.invalid": Kind(500, "Wrong configuration"),
    "input.invalid": Kind(422, "Invalid input"),
    "not_found": Kind(404, "Not found"),
    "conflict": Kind(409, "Conflict with the present state"),
    "auth.unauthenticated": Kind(401, "Not authenticated"),
    "auth.forbidden": Kind(403, "Not allowed"),
    "limit.too_many_requests": Kind(429, "Too many requests"),
    "auth.too_many_attempts": Kind(429, "Too many attempts"),
    "store.unavailable": Kind(503, "Store unavailable"),
    "external.unavailable": Kind(502, "Outside service failed"),
    "external.timeout": Kind(504, "Outside service did not answer in time"),
    "external.rate_limited": Kind(503, "Outside service asks us to slow down"),
    "external.bad_answer": Kind(502, "Outside service gave an unknown answer"),
    "external.rejected": Kind(502, "Outside service refused"),
}
_HTTP_CODES = {400: "input.malformed", 404: "not_found", 405: "http.method_not_allowed", 413: "input.too_large"}


class FieldError(BaseModel):
    """One rule that the input breaks."""

    field: str = Field(description="Name of the field, with dots for what is inside it.")
    rule: str = Field(description="The rule it breaks.")
    detail: str = Field(description="The rule in a sentence. Never the value that was sent.")


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="URI of this kind of problem: urn:mojo:problem: and the code.")
    title: str = Field(description="This kind of problem in a few words.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="What happened, and the cure.")
    instance: str = Field(description="Path of the request.")
    code: str = Field(description="Stable name of this kind of problem.")
    reference: str | None = Field(None, description="Number under which the log tells the whole story.")
    errors: list[FieldError] | None = Field(None, description="The fields at fault.")


def problem_response(
    path: str,
    kind: Kind,
    code: str,
    detail: str,
    *,
    errors: list[FieldError] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the answer for one problem."""
    trace = current_trace()
    problem = Problem(
        type=f"urn:mojo:problem:{code}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=path,
        code=code,
        reference=trace.reference if trace else None,
        errors=errors,
    )
    body = orjson.dumps(problem.model_dump(exclude_none=True))
    return Response(body, kind.status, headers=headers, media_type=CONTENT_TYPE)


def kind_of(error: MojoException) -> Kind:
    """Return what `error` means in HTTP: its own code's entry, else its nearest ancestor's."""
    codes = (ancestor.code for ancestor in type(error).__mro__ if issubclass(ancestor, MojoException))
    return next(KINDS[code] for code in codes if code in KINDS)


def from_mojo(path: str, error: MojoException) -> Response:
    """Answer a failure that Mojo names."""
    kind = kind_of(error)
    if kind.status >= 500:
        log.warning("api.request_failed", extra={"code": error.code, "detail": error.detail})
    detail = _hidden() if kind.status == 500 else error.detail
    return problem_response(path, kind, error.code, detail, errors=_fields_of(error), headers=_headers_of(error, kind))


def from_unexpected(path: str) -> Response:
    """Answer a failure that nobody foresaw: its story is in the log, under the reference."""
    code = MojoException.code
    return problem_response(path, KINDS[code], code, _hidden())


async def _on_mojo_exception(request: Request, error: MojoException) -> Response:
    return from_mojo(request.scope["path"], error)


async def _on_http_exception(request: Request, error: HTTPException) -> Response:
    code = _HTTP_CODES.get(error.status_code, f"http.{error.status_code}")
    kind = KINDS.get(code) or Kind(error.status_code, HTTPStatus(error.status_code).phrase)
    return problem_response(request.scope["path"], kind, code, error.detail, headers=error.headers)


async def _on_validation_error(request: Request, error: RequestValidationError) -> Response:
    errors = [_field_error(item) for item in error.errors()]
    detail = "; ".join(f"{item.field}: {item.detail}" for item in errors)
    return problem_response(request.scope["path"], KINDS[InvalidInput.code], InvalidInput.code, detail, errors=errors)


def _hidden() -> str:
    trace = current_trace()
    return f"Something broke that should not. The log tells more under reference {trace.reference if trace else '-'}."


def _fields_of(error: MojoException) -> list[FieldError] | None:
    field = error.params.get("field")
    if not isinstance(error, InvalidInput) or not isinstance(field, str):
        return None
    return [FieldError(field=field, rule=error.code, detail=error.detail)]


def _headers_of(error: MojoException, kind: Kind) -> dict[str, str] | None:
    if kind.status == 401:
        return {"WWW-Authenticate": challenge(error.params.get("error"))}
    if kind.status == 403:
        return {"WWW-Authenticate": challenge("insufficient_scope", error.params.get("scope"))}
    wait_s = error.params.get("retry_after_s", RETRY_AFTER_S if kind.status == 503 else None)
    return None if wait_s is None else {"Retry-After": str(max(1, round(wait_s)))}


def challenge(error: str | None = None, scope: str | None = None) -> str:
    """Return the `WWW-Authenticate` value of RFC 6750, section 3."""
    parts = ['Bearer realm="mojo"', f'error="{error}"' if error else "", f'scope="{scope}"' if scope else ""]
    return ", ".join(part for part in parts if part)


def _field_error(item: Mapping[str, Any]) -> FieldError:
    """Translate one of pydantic's errors, without what was sent."""
    source, *inside = (str(part) for part in item["loc"])
    field = source if item["type"] == "json_invalid" else ".".join(inside) or source
    message = str(item["msg"]).removeprefix("Value error, ")
    if _echoes(item, message):
        message = "This value is not allowed here"
    return FieldError(field=field, rule=item["type"], detail=message)


def _echoes(item: Mapping[str, Any], message: str) -> bool:
    """Tell whether the sentence quotes the input, as some of pydantic's do."""
    sent = item.get("input")
    return item["type"] == "union_tag_invalid" or (isinstance(sent, str) and len(sent) > 1 and sent in message)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    MojoException: _on_mojo_exception,
    HTTPException: _on_http_exception,
    RequestValidationError: _on_validation_error,
}
"""For FastAPI, which looks an exception up along its class hierarchy."""
