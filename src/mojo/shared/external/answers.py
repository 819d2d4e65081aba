"""What came back, read within bounds, and every way in which it can be wrong, in Mojo's own words.

No failure made here carries a URL, a header, a body or the client's own exception: each of them may hold a position or a secret.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import aiohttp
import orjson

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.backoff import parse_retry_after

_CHUNK_BYTES = 64 * 1024

_REASONS: tuple[tuple[type[BaseException], type[ExternalServiceError], str], ...] = (
    (TimeoutError, ExternalTimeout, "did not answer in time"),
    (aiohttp.ClientConnectorCertificateError, ExternalServiceError, "has no certificate that this machine trusts"),
    (aiohttp.ClientSSLError, ExternalServiceError, "could not agree on encryption"),
    (aiohttp.ClientConnectorDNSError, ExternalServiceError, "has a name that cannot be resolved"),
    (aiohttp.ClientConnectorError, ExternalServiceError, "cannot be reached"),
    (aiohttp.ClientPayloadError, ExternalServiceError, "broke off its answer"),
    (aiohttp.ClientResponseError, BadAnswer, "answered in something that is not HTTP"),
    (aiohttp.ClientError, ExternalServiceError, "closed the connection"),
    (OSError, ExternalServiceError, "cannot be reached"),
)
EXPECTED_ERRORS = (aiohttp.ClientError, OSError, TimeoutError)
"""What the client raises when the outside world misbehaves; anything else is a mistake of ours."""


class Answer(aiohttp.ClientResponse):
    """A response whose JSON document has been read."""

    document: Any = None

    async def read_document(self, service: str, limit_bytes: int) -> None:
        """Read and decode at most `limit_bytes`. Raises BadAnswer when it is larger or not JSON."""
        if self.content_type != "application/json" and not self.content_type.endswith("+json"):
            raise BadAnswer(f"{service} answered with something that is not JSON.", service=service)
        body = bytearray()
        async for chunk in self.content.iter_chunked(_CHUNK_BYTES):
            body += chunk
            if len(body) > limit_bytes:
                raise BadAnswer(f"{service} answered with more than {limit_bytes} bytes.", service=service)
        self.release()
        self.document = _decode(service, body)


def failure_of_error(service: str, error: BaseException) -> ExternalServiceError:
    """Return our name for one of EXPECTED_ERRORS."""
    kind, reason = next((kind, reason) for cause, kind, reason in _REASONS if isinstance(error, cause))
    return kind(f"{service} {reason}.", service=service)


def failure_of_status(service: str, status: int, headers: Mapping[str, str], now: datetime) -> ExternalServiceError | None:
    """Return what an HTTP status (RFC 9110, section 15) means for us; None if it is a success."""
    if 200 <= status < 300:
        return None
    retry_after_s = parse_retry_after(headers.get("Retry-After"), now)
    params = {"service": service, "status": status} | ({} if retry_after_s is None else {"retry_after_s": retry_after_s})
    if status == 429:
        return RateLimited(f"{service} asks us to slow down (HTTP 429).", **params)
    if status >= 500 or status == 408:
        return ExternalServiceError(f"{service} failed (HTTP {status}).", **params)
    if status >= 400:
        return RejectedByService(f"{service} refused the request (HTTP {status}).", **params)
    return BadAnswer(f"{service} points elsewhere (HTTP {status}); redirects are not followed.", **params)


def _decode(service: str, body: bytes | bytearray) -> Any:
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(body)
    raise BadAnswer(f"{service} answered with malformed JSON.", service=service)  # not chained: that error holds the body
