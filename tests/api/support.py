"""An API without a server, a context without features, and a client that needs no network."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import orjson
from dishka import Provider, Scope, make_async_container
from fastapi import APIRouter

from mojo.api.app import MojoApi, create_app
from mojo.shared.auth.tokens import TokenStore
from mojo.shared.context import AppContext, AppName
from mojo.shared.health import HealthBoard
from mojo.shared.model.people import Principal
from mojo.shared.persistence import memory
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.ports import Tokens
from mojo.shared.settings import Settings, load_settings
from mojo.shared.util.clock import Clock, SystemClock

TOKEN = "mojo_test_token"
ANNA = Principal(user_id="anna", name="Anna", scopes=frozenset({"garden:read"}))


def make_api_context(environ: dict[str, str] | None = None, *overrides: Provider) -> AppContext:
    """Return a context with what the API host asks for, in memory."""
    settings = load_settings(environ or {}, dotenv=None)
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: settings, provides=Settings)
    provider.provide(SystemClock, provides=Clock)
    provider.provide(HealthBoard)
    provider.provide(memory.MemoryHeartbeats, provides=Heartbeats)
    provider.provide(memory.MemoryTokens, provides=TokenStore)
    provider.alias(source=TokenStore, provides=Tokens)
    container = make_async_container(provider, *overrides)
    return AppContext(AppName.API, settings.core.stage, settings, logging.getLogger("mojo.api"), container)


def providing(thing: object, kind: type[Any]) -> Provider:
    """Return a provider of one fake."""
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: thing, provides=kind, override=True)
    return provider


async def grant(context: AppContext, *scopes: str, token: str = TOKEN) -> dict[str, str]:
    """Let a token in and return the header that carries it."""
    store = await context.get(TokenStore)  # type: ignore[type-abstract]
    await store.grant(token, Principal(user_id="anna", name="Anna", scopes=frozenset(scopes)))
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
