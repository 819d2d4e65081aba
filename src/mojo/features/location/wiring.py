"""Builds what places are made of."""

from dishka import Provider, Scope

from mojo.features.location.arrivals import Arrivals
from mojo.features.location.book import Book
from mojo.features.location.errands import PlaceErrands
from mojo.features.location.history import History
from mojo.features.location.intake import Intake
from mojo.features.location.page import SharedPage
from mojo.features.location.personal import OwnPlaces
from mojo.features.location.phones import Phones
from mojo.features.location.pictures import Pictures
from mojo.features.location.ports import ReverseGeocoder
from mojo.features.location.providers.nominatim import reverse_geocoder
from mojo.features.location.service import LocationService
from mojo.features.location.sharing import Sharing
from mojo.features.location.tiles import Tiles
from mojo.features.location.zones import Zones
from mojo.shared.external.http import HttpExit
from mojo.shared.place_ports import Errands, Places
from mojo.shared.settings import Settings


def _geocoder(http: HttpExit, settings: Settings) -> ReverseGeocoder:
    return reverse_geocoder(http, settings)


provider = Provider(scope=Scope.APP)
provider.provide(_geocoder)
PARTS = (Book, Arrivals, History, Intake, LocationService, OwnPlaces, Phones, Pictures, SharedPage, Sharing, Tiles, Zones)
for part in (*PARTS, PlaceErrands):
    provider.provide(part)
provider.alias(source=Zones, provides=Places)
provider.alias(source=PlaceErrands, provides=Errands)
