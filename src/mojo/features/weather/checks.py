"""What can be wrong with the weather, for doctor."""

from collections.abc import Sequence

from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.shared.checks import Check, always
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import Health, State
from mojo.shared.model.places import Coordinates

_GREENWICH = Coordinates(latitude=51.48, longitude=0.0)


async def _forecast(context: AppContext) -> Health:
    cure = "Check this machine's way to the internet, or what OPEN_METEO_URL names."
    try:
        providers = await context.get(Sequence[WeatherProvider])  # type: ignore[type-abstract]  # a port is the key
        for provider in providers:
            await provider.current(_GREENWICH)
    except ExternalServiceError as failure:
        return _down(context, "open_meteo", failure, cure)
    return _healthy(context, "open_meteo")


async def _geocoding(context: AppContext) -> Health:
    cure = "Check this machine's way to the internet, or what OPEN_METEO_GEOCODING_URL names."
    try:
        geocoder = await context.get(Geocoder)  # type: ignore[type-abstract]
        await geocoder.search("Greenwich", "en", 1)
    except ExternalServiceError as failure:
        return _down(context, "open_meteo_geocoding", failure, cure)
    return _healthy(context, "open_meteo_geocoding")


def _healthy(context: AppContext, name: str) -> Health:
    return Health(name, State.HEALTHY, stand_in=context.settings[ExternalSettings].is_stand_in(name))


def _down(context: AppContext, name: str, failure: ExternalServiceError, cure: str) -> Health:
    return Health(name, State.DOWN, failure.detail, cure=cure, stand_in=context.settings[ExternalSettings].is_stand_in(name))


checks = [Check("open_meteo", _forecast, outside=always), Check("open_meteo_geocoding", _geocoding, outside=always)]
