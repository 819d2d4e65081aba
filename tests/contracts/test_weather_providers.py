"""What every source of weather and of places must do, the shipped fakes included.

A new module in `providers/` fails here until its recorded answer stands in RECORDED.
"""

import pkgutil
from collections.abc import AsyncIterator, Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mojo.features.weather import providers
from mojo.features.weather.fakes import FakeGeocoder, FakeWeather
from mojo.features.weather.model import Conditions
from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.features.weather.providers import open_meteo
from mojo.shared.errors import BadAnswer, ExternalServiceError
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SystemClock
from tests.shared.external.clockwork import Clockwork
from tests.shared.external.raw_server import Action, RawServer, answer, document, nonsense, reset, running

LISBON = Coordinates(latitude=38.72, longitude=-9.14)

FORECAST: dict[str, Any] = {
    "latitude": 38.72,
    "longitude": -9.14,
    "generationtime_ms": 0.06,
    "utc_offset_seconds": 3600,
    "timezone": "Europe/Lisbon",
    "timezone_abbreviation": "GMT+1",
    "elevation": 21.0,
    "current_units": {"time": "iso8601", "interval": "seconds", "temperature_2m": "°C", "wind_speed_10m": "m/s"},
    "current": {
        "time": "2026-07-01T14:15",
        "interval": 900,
        "temperature_2m": 24.6,
        "apparent_temperature": 25.3,
        "relative_humidity_2m": 58,
        "wind_speed_10m": 5.4,
        "wind_direction_10m": 330,
        "precipitation": 0.2,
        "weather_code": 61,
        "is_day": 1,
    },
    "daily_units": {"time": "iso8601", "temperature_2m_min": "°C", "precipitation_probability_max": "%"},
    "daily": {
        "time": ["2026-07-01"],
        "temperature_2m_min": [17.1],
        "temperature_2m_max": [27.8],
        "precipitation_probability_max": [35],
    },
}
PLACES: dict[str, Any] = {
    "results": [
        {
            "id": 2267057,
            "name": "Lisbon",
            "latitude": 38.71667,
            "longitude": -9.13333,
            "elevation": 45.0,
            "feature_code": "PPLC",
            "country_code": "PT",
            "timezone": "Europe/Lisbon",
            "population": 517802,
            "country": "Portugal",
            "admin1": "Lisbon District",
        },
        {"id": 4998018, "name": "Lisbon", "latitude": 40.77, "longitude": -80.76, "timezone": "America/New_York"},
    ],
    "generationtime_ms": 0.5,
}
NO_PLACES = {"generationtime_ms": 0.4}

RECORDED = {"open_meteo": FORECAST}


@dataclass
class Source:
    """One source under test, and how to make it fail."""

    source: Any
    server: RawServer
    fake: bool

    def fail(self) -> None:
        if self.fake:
            self.source.failure = ExternalServiceError("fake failed.", service="fake")
        self.server.play(document({}, 500))


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with running() as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[HttpExit]:
    http = HttpExit(HealthBoard(SystemClock()), ExternalSettings(), SystemClock(), Clockwork().timing)
    yield http
    await http.close()


def _environ(server: RawServer) -> dict[str, str]:
    return {"OPEN_METEO_URL": server.url, "OPEN_METEO_GEOCODING_URL": server.url}


@pytest.fixture(params=["fake", *(info.name for info in pkgutil.iter_modules(providers.__path__))])
def weather(request: pytest.FixtureRequest, server: RawServer, http: HttpExit) -> Source:
    if request.param == "fake":
        return Source(FakeWeather(), server, fake=True)
    server.play(document(RECORDED[request.param]))
    module = import_module(f"{providers.__name__}.{request.param}")
    return Source(module.weather_provider(http, load_settings(_environ(server), dotenv=None)), server, fake=False)


@pytest.fixture(params=["fake", "open_meteo"])
def places(request: pytest.FixtureRequest, server: RawServer, http: HttpExit) -> Source:
    if request.param == "fake":
        lisbons = [Place(at=LISBON, name="Lisbon", timezone="Europe/Lisbon", country=country) for country in ("Portugal", None)]
        return Source(FakeGeocoder(lisbons), server, fake=True)
    server.play(document(PLACES))
    return Source(open_meteo.geocoder(http, load_settings(_environ(server), dotenv=None)), server, fake=False)


class TestWeather:
    """Of every source of weather."""

    async def test_says_the_conditions_at_a_point(self, weather: Source) -> None:
        provider: WeatherProvider = weather.source
        now = await provider.current(LISBON)
        assert isinstance(now, Conditions)
        assert now.observed_at.utcoffset() == UTC.utcoffset(None)
        assert now.today_min_c <= now.today_max_c
        assert ZoneInfo(now.timezone)
        assert now.source

    async def test_has_an_id_for_caches(self, weather: Source) -> None:
        assert weather.source.id

    async def test_a_failure_is_an_external_service_error(self, weather: Source) -> None:
        weather.fail()
        with pytest.raises(ExternalServiceError) as caught:
            await weather.source.current(LISBON)
        assert caught.value.params["service"]


class TestPlaces:
    """Of every source of places."""

    async def test_finds_all_places_of_a_name_best_first(self, places: Source) -> None:
        geocoder: Geocoder = places.source
        best, other = await geocoder.search("lisbon", "en", 10)
        assert (best.name, best.country, best.timezone) == ("Lisbon", "Portugal", "Europe/Lisbon")
        assert (other.name, other.country) == ("Lisbon", None)

    async def test_an_unknown_name_has_no_places(self, places: Source) -> None:
        places.server.play(document(NO_PLACES))
        assert await places.source.search("Nowhereville", "en", 10) == []

    async def test_a_failure_is_an_external_service_error(self, places: Source) -> None:
        places.fail()
        with pytest.raises(ExternalServiceError):
            await places.source.search("Lisbon", "en", 10)


class TestOpenMeteo:
    """What is Open-Meteo's own."""

    @pytest.fixture
    def forecast(self, server: RawServer, http: HttpExit) -> open_meteo.OpenMeteo:
        server.play(document(FORECAST))
        return open_meteo.weather_provider(http, load_settings(_environ(server), dotenv=None))

    async def test_every_value_is_read(self, forecast: open_meteo.OpenMeteo) -> None:
        assert await forecast.current(LISBON) == Conditions(
            temperature_c=24.6,
            feels_like_c=25.3,
            humidity_pct=58,
            wind_speed_ms=5.4,
            wind_direction_deg=330,
            precipitation_mm=0.2,
            weather_code=61,
            is_day=True,
            today_min_c=17.1,
            today_max_c=27.8,
            precipitation_probability_pct=35,
            observed_at=datetime(2026, 7, 1, 13, 15, tzinfo=UTC),
            timezone="Europe/Lisbon",
            source="Open-Meteo",
        )

    async def test_what_is_asked(self, forecast: open_meteo.OpenMeteo, server: RawServer) -> None:
        await forecast.current(LISBON)
        (head,) = server.requests
        assert head.startswith("GET /v1/forecast?latitude=38.72&longitude=-9.14&current=temperature_2m,")
        assert "&wind_speed_unit=ms&timezone=auto&forecast_days=1 " in head

    @pytest.mark.parametrize("end", ["", "/", "/v1/forecast", "/v1/forecast/"])
    async def test_the_url_may_name_the_path(self, end: str, server: RawServer, http: HttpExit) -> None:
        server.play(document(FORECAST))
        settings = load_settings({"OPEN_METEO_URL": server.url + end}, dotenv=None)
        await open_meteo.weather_provider(http, settings).current(LISBON)
        assert server.requests[0].startswith("GET /v1/forecast?")

    @pytest.mark.parametrize("end", ["", "/proxy/v1/search"])
    async def test_places_are_asked_for_in_a_language(self, end: str, server: RawServer, http: HttpExit) -> None:
        server.play(document(PLACES))
        settings = load_settings({"OPEN_METEO_GEOCODING_URL": server.url + end}, dotenv=None)
        await open_meteo.geocoder(http, settings).search("里斯本", "zh", 7)
        path = end or "/v1/search"
        assert server.requests[0].startswith(f"GET {path}?name=%E9%87%8C%E6%96%AF%E6%9C%AC&count=7&language=zh&format=json ")

    async def test_a_probability_may_be_missing(self, forecast: open_meteo.OpenMeteo, server: RawServer) -> None:
        for daily in ({"precipitation_probability_max": [None]}, {"precipitation_probability_max": []}, {}):
            other = deepcopy(FORECAST)
            del other["daily"]["precipitation_probability_max"]
            server.play(document({**other, "daily": {**other["daily"], **daily}}))
            assert (await forecast.current(LISBON)).precipitation_probability_pct is None

    async def test_stand_in_and_real_thing_have_different_ids(self, forecast: open_meteo.OpenMeteo, http: HttpExit) -> None:
        assert forecast.id != open_meteo.weather_provider(http, load_settings({}, dotenv=None)).id

    @pytest.mark.parametrize(
        "fault",
        [document({}, 500), document({"error": True, "reason": "no"}, 400), nonsense, reset, answer(b"<html>", 200, "text/html")],
    )
    async def test_faults_of_the_transport(self, fault: Action, forecast: open_meteo.OpenMeteo, server: RawServer) -> None:
        server.play(fault)
        with pytest.raises(ExternalServiceError) as caught:
            await forecast.current(LISBON)
        assert caught.value.params["service"] == "open_meteo"

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda sent: [],
            lambda sent: None,
            lambda sent: "sunny",
            lambda sent: {},
            lambda sent: {**sent, "current": None},
            lambda sent: {**sent, "current": {**sent["current"], "temperature_2m": "warm"}},
            lambda sent: {**sent, "current": {**sent["current"], "temperature_2m": None}},
            lambda sent: {**sent, "current": {**sent["current"], "weather_code": 1000}},
            lambda sent: {**sent, "current": {**sent["current"], "time": "noon"}},
            lambda sent: {**sent, "current": {**sent["current"], "time": 1782907200}},
            lambda sent: {**sent, "daily": {**sent["daily"], "temperature_2m_min": []}},
            lambda sent: {**sent, "utc_offset_seconds": 10**12},
            lambda sent: {**sent, "timezone": "Mars/Olympus"},
            lambda sent: {key: value for key, value in sent.items() if key != "timezone"},
        ],
    )
    async def test_a_shape_we_do_not_know(
        self, spoil: Callable[[Any], Any], forecast: open_meteo.OpenMeteo, server: RawServer
    ) -> None:
        server.play(document(spoil(deepcopy(FORECAST))))
        with pytest.raises(BadAnswer, match=r"^open_meteo answered in a shape we do not know\.$") as caught:
            await forecast.current(LISBON)
        assert caught.value.__context__ is None

    async def test_a_time_zone_that_this_machine_does_not_know_is_left_out(self, server: RawServer, http: HttpExit) -> None:
        server.play(document({"results": [{**PLACES["results"][0], "timezone": "Mars/Olympus"}]}))
        (place,) = await open_meteo.geocoder(http, load_settings(_environ(server), dotenv=None)).search("Lisbon", "en", 1)
        assert place.timezone is None

    @pytest.mark.parametrize(
        "sent", [[], {"results": 5}, {"results": [{}]}, {"results": [{**PLACES["results"][0], "latitude": 99}]}]
    )
    async def test_places_in_a_shape_we_do_not_know(self, sent: Any, server: RawServer, http: HttpExit) -> None:
        server.play(document(sent))
        with pytest.raises(BadAnswer):
            await open_meteo.geocoder(http, load_settings(_environ(server), dotenv=None)).search("Lisbon", "en", 10)
