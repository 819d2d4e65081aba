"""Amazon's services. botocore signs and shapes, our own way out sends (ADR 0031). Needs the extra `mojo[aws]`.

s3 = aws.service("s3")
await s3.call("put_object", Bucket="backups", Key="mojo.tar", Body=archive)
"""

import io
import logging
import re
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mojo.shared.errors import BadAnswer, ConfigurationError, ExternalServiceError, RateLimited, RejectedByService
from mojo.shared.external.bridge import Bridge
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import AwsSettings

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

MAX_BODY_BYTES = 64 * 1024 * 1024
TOTAL_TIMEOUT_S = 20.0
_THROTTLED = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "SlowDown",
        "RequestLimitExceeded",
        "PriorRequestNotComplete",
    }
)
"""Said with 400 or 503: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html."""
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|head|body|h1)\b", re.IGNORECASE)
"""What a hotel's log-in page answers in Amazon's place; to botocore it is XML without anything in it."""
_UNSENT = frozenset({"expect", "transfer-encoding"})
"""Between two connections; ours sends whole bodies."""


class Aws:
    """The ways to Amazon's services, each built when it is first asked for."""

    def __init__(self, http: HttpExit, settings: AwsSettings) -> None:
        self._http = http
        self._settings = settings
        self._services: dict[str, AwsService] = {}

    def service(self, name: str, still_works: str | None = None) -> "AwsService":
        """Return the service that botocore calls `name`, such as `s3`, `sesv2` or `route53`; `/status` calls it `aws_<name>`.

        Raises ConfigurationError when the keys or botocore are missing.
        """
        if not self._settings.is_set_up:
            raise ConfigurationError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Cure: set both, or their *_FILE.")
        if name not in self._services:
            policy = ServicePolicy(
                name=f"aws_{name}",
                base_url=self._settings.endpoint or "https://amazonaws.com",
                still_works=still_works,
                total_timeout_s=TOTAL_TIMEOUT_S,
                read_timeout_s=10.0,
                max_body_bytes=MAX_BODY_BYTES,
                json_only=False,
                refusals_are_answers=True,
            )
            self._services[name] = AwsService(name, Bridge(self._http.service(policy)), self._settings)
        return self._services[name]

    def close(self) -> None:
        """End the threads."""
        for service in self._services.values():
            service.close()


class AwsService:
    """One of Amazon's services."""

    def __init__(self, name: str, bridge: Bridge, settings: AwsSettings) -> None:
        self.name = bridge.service.name
        self._called = name
        self._bridge = bridge
        self._settings = settings
        self._lock = threading.Lock()
        self._client: Any = None
        self._answered = threading.local()

    async def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Return what an operation (`list_buckets`) answers, a body in it as bytes.

        Raises RejectedByService (`params["reason"]` is Amazon's code, such as `NoSuchBucket`), RateLimited, and what every
        service raises.
        """
        return await self._bridge.run(lambda: self._perform(operation, parameters))

    def close(self) -> None:
        """End the threads."""
        self._bridge.close()

    def _perform(self, operation: str, parameters: dict[str, Any]) -> dict[str, Any] | ExternalServiceError:
        """Return the failure instead of raising it: botocore's own errors quote what was sent."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        try:
            answer: dict[str, Any] = getattr(self._made(), operation)(**parameters)
            return {name: value.read() if hasattr(value, "read") else value for name, value in answer.items()}
        except ExternalServiceError as failure:
            return failure
        except ClientError as error:
            return self._refusal(error.response)
        except ResponseParserError:  # somebody stands in between, or it is not Amazon's API
            status = self._answered.status
            if 400 <= status < 500:
                return self._refusal({"ResponseMetadata": {"HTTPStatusCode": status}})
            return BadAnswer(f"{self.name} answered in a shape we do not know.", service=self.name)
        except BotoCoreError as error:
            return BadAnswer(f"{self.name}: botocore cannot go on ({type(error).__name__}).", service=self.name)

    def _refusal(self, response: Any) -> ExternalServiceError:
        reason = str(response.get("Error", {}).get("Code", "unknown"))[:80]
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        kind = RateLimited if reason in _THROTTLED else RejectedByService
        return kind(f"{self.name} refused the request ({reason}).", service=self.name, status=status, reason=reason)

    def _made(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = _client(self._called, self._settings, self._send)
            return self._client

    def _send(self, request: "AWSPreparedRequest", event_name: str, **_: Any) -> "AWSResponse":
        """Be botocore's HTTP client (event `before-send`)."""
        from botocore.awsrequest import AWSResponse

        headers = {name: _text(value) for name, value in request.headers.items() if name.lower() not in _UNSENT}
        answer = self._bridge.send(request.method, request.url, headers, _bytes(request.body))
        self._answered.status = answer.status
        if _WEB_PAGE.match(answer.content_bytes) and answer.status < 300 and not event_name.endswith("GetObject"):
            raise BadAnswer(f"{self.name} answered with a web page.", service=self.name)
        body = answer.content_bytes
        received = {**answer.headers, "Content-Length": str(len(body))}
        return AWSResponse(request.url, answer.status, received, _Body(body))


class _Body(io.BytesIO):
    """As much of urllib3's response as botocore uses."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        """Yield the body."""
        yield self.read()


def _client(name: str, settings: AwsSettings, send: Callable[..., Any]) -> Any:
    try:
        import botocore.session
        from botocore.config import Config
    except ImportError:
        raise ConfigurationError("AWS needs botocore. Cure: make extras, or pip install 'mojo[aws]'.") from None
    logging.getLogger("botocore").setLevel(logging.WARNING)  # below, it writes signatures and bodies
    client = botocore.session.Session().create_client(
        name,
        region_name=settings.region,
        endpoint_url=settings.endpoint or None,
        aws_access_key_id=settings.access_key_id.get_secret_value(),
        aws_secret_access_key=settings.secret_access_key.get_secret_value(),
        aws_session_token=settings.session_token.get_secret_value() or None,
        config=Config(
            retries={"total_max_attempts": 1},  # ours are bounded by deadline and budget
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )
    client.meta.events.register("before-send", send)
    return client


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes | None:
    content = body.read() if hasattr(body, "read") else body
    return content.encode() if isinstance(content, str) else content
