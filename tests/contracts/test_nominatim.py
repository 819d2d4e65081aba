"""Addresses: what the adapter makes of Nominatim's answers, and how it fails."""

from typing import Any

from mojo.features.location.ports import Address
from mojo.features.location.providers.nominatim import NoNames, reverse_geocoder
from mojo.shared.external.http import HttpExit
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings
from tests.contracts.outside import ProviderContract
from tests.shared.external.raw_server import document

LISBON = Coordinates(latitude=38.7123456, longitude=-9.1398765)
# As in https://nominatim.org/release-docs/latest/api/Reverse/#examples, shortened.
BUILDING = {
    "place_id": 1,
    "lat": "38.7",
    "lon": "-9.1",
    "name": "",
    "display_name": "5, Rua Augusta, Lisboa, Portugal",
    "address": {"house_number": "5", "road": "Rua Augusta", "city": "Lisboa", "country": "Portugal", "country_code": "pt"},
}


class TestNominatim(ProviderContract):
    settings = ("REVERSE_GEOCODER_URL",)
    good = document(BUILDING)

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return reverse_geocoder(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.address(LISBON, "pt", exact=True)


class Asked:
    """Answers what it is told, and remembers the query."""

    name, host = "reverse_geocoder", "example"

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.query: dict[str, Any] = {}

    async def get_json(self, path: str, query: dict[str, Any]) -> Any:
        self.query = {"path": path, **query}
        return self.answer


async def ask(answer: Any, *, exact: bool) -> tuple[Address | None, dict[str, Any]]:
    from mojo.features.location.providers.nominatim import Nominatim

    asked = Asked(answer)
    return await Nominatim(asked).address(LISBON, "de", exact=exact), asked.query  # type: ignore[arg-type]


async def test_an_address() -> None:
    address, query = await ask(BUILDING, exact=True)
    assert address == Address(city="Lisboa", line="Rua Augusta 5, Lisboa")
    assert query == {
        "path": "/reverse", "lat": 38.71235, "lon": -9.13988, "format": "jsonv2", "zoom": 18, "accept-language": "de"
    }  # fmt: skip


async def test_for_the_town_only_a_rounded_position_leaves() -> None:
    address, query = await ask(BUILDING, exact=False)
    assert address == Address(city="Lisboa")
    assert (query["lat"], query["lon"], query["zoom"]) == (38.71, -9.14, 10)


async def test_at_sea_there_is_no_address() -> None:
    assert (await ask({"error": "Unable to geocode"}, exact=True))[0] is None


async def test_a_village_is_a_town_too() -> None:
    address, _ = await ask({"name": "", "address": {"village": "Azoia"}}, exact=True)
    assert address == Address(city="Azoia", line=None)


async def test_nobody_is_asked_unless_it_is_set() -> None:
    assert await NoNames().address(LISBON, "de", exact=True) is None
