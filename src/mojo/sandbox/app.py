"""The sandbox as one ASGI application."""

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mojo.sandbox.bot_api.limits import FloodLimit
from mojo.sandbox.bot_api.methods import BotApi
from mojo.sandbox.bot_api.server import BotApiServer
from mojo.sandbox.bot_api.updates import Updates
from mojo.sandbox.bot_api.webhook import WebhookPusher
from mojo.sandbox.chat.page import Pages
from mojo.sandbox.chat.render import Renderer
from mojo.sandbox.chats import Chats
from mojo.sandbox.control import Control
from mojo.sandbox.documents import Documents
from mojo.sandbox.faults import Faults, Service, Spoiled
from mojo.sandbox.files import Files
from mojo.sandbox.geocoding import nominatim
from mojo.sandbox.guard import Guard
from mojo.sandbox.hub import Hub
from mojo.sandbox.settings import BOT_TOKEN, SandboxSettings
from mojo.sandbox.store import Store
from mojo.sandbox.tracker.live import Tracker
from mojo.sandbox.tracker.owntracks import API_URL, OwnTracks
from mojo.sandbox.weather.air import AirQuality
from mojo.sandbox.weather.met_norway import MetNorway
from mojo.sandbox.weather.open_meteo import OpenMeteo
from mojo.sandbox.weather.open_weather_map import OpenWeatherMap
from mojo.shared.errors import MojoException, NotFound
from mojo.shared.util.clock import Clock, SystemClock

MET_FORECAST = "/weatherapi/locationforecast/2.0/complete"
ONE_CALL = "/data/3.0/onecall"
MET_WARNINGS = "/weatherapi/metalerts/2.0/current.json"
BOT = {"id": int(BOT_TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Chronos", "username": "mojo_chronos_bot"}


@dataclass(frozen=True)
class Sandbox:
    """The stand-ins: an ASGI application with what it stands on."""

    app: ASGIApp
    chats: Chats
    updates: Updates
    pusher: WebhookPusher
    """To be run beside the application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self.app(scope, receive, send)

    def close(self) -> None:
        """End every stream and every wait, so that the server can stop."""
        self.chats.hub.close()


def create_sandbox(
    data_dir: Path, settings: SandboxSettings | None = None, clock: Clock | None = None, api_url: str = API_URL
) -> Sandbox:
    """Return the stand-ins with their memory in `data_dir`; phones report to `api_url`.

    Raises ConfigurationError when the directory cannot be used.
    """
    settings, clock, hub = settings or SandboxSettings.model_validate({}), clock or SystemClock(), Hub()
    store = Store(data_dir)
    chats, files, faults = Chats(store, hub, clock, BOT), Files(store, data_dir / "sandbox_files"), Faults(hub.closing)
    updates, pusher = Updates(chats), WebhookPusher(chats)
    flood = FloodLimit(clock, settings.chat_rate_per_s, settings.chat_burst)
    telegram = BotApiServer(BotApi(chats, updates, files, flood, pusher, settings.peers), BOT_TOKEN)
    weather, norway = OpenMeteo(clock), MetNorway(clock)
    routes = [
        *Pages(chats, files, faults).routes,
        *Control(chats, updates, faults).routes,
        *Documents(chats, files).routes,
        *Tracker(chats).routes,
        *OwnTracks(chats, Renderer(chats, files), api_url).routes,
        Route("/bot{token}/{method}", Spoiled(faults, Service.TELEGRAM, telegram.call), methods=["GET", "POST"]),
        Route("/file/bot{token}/files/{file_id}", telegram.file),
        Route("/v1/forecast", Spoiled(faults, Service.OPEN_METEO, weather.forecast), methods=["GET"]),
        Route("/v1/search", Spoiled(faults, Service.GEOCODING, weather.search), methods=["GET"]),
        Route("/reverse", Spoiled(faults, Service.ADDRESSES, nominatim.reverse), methods=["GET"]),
        Route("/v1/air-quality", Spoiled(faults, Service.AIR, AirQuality(clock).now), methods=["GET"]),
        Route(MET_FORECAST, Spoiled(faults, Service.MET_NORWAY, norway.forecast), methods=["GET"]),
        Route(ONE_CALL, Spoiled(faults, Service.OPEN_WEATHER_MAP, OpenWeatherMap(clock).one_call), methods=["GET"]),
        Route(MET_WARNINGS, Spoiled(faults, Service.MET_ALERTS, norway.warnings), methods=["GET"]),
    ]
    app = Starlette(
        routes=routes, middleware=[Middleware(Guard, peers=settings.peers)], exception_handlers={MojoException: _explain}
    )
    return Sandbox(app, chats, updates, pusher)


async def _explain(request: Request, error: Exception) -> Response:
    """Say what was wrong, to a page's script or to a person."""
    assert isinstance(error, MojoException)  # noqa: S101  # registered for nothing else
    status = 404 if isinstance(error, NotFound) else 400
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"code": error.code, "detail": error.detail}, status)
    return PlainTextResponse(error.detail, status)
