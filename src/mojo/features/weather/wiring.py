"""How weather is built in a real process."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from dishka import Provider, Scope

from mojo.features.weather.morning import MorningHour
from mojo.features.weather.personal import OwnWeather
from mojo.features.weather.pictures import Pictures
from mojo.features.weather.places import PlaceBook
from mojo.features.weather.ports import AirSource, Geocoder, WarningSource, WeatherProvider
from mojo.features.weather.providers import open_meteo
from mojo.features.weather.reports import Reports
from mojo.features.weather.service import Sources, WeatherService
from mojo.features.weather.settings import WeatherSettings
from mojo.features.weather.views import Views
from mojo.features.weather.watches import Watches
from mojo.features.weather.watchman import Watchman
from mojo.features.weather.whereabouts import Whereabouts
from mojo.shared.external.http import HttpExit
from mojo.shared.ports import MorningReports
from mojo.shared.settings import Settings

WARNING_SOURCES = ("met_norway", "open_weather_map")


def _providers(http: HttpExit, settings: Settings) -> Sequence[WeatherProvider]:
    """Build the sources that are set, each by its module's `weather_provider`."""
    return [_module(name).weather_provider(http, settings) for name in settings[WeatherSettings].order]


def _warnings(http: HttpExit, settings: Settings) -> Sequence[WarningSource]:
    """Build those of the sources of warnings that are set up, whoever is asked for forecasts."""
    weather = settings[WeatherSettings]
    return [_module(name).warning_source(http, settings) for name in WARNING_SOURCES if weather.is_set_up(name)]


def _module(name: str) -> Any:
    return import_module(f"{__package__}.providers.{name}")


def _geocoder(http: HttpExit, settings: Settings) -> Geocoder:
    return open_meteo.geocoder(http, settings)


def _air(http: HttpExit, settings: Settings) -> AirSource:
    return open_meteo.air_source(http, settings)


def _sources(
    weather: Sequence[WeatherProvider], geocoder: Geocoder, warnings: Sequence[WarningSource], air: AirSource
) -> Sources:
    return Sources(weather, geocoder, warnings, air)


provider = Provider(scope=Scope.APP)
provider.provide(_providers)
provider.provide(_warnings)
provider.provide(_geocoder)
provider.provide(_air)
provider.provide(_sources)
provider.provide(WeatherService)
provider.provide(PlaceBook)
for part in (Reports, Views, Whereabouts, Watches, Watchman, Pictures):
    provider.provide(part)
provider.provide(MorningHour, provides=MorningReports)
provider.provide(OwnWeather)
