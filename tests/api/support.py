"""An API without a server, a context without features, and a client that needs no network."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from dishka import Provider, Scope, make_async_container
from fastapi import APIRouter

from mojo.api.app import MojoApi, create_app
from mojo.features.access import wiring as access
from mojo.shared.auth import wiring as auth
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.tokens import PERSONAL, fingerprint, new_token
from mojo.shared.context import AppContext, AppName
from mojo.shared.health import HealthBoard
from mojo.shared.i18n import wiring as i18n
from mojo.shared.model.access import AccessToken
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.persistence.wiring import memory_provider
from mojo.shared.ports import Notifier, People
from mojo.shared.settings import Settings, load_settings
from mojo.shared.util.clock import Clock, SystemClock

ANNA = User(id="anna", chat_id=1001, name="Anna", scopes=frozenset({EVERY_SCOPE}), created_at=datetime(2026, 1, 1, tzinfo=UTC))
TOKEN = new_token(PERSONAL)


class Told:
    """A notifier that only notes."""

    def __init__(self) -> None:
        self.notifications: list[Notification] = []

    async def notify(self, notification: Notification) -> bool:
        self.notifications.append(notification)
        return True


def make_api_context(environ: dict[str, str] | None = None, *overrides: Provider) -> AppContext:
    """Return a context with what the API host asks for, in memory."""
    settings = load_settings(environ or {}, dotenv=None)
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: settings, provides=Settings)
    provider.provide(SystemClock, provides=Clock)
    provider.provide(HealthBoard)
    provider.provide(Told, provides=Notifier)
    container = make_async_container(provider, memory_provider, i18n.provider, auth.provider, access.provider, *overrides)
    return AppContext(AppName.API, settings.core.stage, settings, logging.getLogger("mojo.api"), container)


def providing(thing: object, kind: type[Any]) -> Provider:
    """Return a provider of one fake."""
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: thing, provides=kind, override=True)
    return provider


async def grant(context: AppContext, *scopes: str, token: str = TOKEN, user: User = ANNA) -> dict[str, str]:
    """Let `user` act by a token with `scopes`, and return the header that carries it."""
    people = await context.get(People)  # type: ignore[type-abstract]
    store = await context.get(AccessTokenStore)  # type: ignore[type-abstract]
    await people.save_user(user)
    made = AccessToken(id="t1", user_id=user.id, name="test", scopes=frozenset(scopes), created_at=user.created_at)
    await store.put(fingerprint(token), made)
    return {"authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def __getitem__(self, name: str) -> str:
        values = [value for key, value in self.headers if key == name]
        assert len(values) == 1, f"{name}: {values}"
        return values[0]

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.headers)

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return orjson.loads(self.body)


class Client:
    """Calls an ASGI application."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def get(self, url: str, headers: Any = None) -> Answer:
        """GET `url`."""
        return await self.send("GET", url, headers)

    async def post(self, url: str, document: Any, headers: Any = None) -> Answer:
        """POST `document` as JSON."""
        body = orjson.dumps(document)
        given = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
        return await self.send("POST", url, given, [body])

    async def send(self, method: str, url: str, headers: Any = None, chunks: list[bytes] | None = None) -> Answer:
        """Send a request whose body comes in `chunks`; `headers` is a dict, or pairs where a name comes twice."""
        path, _, query = url.partition("?")
        pairs = list(headers.items()) if isinstance(headers, dict) else list(headers or [])
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in pairs],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
            "state": {},
        }
        waiting = [*(chunks or [b""])]
        sent: list[Any] = []

        async def receive() -> Any:
            if not waiting:
                await asyncio.Event().wait()  # the client stays until it has its answer
            return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        head = sent[0]
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(head["status"], [(name.decode(), value.decode()) for name, value in head["headers"]], body)


def make_client(context: AppContext, *routers: APIRouter) -> Client:
    """Return a client of the API with exactly these features' routes."""
    return Client(make_app(context, *routers))


def make_app(context: AppContext, *routers: APIRouter) -> MojoApi:
    """Return the API with exactly these features' routes."""
    return create_app(context, routers)
