"""Parameters of a Bot API call, however they came: query, JSON, form or multipart (https://core.telegram.org/bots/api#making-requests).

Telegram reads every scalar as a string and every object as JSON, also inside a form. What each parameter may be is taken from
aiogram's method classes, which are generated from the Bot API's own documentation.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import parse_qsl

from pydantic import ValidationError

from mojo.sandbox.bot_api.errors import BotApiError, bad_request

if TYPE_CHECKING:
    from aiogram.methods import TelegramMethod

M = TypeVar("M", bound="TelegramMethod[Any]")

_SCALAR = re.compile(r"\b(str|int|float|bool|ChatIdUnion|DateTimeUnion|InputFile\w*)\b")
_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "url": "Wrong URL",
    "action": "wrong parameter action in request",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    filename: str
    content_type: str
    content: bytes


@dataclass
class Parameters:
    """What a call carries."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)


def parse(query: str, content_type: str, body: bytes) -> Parameters:
    """Read the parameters of a request. Raises BotApiError when its body is not what `content_type` says."""
    parameters = Parameters(dict(parse_qsl(query, keep_blank_values=True)))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return parameters
    if kind == "application/json":
        parameters.values |= _from_json(body)
    elif kind == "application/x-www-form-urlencoded":
        parameters.values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif kind == "multipart/form-data":
        _from_multipart(content_type, body, parameters)
    return parameters


def _from_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("JSON object expected")
    return {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _from_multipart(content_type: str, body: bytes, parameters: Parameters) -> None:
    head = b"Content-Type: " + content_type.encode() + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise bad_request("can't parse multipart body")
    for part in message.iter_parts():
        name = str(part["content-disposition"].params["name"])
        content = cast(bytes, part.get_payload(decode=True))
        filename = part.get_filename()
        if filename is None:
            parameters.values[name] = content.decode("utf-8", "replace")
        else:
            parameters.files[name] = Upload(filename, part.get_content_type(), content)
            parameters.values.setdefault(name, f"attach://{name}")


def read(kind: type[M], parameters: Parameters) -> M:
    """Return the call as aiogram's method class, checked against its types. Ignores unknown parameters. Raises BotApiError."""
    values: dict[str, Any] = {}
    for name, annotation in kind.__annotations__.items():
        value = parameters.values.get(name)
        if value is not None and (value != "" or name == "text"):
            values[name] = _decode(name, value, str(annotation))
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_input=False)) from error


def _decode(name: str, value: Any, annotation: str) -> Any:
    """Return objects and lists as such: they come as JSON text."""
    if not isinstance(value, str) or (_SCALAR.search(annotation) and not annotation.startswith("list[")):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error


def _refusal(problems: Iterable[Any]) -> BotApiError:
    """Say what Telegram would about the first problem."""
    problem = next(iter(problems))
    name, *inner = [str(step) for step in problem["loc"]]
    if not inner and problem["type"] == "missing":
        return bad_request(_EMPTY.get(name, f"{name} is empty"))
    where = f'Field "{inner[-1]}"' if inner else f'Parameter "{name}"'
    return bad_request(f"can't parse {name.replace('_', ' ')}: {where}: {problem['msg']}")
