"""How weather is built in a real process."""

from collections.abc import Sequence
from importlib import import_module

from dishka import Provider, Scope

from mojo.features.weather.morning import MorningHour
from mojo.features.weather.personal import LastPlace
from mojo.features.weather.places import PlaceBook
from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.features.weather.providers import open_meteo
from mojo.features.weather.reports import Reports
from mojo.features.weather.service import WeatherService
from mojo.features.weather.settings import WeatherSettings
from mojo.shared.external.http import HttpExit
from mojo.shared.ports import MorningReports
from mojo.shared.settings import Settings


def _providers(http: HttpExit, settings: Settings) -> Sequence[WeatherProvider]:
    """Build the sources that are set, each by its module's `weather_provider`."""
    names = settings[WeatherSettings].providers.split(",")
    return [import_module(f"{__package__}.providers.{name}").weather_provider(http, settings) for name in names]


def _geocoder(http: HttpExit, settings: Settings) -> Geocoder:
    return open_meteo.geocoder(http, settings)


provider = Provider(scope=Scope.APP)
provider.provide(_providers)
provider.provide(_geocoder)
provider.provide(WeatherService)
provider.provide(PlaceBook)
provider.provide(Reports)
provider.provide(MorningHour, provides=MorningReports)
provider.provide(LastPlace)
