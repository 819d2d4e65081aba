"""The way to Google's APIs, on a small stand-in for its token endpoint and for Gmail."""

import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mojo.shared.errors import ConfigurationError, ExternalServiceError, RateLimited, RejectedByService
from mojo.shared.external.checks import checks
from mojo.shared.external.google import Google, GoogleApi, TokenRefusedByGoogle
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings, GoogleSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.settings import AppName
from mojo.shared.util.clock import SystemClock
from tests.shared.external.raw_server import RawServer, answer, document, running
from tests.support import make_memory_context

SCOPES = ["https://www.googleapis.com/auth/gmail.readonly"]
TOKEN = document({"access_token": "ya29.topsecret", "expires_in": 3600, "token_type": "Bearer"})
MESSAGES = document({"messages": [{"id": "m1", "threadId": "t1"}], "resultSizeEstimate": 1})


def authorized_user(url: str) -> dict[str, str]:
    return {
        "type": "authorized_user",
        "client_id": "mojo.apps.example",
        "client_secret": "topsecret-client",
        "refresh_token": "1//topsecret-refresh",
        "token_uri": f"{url}/token",
    }


def service_account(url: str) -> dict[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    return {"type": "service_account", "client_email": "mojo@example.org", "private_key": pem, "token_uri": f"{url}/token"}


class Way:
    """The way to Google, or to whoever plays it."""

    def __init__(self, server: RawServer, credentials: Any) -> None:
        self.server = server
        self.board = HealthBoard(SystemClock())
        self.http = HttpExit(self.board, ExternalSettings(), SystemClock())
        given = {"GOOGLE_CREDENTIALS": json.dumps(credentials), "GOOGLE_API_URL": server.url}
        self.google = Google(self.http, GoogleSettings.model_validate(given))

    @property
    def gmail(self) -> GoogleApi:
        return self.google.api("gmail", "v1", SCOPES)

    async def unread(self) -> Any:
        return await self.gmail.call(lambda api: api.users().messages().list(userId="me", q="is:unread"))

    async def close(self) -> None:
        self.google.close()
        await self.http.close()


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with running() as server:
        yield server


@pytest.fixture
async def way(server: RawServer) -> AsyncIterator[Way]:
    way = Way(server, authorized_user(server.url))
    yield way
    await way.close()


async def test_gmail_answers_and_the_token_is_kept(way: Way) -> None:
    way.server.play(TOKEN, MESSAGES, MESSAGES)
    assert (await way.unread())["messages"] == [{"id": "m1", "threadId": "t1"}]
    await way.unread()
    token, first, _ = way.server.requests
    assert token.startswith("POST /token ")
    assert first.startswith("GET /gmail/v1/users/me/messages?q=is%3Aunread&alt=json ")
    assert "authorization: Bearer ya29.topsecret".lower() in first.lower()
    assert [entry.name for entry in way.board.snapshot()] == ["google_gmail"]


async def test_the_discovery_document_of_gmail_needs_no_network(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*args: object, **kwargs: object) -> None:
        raise AssertionError("it went out")

    monkeypatch.setattr(socket, "socket", nobody)
    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    request = way.gmail._api().users().messages().list(userId="me", q="is:unread")
    assert request.uri.startswith(f"{way.server.url}/gmail/v1/users/me/messages?q=is%3Aunread")
    assert way.server.requests == []


async def test_a_service_account_signs(server: RawServer) -> None:
    way = Way(server, service_account(server.url))
    server.play(TOKEN, MESSAGES)
    assert (await way.unread())["resultSizeEstimate"] == 1
    await way.close()


async def test_a_token_that_is_refused_is_renewed_once(way: Way) -> None:
    way.server.play(TOKEN, document({"error": {"code": 401}}, 401), TOKEN, MESSAGES)
    assert await way.unread()
    assert [head.split(" ")[0] for head in way.server.requests] == ["POST", "GET", "POST", "GET"]
    way.server.play(document({"error": {"code": 401}}, 401), TOKEN, document({"error": {"code": 401}}, 401))
    with pytest.raises(TokenRefusedByGoogle):
        await way.unread()


async def test_consent_that_was_withdrawn_is_named(way: Way) -> None:
    way.server.play(document({"error": "invalid_grant", "error_description": "topsecret"}, 400))
    with pytest.raises(TokenRefusedByGoogle, match="does not take our credentials"):
        await way.gmail.check()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (document({"error": {"code": 404, "message": "topsecret"}}, 404), RejectedByService),
        (document({"error": {"code": 403, "errors": [{"reason": "userRateLimitExceeded"}]}}, 403), RateLimited),
        (document({}, 429), RateLimited),
        (document({}, 500), ExternalServiceError),
        (answer(b"<h1>topsecret</h1>", 200, "text/html"), ExternalServiceError),
    ],
)
async def test_faults_have_names_and_tell_no_secret(
    way: Way, fault: Any, kind: type[ExternalServiceError], caplog: pytest.LogCaptureFixture
) -> None:
    way.server.play(TOKEN, fault)
    with caplog.at_level(logging.DEBUG), pytest.raises(ExternalServiceError) as caught:
        await way.unread()
    assert type(caught.value) is kind or kind is ExternalServiceError
    shown = [str(vars(record)) for record in caplog.records] + traceback.format_exception(caught.value)
    assert caplog.records
    assert not [line for line in shown if "topsecret" in line]


async def test_what_fails_for_a_moment_is_asked_again_by_us(way: Way) -> None:
    way.server.play(TOKEN, document({}, 503), MESSAGES)
    assert await way.unread()
    assert len(way.server.requests) == 3


async def test_doctor_tries_it(server: RawServer) -> None:
    (check,) = [check for check in checks if check.name == "google_gmail"]
    environ = {"GOOGLE_CREDENTIALS": json.dumps(authorized_user(server.url)), "GOOGLE_API_URL": server.url}
    for script, given, state in (
        (TOKEN, environ, State.HEALTHY),
        (document({"error": "invalid_grant"}, 400), environ, State.DOWN),
        (TOKEN, {}, State.HEALTHY),
    ):
        server.play(script)
        context = make_memory_context(AppName.API, given)
        found = await check.probe(context)
        assert found.state is state
        assert check.outside(context.settings) is bool(given)
        await context.close()


@pytest.mark.parametrize("credentials", [[], {"type": "authorized_user"}, {"type": "service_account"}, "x", 1])
async def test_wrong_credentials_are_explained(server: RawServer, credentials: Any) -> None:
    way = Way(server, credentials)
    with pytest.raises(ConfigurationError, match="GOOGLE_CREDENTIALS: not the JSON"):
        await way.unread()
    await way.close()


async def test_without_credentials_it_says_what_to_do(way: Way) -> None:
    with pytest.raises(ConfigurationError, match="GOOGLE_CREDENTIALS_FILE"):
        Google(way.http, GoogleSettings()).api("gmail", "v1", SCOPES)
