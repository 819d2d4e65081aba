"""What the pages send."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from mojo.shared.errors import InvalidInput

FORM_LIMIT_BYTES = 1024 * 1024


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a urlencoded form, or of a JSON object. Raises InvalidInput."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_LIMIT_BYTES:
            raise InvalidInput(f"A form has at most {FORM_LIMIT_BYTES} bytes.", field="body")
    if request.headers.get("content-type", "") == "application/json":
        return _from_json(bytes(body))
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError as error:
        raise InvalidInput("The form is not urlencoded UTF-8.", field="body") from error


def _from_json(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body)
        return {name: str(value) for name, value in values.items() if value is not None}
    except (ValueError, AttributeError) as error:
        raise InvalidInput("The body is not a JSON object.", field="body") from error


def number(form: dict[str, str], field: str) -> float:
    """Return a field as a number. Raises InvalidInput."""
    try:
        return float(form.get(field, "").strip().replace(",", "."))
    except ValueError as error:
        raise InvalidInput(f"{field}: write a number, such as 38.72.", field=field) from error
