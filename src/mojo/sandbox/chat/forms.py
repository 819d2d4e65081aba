"""What the pages send."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from mojo.sandbox.body import read_body
from mojo.sandbox.store import Json
from mojo.shared.errors import InvalidInput

FORM_LIMIT_BYTES = 1024 * 1024


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a urlencoded form, or of a JSON object. Raises InvalidInput."""
    body = await read_body(request, FORM_LIMIT_BYTES)
    if body is None:
        raise InvalidInput(f"A form has at most {FORM_LIMIT_BYTES} bytes.", field="body")
    if request.headers.get("content-type", "") == "application/json":
        return {name: str(value) for name, value in json_object(body).items() if value is not None}
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError as error:
        raise InvalidInput("The form is not urlencoded UTF-8.", field="body") from error


def json_object(body: bytes) -> Json:
    """Return the JSON object that `body` is; an empty one if it is empty. Raises InvalidInput."""
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise InvalidInput("The body is not JSON.", field="body") from error
    if not isinstance(values, dict):
        raise InvalidInput("The body is not a JSON object.", field="body")
    return values


def number(form: dict[str, str], field: str) -> float:
    """Return a field as a number. Raises InvalidInput."""
    try:
        return float(form.get(field, "").strip().replace(",", "."))
    except ValueError as error:
        raise InvalidInput(f"{field}: write a number, such as 38.72.", field=field) from error
