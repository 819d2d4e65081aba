"""The two servers that `api_bench` compares, each in a process of its own: `python -m tests.bench.api_server mojo|bare`.

Both run on the same server with the same settings, have the same routes, and answer with the same bodies. `bare` is FastAPI and
nothing else; `mojo` is the whole API: middleware, token check in a real Valkey, log line to a file, metrics.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import uvloop
from dishka import Provider, Scope
from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel
from starlette.responses import Response

from mojo.api import middleware
from mojo.api.app import create_app, feature_routers
from mojo.api.doors import needs, person
from mojo.api.middleware import ProcessTime
from mojo.features.weather.fakes import FakeGeocoder, FakeWeather
from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.shared.auth.mint import Mint
from mojo.shared.auth.sessions import RefreshToken, SessionStore, new_session_id
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.model.access import Session
from mojo.shared.model.people import User
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.ports import People
from mojo.shared.settings import load_settings
from mojo.shared.util.asgi_server import AsgiApp, serve_asgi
from mojo.shared.util.listen import bind

BENCH = User(
    id="bench",
    chat_id=1,
    name="Bench",
    role="owner",
    scopes=frozenset({"*"}),
    timezone="Europe/Lisbon",
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
DAY = timedelta(days=1)


class Weather(BaseModel):
    """An answer of the size that a weather route gives."""

    place: str
    temperature_c: float = 18.0
    feels_like_c: float = 17.5
    humidity_percent: int = 71
    wind_speed_ms: float = 4.2
    conditions: str = "partly_cloudy"


async def current(place: str) -> Weather:
    return Weather(place=place)


class Me(BaseModel):
    """An answer of the size that a profile has."""

    id: str
    name: str
    timezone: str
    scopes: list[str]


async def me(user: Annotated[User, person()]) -> Me:
    """Tell who asks, as the guard has found them."""
    return Me(id=user.id, name=user.name, timezone=user.timezone, scopes=sorted(user.scopes))


async def nobody_asked() -> User:
    return BENCH


async def bare_me(user: Annotated[User, Depends(nobody_asked)]) -> Me:
    """Tell the same of somebody whom a dependency makes up."""
    return Me(id=user.id, name=user.name, timezone=user.timezone, scopes=sorted(user.scopes))


def mojo_routes() -> APIRouter:
    """The measured routes as a feature has them."""
    router = APIRouter()
    router.add_api_route("/bench/current", current, openapi_extra=needs("bench:read"))
    router.add_api_route("/bench/me", me, openapi_extra=needs("bench:read"))
    return router


async def log_in(context: AppContext) -> str:
    """Return the access token of somebody with a session, as `POST /api/v1/auth/login` gives it."""
    people = await context.get(People)  # type: ignore[type-abstract]
    sessions = await context.get(SessionStore)  # type: ignore[type-abstract]
    now, first = datetime.now(UTC), RefreshToken.first(new_session_id())
    await people.save_user(BENCH)
    session = Session(
        id=first.session_id, user_id=BENCH.id, device="bench", created_at=now, last_used_at=now, expires_at=now + DAY
    )
    await sessions.start(session, first, now + DAY, DAY)
    return await (await context.get(Mint)).issue(BENCH.id, first.session_id, frozenset({"*"}))


def bare(context: AppContext) -> AsgiApp:
    """FastAPI with Mojo's routes and nothing else; `/status` is as cheap as it can be."""
    app = FastAPI(openapi_url=None)
    app.state.context, app.state.built = context, {}
    for method, door in create_app(context, [*feature_routers(), mojo_routes()]).state.index.doors():
        endpoint = INSTEAD.get(door.template, door.endpoint)
        if door.scope is None or endpoint is not door.endpoint or "weather" in door.template or "bench" in door.template:
            app.add_api_route(door.template, endpoint, methods=[method])
    return app


async def _fixed_status() -> Response:
    return Response(STATUS, media_type="application/json")


INSTEAD: dict[str, Any] = {"/status": _fixed_status, "/api/v1/bench/me": bare_me}


def weather_source() -> Provider:
    """Weather without a network; what it answered is kept in Valkey, as always."""
    lisbon = Place(at=Coordinates(latitude=38.72, longitude=-9.14), name="Lisbon", country="Portugal")
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: [FakeWeather()], provides=Sequence[WeatherProvider], override=True)
    provider.provide(lambda: FakeGeocoder([lisbon]), provides=Geocoder, override=True)
    return provider


STATUS = b'{"status":"ok","padding":"' + b"x" * 500 + b'"}'


class Wire:
    """What the bench asks by single bytes on standard input."""

    def __init__(self) -> None:
        self._watch = ProcessTime._record

    def answer(self) -> None:
        """`?`: tell the CPU time used so far. `m`: requests are neither logged nor counted. `w`: they are again."""
        asked = os.read(sys.stdin.fileno(), 1)
        if asked == b"?":
            print(time.process_time(), flush=True)
        elif asked:
            vars(middleware)["ProcessTime"]._record = self._watch if asked == b"w" else lambda self, scope, passage: None
        else:
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())


async def main(kind: str) -> None:
    context = make_context(AppName.API, load_settings(os.environ, dotenv=None), weather_source())
    configure_logging(context.settings, "api")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    token = await log_in(context)
    app = bare(context) if kind == "bare" else create_app(context, [*feature_routers(), mojo_routes()])
    sock = bind("127.0.0.1", 0, "API_PORT")
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), Wire().answer)
    print(sock.getsockname()[1], token, flush=True)
    await serve_asgi(app, sock, asyncio.Event(), stop)
    await context.close()
    shutdown_logging()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
