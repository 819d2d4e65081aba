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
from mojo.shared.external.policy import ServicePolicy

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
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
EXPECTED_ERRORS = (aiohttp.ClientError, OSError, TimeoutError)
"""What the client raises when the outside world misbehaves; anything else is a mistake of ours."""


class Answer(aiohttp.ClientResponse):
    """A response that has been read as far as its policy allows."""

    document: Any = None
    """Its JSON, if the policy wants JSON and there is any."""
    content_bytes: bytes = b""
    """Its body, if the policy takes anything."""

    @property
    def not_modified(self) -> bool:
        """Tell whether it only says that what we have still holds (RFC 9110, section 15.4.5)."""
        return self.status == 304

    async def take_in(self, policy: ServicePolicy) -> None:
        """Read and decode what `policy` allows. Raises BadAnswer when it is larger or not JSON."""
        if self.not_modified:
            self.release()
        elif policy.json_only:
            if self.content_type != "application/json" and not self.content_type.endswith("+json"):
                raise BadAnswer(f"{policy.name} answered with something that is not JSON.", service=policy.name)
            self.document = _decode(policy.name, await read_bounded(self, policy.name, policy.max_body_bytes))
        else:
            self.content_bytes = bytes(await read_bounded(self, policy.name, policy.max_body_bytes))


async def read_bounded(response: aiohttp.ClientResponse, service: str, limit_bytes: int) -> bytearray:
    """Return the body. Raises BadAnswer when it is larger than `limit_bytes` once unpacked."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        body += chunk
        if len(body) > limit_bytes:
            raise BadAnswer(f"{service} answered with more than {limit_bytes} bytes.", service=service)
    response.release()
    return body


def failure_of_error(service: str, error: BaseException) -> ExternalServiceError:
    """Return our name for one of EXPECTED_ERRORS."""
    kind, reason = next((kind, reason) for cause, kind, reason in _REASONS if isinstance(error, cause))
    return kind(f"{service} {reason}.", service=service)


def failure_of_answer(policy: ServicePolicy, answer: Answer, now: datetime) -> ExternalServiceError | None:
    """Return what is wrong with an answer before its body is read; None if nothing is."""
    if answer.not_modified and not _CONDITIONS.isdisjoint(answer.request_info.headers):
        return None
    failure = failure_of_status(policy.name, answer.status, answer.headers, now)
    return None if policy.refusals_are_answers and isinstance(failure, RejectedByService) else failure


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
