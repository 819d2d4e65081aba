"""What `mojo up` puts into the environment when nobody has told Mojo how to reach the world."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from mojo.sandbox.settings import BOT_TOKEN, SandboxSettings
from mojo.shared.settings import Settings, Stage


@dataclass(frozen=True, slots=True)
class StandIn:
    """Something in the sandbox in place of the real thing."""

    name: str
    """As `/status` shows it."""
    url_setting: str
    cure: str
    """What to do to have the real thing."""


TELEGRAM = StandIn(
    "telegram", "TELEGRAM_API_URL", "set TELEGRAM_BOT_TOKEN, which @BotFather gives you; then everything else is real too"
)
WORLD = (
    StandIn("open_meteo", "OPEN_METEO_URL", "set OPEN_METEO_URL=https://api.open-meteo.com"),
    StandIn("open_meteo", "OPEN_METEO_GEOCODING_URL", "set OPEN_METEO_GEOCODING_URL=https://geocoding-api.open-meteo.com"),
    StandIn("open_meteo", "OPEN_METEO_AIR_URL", "set OPEN_METEO_AIR_URL=https://air-quality-api.open-meteo.com"),
    StandIn("reverse_geocoder", "REVERSE_GEOCODER_URL", "set REVERSE_GEOCODER_URL to a Nominatim that you may ask"),
    StandIn("met_norway", "MET_NORWAY_URL", "set MET_NORWAY_URL=https://api.met.no and MET_NORWAY_CONTACT"),
    StandIn(
        "open_weather_map",
        "OPEN_WEATHER_MAP_URL",
        "set OPEN_WEATHER_MAP_URL=https://api.openweathermap.org and OPEN_WEATHER_MAP_KEY",
    ),
)


def stand_ins_wanted(settings: Settings) -> bool:
    """Tell whether the sandbox is to run: in DEV, when there is no bot to speak as."""
    return settings.core.stage is Stage.DEV and "TELEGRAM_BOT_TOKEN" not in settings.named_secrets()


def with_stand_ins(environ: Mapping[str, str], settings: Settings, port: int) -> tuple[dict[str, str], list[StandIn]]:
    """Return `environ` turned towards the sandbox on `port` wherever it does not say otherwise, and what stands in for what."""
    url = settings[SandboxSettings].model_copy(update={"port": port}).url
    used = [TELEGRAM, *(stand_in for stand_in in WORLD if not environ.get(stand_in.url_setting))]
    turned = {
        "MET_NORWAY_CONTACT": "sandbox@example.org",
        "OPEN_WEATHER_MAP_KEY": "any key opens the stand-in",
        **environ,
        **{stand_in.url_setting: url for stand_in in used},
        "SANDBOX_PORT": str(port),
        "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
        "MOJO_STAND_INS": ",".join(dict.fromkeys(stand_in.name for stand_in in used)),
    }
    return turned, used


def sandbox_port(environ: Mapping[str, str], settings: Settings) -> int:
    """Return the port that was chosen; otherwise the usual one, or any if that is taken."""
    sandbox = settings[SandboxSettings]
    return sandbox.port if environ.get("SANDBOX_PORT") else first_free_port(sandbox.host, sandbox.port)


def first_free_port(host: str, *ports: int) -> int:
    """Return the first of `ports` that nobody listens on, otherwise one that the system picks."""
    for port in (*ports, 0):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                probe.listen()
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")
