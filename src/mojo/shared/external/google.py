"""Google's APIs. Its libraries know credentials and discovery documents, our own way out sends (ADR 0031). Needs `mojo[google]`.

gmail = google.api("gmail", "v1", ["https://www.googleapis.com/auth/gmail.readonly"])
found = await gmail.call(lambda api: api.users().messages().list(userId="me", q="is:unread"))
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from mojo.shared.errors import (
    BadAnswer,
    ConfigurationError,
    ExternalServiceError,
    MojoException,
    RateLimited,
    RejectedByService,
)
from mojo.shared.external.bridge import Bridge
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import GoogleSettings

MAX_BODY_BYTES = 32 * 1024 * 1024
TOTAL_TIMEOUT_S = 20.0
_LIMITED = ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded")
"""Reasons of a 403: https://developers.google.com/workspace/gmail/api/guides/handle-errors."""


class TokenRefusedByGoogle(RejectedByService):
    """Google does not take the credentials (any more): consent was withdrawn, or the key deleted."""


class Google:
    """The ways to Google's APIs, each built when it is first asked for."""

    def __init__(self, http: HttpExit, settings: GoogleSettings) -> None:
        self._http = http
        self._settings = settings
        self._apis: dict[str, GoogleApi] = {}

    def api(self, name: str, version: str, scopes: Sequence[str], still_works: str | None = None) -> "GoogleApi":
        """Return an API; `/status` calls it `google_<name>`. Raises ConfigurationError without credentials."""
        if not self._settings.is_set_up:
            raise ConfigurationError("GOOGLE_CREDENTIALS is not set. Cure: let GOOGLE_CREDENTIALS_FILE name the JSON file.")
        if name not in self._apis:
            sender = Bridge(self._http.service(_policy(f"google_{name}", self._settings, still_works)))
            self._apis[name] = GoogleApi(f"{name}.{version}", scopes, sender, self._settings)
        return self._apis[name]

    def close(self) -> None:
        """End the threads."""
        for api in self._apis.values():
            api.close()


class GoogleApi:
    """One of Google's APIs."""

    def __init__(self, document: str, scopes: Sequence[str], bridge: Bridge, settings: GoogleSettings) -> None:
        self.name = bridge.service.name
        self._document = document
        self._scopes = list(scopes)
        self._bridge = bridge
        self._settings = settings
        self._lock = threading.Lock()
        self._made: Any = None
        self._http: Any = None

    async def call(self, request: Callable[[Any], Any]) -> Any:
        """Return what a request answers; `request` makes it out of the API as the discovery document describes it.

        Raises RejectedByService (TokenRefusedByGoogle), RateLimited, and what every service raises.
        """
        return await self._bridge.run(lambda: self._perform(lambda: self._execute(request)))

    async def check(self) -> None:
        """Get a new access token, which shows whether the credentials are good. Raises as `call` does."""
        await self._bridge.run(lambda: self._perform(self._refresh))

    def close(self) -> None:
        """End the threads."""
        self._bridge.close()

    def _perform(self, work: Callable[[], Any]) -> Any:
        """Return the failure instead of raising it: Google's own errors quote URL and body."""
        try:
            from google.auth.exceptions import GoogleAuthError
            from googleapiclient.errors import Error, HttpError
        except ImportError:
            raise ConfigurationError("Google needs its libraries. Cure: make extras, or pip install 'mojo[google]'.") from None
        try:
            return work()
        except MojoException as failure:
            if not isinstance(failure, ExternalServiceError):
                raise
            return failure
        except GoogleAuthError:
            return TokenRefusedByGoogle(f"{self.name} does not take our credentials.", service=self.name)
        except HttpError as error:
            return self._refusal(int(error.resp.status), error.content)
        except Error as error:
            return BadAnswer(f"{self.name} answered in a shape we do not know ({type(error).__name__}).", service=self.name)

    def _refusal(self, status: int, content: bytes) -> ExternalServiceError:
        limited = status == 403 and any(reason.encode() in content for reason in _LIMITED)
        kind = RateLimited if limited else TokenRefusedByGoogle if status == 401 else RejectedByService
        return kind(f"{self.name} refused the request (HTTP {status}).", service=self.name, status=status)

    def _execute(self, request: Callable[[Any], Any]) -> Any:
        answer = request(self._api()).execute(http=self._http, num_retries=0)
        if isinstance(answer, str):  # what cannot be decoded comes back as it is
            raise BadAnswer(f"{self.name} answered with something that is not JSON.", service=self.name)
        return answer

    def _refresh(self) -> None:
        self._api()
        self._http.refresh()

    def _api(self) -> Any:
        """Build the API from the discovery document that the library brings along, so that nothing has to be fetched."""
        with self._lock:
            if self._made is None:
                from googleapiclient.discovery import build_from_document
                from googleapiclient.discovery_cache import get_static_doc

                for noisy in ("googleapiclient", "google"):
                    logging.getLogger(noisy).setLevel(logging.WARNING)  # below, they write URLs
                self._http = AuthorizedSender(self._bridge, credentials_of(self._settings, self._scopes))
                options = {"api_endpoint": self._settings.api_url} if self._settings.api_url else None
                document = get_static_doc(*self._document.split(".", 1))
                self._made = build_from_document(document, http=self._http, client_options=options)
            return self._made


class AuthorizedSender:
    """As much of httplib2 as Google's client uses, sending through our way out with a token that is renewed when due."""

    def __init__(self, bridge: Bridge, credentials: Any) -> None:
        self._bridge = bridge
        self._credentials = credentials
        self._lock = threading.Lock()

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> tuple[Any, bytes]:
        """Send a request; a token that is refused is renewed once."""
        answer = self._send(uri, method, body, headers)
        if answer.status == 401:
            self.refresh()
            answer = self._send(uri, method, body, headers)
        from httplib2 import Response

        received = {name.lower(): value for name, value in answer.headers.items()}
        return Response({**received, "status": str(answer.status)}), answer.content_bytes

    def refresh(self) -> None:
        """Get a new token."""
        with self._lock:
            self._credentials.refresh(self._token_request)

    def close(self) -> None:
        """Nothing of its own is open."""

    def _send(self, uri: str, method: str, body: Any, headers: Mapping[str, str] | None) -> Any:
        sent = {name: str(value) for name, value in (headers or {}).items() if name.lower() != "content-length"}
        with self._lock:
            self._credentials.before_request(self._token_request, method, uri, sent)
        return self._bridge.send(method, uri, sent, body.encode() if isinstance(body, str) else body)

    def _token_request(
        self, url: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None, **_: Any
    ) -> "TokenAnswer":
        """Be google-auth's transport."""
        return TokenAnswer(self._bridge.send(method, url, headers or {}, body.encode() if isinstance(body, str) else body))


class TokenAnswer:
    """An answer as google-auth wants it."""

    def __init__(self, answer: Any) -> None:
        self.status: int = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self.data: bytes = answer.content_bytes


def credentials_of(settings: GoogleSettings, scopes: Sequence[str]) -> Any:
    """Return credentials from the JSON of a service account or of an authorized user. Raises ConfigurationError."""
    from google.oauth2 import credentials, service_account

    try:
        info = orjson.loads(settings.credentials.get_secret_value())
        if info.get("type") == "service_account":
            made = service_account.Credentials.from_service_account_info(info, scopes=list(scopes))  # type: ignore[no-untyped-call]
            return made.with_subject(settings.subject) if settings.subject else made
        # without scopes: a refresh token keeps those that its person agreed to
        return credentials.Credentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token=info["refresh_token"],
            client_id=info["client_id"],
            client_secret=info["client_secret"],
            token_uri=info.get("token_uri", "https://oauth2.googleapis.com/token"),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        failure = ConfigurationError("GOOGLE_CREDENTIALS: not the JSON of a service account or of an authorized user.")
    raise failure


def _policy(name: str, settings: GoogleSettings, still_works: str | None) -> ServicePolicy:
    return ServicePolicy(
        name=name,
        base_url=settings.api_url or "https://googleapis.com",
        still_works=still_works,
        total_timeout_s=TOTAL_TIMEOUT_S,
        read_timeout_s=10.0,
        max_body_bytes=MAX_BODY_BYTES,
        json_only=False,
        refusals_are_answers=True,
    )
