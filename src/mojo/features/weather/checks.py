"""What can be wrong with the weather, for `/status` and doctor: each of its outside services is one check."""

from collections.abc import Awaitable, Callable, Sequence

from mojo.features.weather.ports import AirSource, Geocoder, WarningSource, WeatherProvider
from mojo.features.weather.settings import WeatherSettings
from mojo.shared.checks import Check, always
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import Health, State
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings

_GREENWICH = Coordinates(latitude=51.48, longitude=0.0)
_OSLO = Coordinates(latitude=59.91, longitude=10.75)


def _check(
    name: str, setting: str, ask: Callable[[AppContext], Awaitable[object]], outside: Callable[[Settings], bool] = always
) -> Check:
    async def probe(context: AppContext) -> Health:
        stand_in = context.settings[ExternalSettings].is_stand_in(name)
        try:
            await ask(context)
        except ExternalServiceError as failure:
            cure = f"Check this machine's way to the internet, or what {setting} says."
            return Health(name, State.DOWN, failure.detail, cure=cure, stand_in=stand_in)
        return Health(name, State.HEALTHY, stand_in=stand_in)

    return Check(name, probe, outside=outside)


def _forecast(source: str) -> Callable[[AppContext], Awaitable[object]]:
    async def ask(context: AppContext) -> None:
        order = context.settings[WeatherSettings].order
        if source in order:
            providers = await context.get(Sequence[WeatherProvider])  # type: ignore[type-abstract]  # a port is the key
            await providers[order.index(source)].forecast(_GREENWICH)

    return ask


async def _warnings(context: AppContext) -> None:
    for source in await context.get(Sequence[WarningSource]):  # type: ignore[type-abstract]
        await source.warnings(_OSLO)


async def _air(context: AppContext) -> None:
    await (await context.get(AirSource)).air(_GREENWICH)  # type: ignore[type-abstract]


async def _geocoding(context: AppContext) -> None:
    await (await context.get(Geocoder)).search("Greenwich", "en", 1)  # type: ignore[type-abstract]


def _in_order(source: str) -> Callable[[Settings], bool]:
    return lambda settings: source in settings[WeatherSettings].order


def _identified(settings: Settings) -> bool:
    return settings[WeatherSettings].is_set_up("met_norway")


checks = [
    _check("open_meteo", "OPEN_METEO_URL", _forecast("open_meteo"), _in_order("open_meteo")),
    _check("open_meteo_geocoding", "OPEN_METEO_GEOCODING_URL", _geocoding),
    _check("open_meteo_air", "OPEN_METEO_AIR_URL", _air),
    _check("met_norway", "MET_NORWAY_URL", _forecast("met_norway"), _in_order("met_norway")),
    _check("met_norway_warnings", "MET_NORWAY_URL", _warnings, _identified),
    _check("open_weather_map", "OPEN_WEATHER_MAP_KEY", _forecast("open_weather_map"), _in_order("open_weather_map")),
]
