"""What every source of weather and of places must do, the shipped fakes included.

A new module in `providers/` fails here until its recorded answer stands in RECORDED.
"""

import pkgutil
from collections.abc import AsyncIterator, Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mojo.features.weather import providers
from mojo.features.weather.fakes import FakeGeocoder, FakeWeather
from mojo.features.weather.model import Conditions, Day, Forecast, Hour, Quarter, Severity
from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.features.weather.providers import met_norway, open_meteo, open_weather_map
from mojo.shared.errors import BadAnswer, ExternalServiceError
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SetClock, SystemClock
from tests.contracts.weather_answers import MET_ALERTS, MET_NORWAY, OPEN_METEO, OPEN_METEO_AIR, OPEN_WEATHER_MAP
from tests.shared.external.clockwork import Clockwork
from tests.shared.external.raw_server import Action, RawServer, answer, document, nonsense, reset, running

LISBON = Coordinates(latitude=38.72, longitude=-9.14)

FORECAST = OPEN_METEO
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

RECORDED = {"open_meteo": FORECAST, "met_norway": MET_NORWAY, "open_weather_map": OPEN_WEATHER_MAP}


def at_utc(clock: str) -> datetime:
    """Return that time of the day on which everything was recorded."""
    return datetime.fromisoformat(f"2026-07-01T{clock}+00:00")


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
    urls = ("OPEN_METEO_URL", "OPEN_METEO_GEOCODING_URL", "OPEN_METEO_AIR_URL", "MET_NORWAY_URL", "OPEN_WEATHER_MAP_URL")
    return {**dict.fromkeys(urls, server.url), "MET_NORWAY_CONTACT": "anna@example.org", "OPEN_WEATHER_MAP_KEY": "k3y"}


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
        forecast = await provider.forecast(LISBON, "Europe/Lisbon")
        now = forecast.now
        assert now.observed_at.utcoffset() == UTC.utcoffset(None)
        assert now.today_min_c <= now.today_max_c
        assert ZoneInfo(now.timezone)
        assert now.source

    async def test_says_what_comes(self, weather: Source) -> None:
        forecast = await weather.source.forecast(LISBON, "Europe/Lisbon")
        assert forecast.days[0].date == forecast.now.observed_at.astimezone(forecast.zone).date()
        instants = [hour.at for hour in forecast.hours]
        assert instants == sorted(set(instants))
        assert instants[0] <= forecast.now.observed_at < instants[0] + timedelta(hours=1)
        assert {at.utcoffset() for at in instants} == {timedelta()}
        assert all(day.min_c <= day.max_c for day in forecast.days)
        assert Forecast.model_validate_json(forecast.model_dump_json()) == forecast, "it is kept in a store"

    async def test_has_an_id_for_caches(self, weather: Source) -> None:
        assert weather.source.id

    async def test_a_failure_is_an_external_service_error(self, weather: Source) -> None:
        weather.fail()
        with pytest.raises(ExternalServiceError) as caught:
            await weather.source.forecast(LISBON)
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
        assert (await forecast.forecast(LISBON)).now == Conditions(
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
            uv_index=7.4,
            wind_gusts_ms=9.1,
        )

    async def test_rain_belongs_to_the_time_before_the_one_it_bears(self, forecast: open_meteo.OpenMeteo) -> None:
        coming = await forecast.forecast(LISBON)
        first, second = coming.hours
        assert (first.at, first.precipitation_mm, first.precipitation_probability_pct) == (at_utc("13:00"), 0.7, 60)
        assert (second.at, second.precipitation_mm) == (at_utc("14:00"), 1.2)
        assert coming.quarters == (Quarter(at_utc("13:00"), 0.0), Quarter(at_utc("13:15"), 0.3))

    async def test_hours_without_a_temperature_are_left_out(self, forecast: open_meteo.OpenMeteo) -> None:
        assert at_utc("15:00") not in [hour.at for hour in (await forecast.forecast(LISBON)).hours]

    async def test_what_is_asked(self, forecast: open_meteo.OpenMeteo, server: RawServer) -> None:
        await forecast.forecast(LISBON)
        (head,) = server.requests
        assert head.startswith("GET /v1/forecast?latitude=38.72&longitude=-9.14&current=temperature_2m,")
        assert "&wind_speed_unit=ms&timezone=auto&forecast_days=16&forecast_minutely_15=24 " in head

    @pytest.mark.parametrize("end", ["", "/", "/v1/forecast", "/v1/forecast/"])
    async def test_the_url_may_name_the_path(self, end: str, server: RawServer, http: HttpExit) -> None:
        server.play(document(FORECAST))
        settings = load_settings({"OPEN_METEO_URL": server.url + end}, dotenv=None)
        await open_meteo.weather_provider(http, settings).forecast(LISBON)
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
            assert (await forecast.forecast(LISBON)).now.precipitation_probability_pct is None

    async def test_stand_in_and_real_thing_have_different_ids(self, forecast: open_meteo.OpenMeteo, http: HttpExit) -> None:
        assert forecast.id != open_meteo.weather_provider(http, load_settings({}, dotenv=None)).id

    @pytest.mark.parametrize(
        "fault",
        [document({}, 500), document({"error": True, "reason": "no"}, 400), nonsense, reset, answer(b"<html>", 200, "text/html")],
    )
    async def test_faults_of_the_transport(self, fault: Action, forecast: open_meteo.OpenMeteo, server: RawServer) -> None:
        server.play(fault)
        with pytest.raises(ExternalServiceError) as caught:
            await forecast.forecast(LISBON)
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
            await forecast.forecast(LISBON)
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


class TestOpenMeteoAir:
    """Air quality and pollen."""

    async def test_every_value_is_read(self, server: RawServer, http: HttpExit) -> None:
        server.play(document(OPEN_METEO_AIR))
        air = await open_meteo.air_source(http, load_settings(_environ(server), dotenv=None)).air(LISBON)
        assert (air.european_aqi, air.pm2_5_ugm3, air.pm10_ugm3, air.ozone_ugm3) == (31, 7.4, 12.1, 88.0)
        assert air.pollen == {"alder": 0.0, "birch": 41.5, "grass": 2.1, "olive": 0.0, "ragweed": 0.0}
        assert air.observed_at == datetime(2026, 5, 1, 12, tzinfo=UTC)
        assert server.requests[0].startswith("GET /v1/air-quality?latitude=38.72&longitude=-9.14&current=european_aqi,pm2_5,")

    @pytest.mark.parametrize("sent", [{}, [], {"current": {}}, {"current": {**OPEN_METEO_AIR["current"], "european_aqi": None}}])
    async def test_a_shape_we_do_not_know(self, sent: Any, server: RawServer, http: HttpExit) -> None:
        server.play(document(sent))
        with pytest.raises(BadAnswer):
            await open_meteo.air_source(http, load_settings(_environ(server), dotenv=None)).air(LISBON)


class TestMetNorway:
    """What is MET Norway's own."""

    @pytest.fixture
    def source(self, server: RawServer, http: HttpExit) -> met_norway.MetNorway:
        server.play(document(MET_NORWAY))
        return met_norway.weather_provider(http, load_settings(_environ(server), dotenv=None))

    async def test_it_is_told_who_asks_and_no_more_than_four_decimals(
        self, source: met_norway.MetNorway, server: RawServer
    ) -> None:
        await source.forecast(Coordinates(latitude=38.7234567, longitude=-9.1387654))
        (head,) = server.requests
        assert head.startswith("GET /weatherapi/locationforecast/2.0/complete?lat=38.7235&lon=-9.1388 ")
        assert "anna@example.org" in head
        assert "User-Agent: mojo/" in head

    async def test_it_is_asked_again_only_after_expires_and_then_whether_anything_changed(self, server: RawServer) -> None:
        clock = SetClock(at_utc("12:45"))
        http = HttpExit(HealthBoard(clock), ExternalSettings(), clock, Clockwork().timing)
        source = met_norway.weather_provider(http, load_settings(_environ(server), dotenv=None))
        modified = "Wed, 01 Jul 2026 12:41:00 GMT"
        server.play(
            document(MET_NORWAY, expires="Wed, 01 Jul 2026 13:11:00 GMT", last_modified=modified),
            answer(b"", 304, expires="Wed, 01 Jul 2026 13:45:00 GMT"),
            document({}, 500),
        )
        first = await source.forecast(LISBON)
        clock.move(timedelta(minutes=25, seconds=59))
        await source.forecast(LISBON)
        assert len(server.requests) == 1
        clock.move(timedelta(seconds=2))
        assert await source.forecast(LISBON) == first
        assert len(server.requests) == 2
        assert f"If-Modified-Since: {modified}" in server.requests[1]
        assert "If-Modified-Since" not in server.requests[0]
        clock.move(timedelta(minutes=33))
        await source.forecast(LISBON)
        assert len(server.requests) == 2, "an answer that nothing has changed holds until its own Expires"
        await http.close()

    async def test_what_it_does_not_say_is_worked_out(self, source: met_norway.MetNorway) -> None:
        forecast = await source.forecast(LISBON, "Europe/Lisbon")
        now = forecast.now
        assert (now.source, now.temperature_c, now.weather_code, now.is_day) == ("MET Norway", 24.6, 80, True)
        assert now.feels_like_c == pytest.approx(22.8, abs=0.5)
        assert (now.today_min_c, now.today_max_c, now.precipitation_probability_pct) == (24.6, 24.6, 38.2)
        assert [(hour.at, hour.hours, hour.weather_code, hour.precipitation_mm) for hour in forecast.hours] == [
            (at_utc("13:00"), 1, 80, 0.4),
            (datetime(2026, 7, 2, 6, tzinfo=UTC), 6, 95, 6.0),
        ]
        assert forecast.days[1] == Day(date(2026, 7, 2), 17.0, 17.0, 6.0, 95, 3.0)

    async def test_without_a_time_zone_the_day_is_the_suns(self, source: met_norway.MetNorway) -> None:
        assert (await source.forecast(Coordinates(latitude=1, longitude=-75))).now.timezone == "Etc/GMT+5"

    @pytest.mark.parametrize("sent", [{}, {"properties": {"timeseries": []}}, {"properties": {"timeseries": [{"time": "noon"}]}}])
    async def test_a_shape_we_do_not_know(self, sent: Any, source: met_norway.MetNorway, server: RawServer) -> None:
        server.play(document(sent))
        with pytest.raises(BadAnswer):
            await source.forecast(LISBON)

    async def test_its_warnings(self, server: RawServer, http: HttpExit) -> None:
        server.play(document(MET_ALERTS))
        source = met_norway.warning_source(http, load_settings(_environ(server), dotenv=None))
        oslo = Coordinates(latitude=59.91, longitude=10.75)
        (warning,) = await source.warnings(oslo)
        assert server.requests[0].startswith("GET /weatherapi/metalerts/2.0/current.json?lat=59.91&lon=10.75&lang=en ")
        assert (warning.event, warning.severity, warning.area) == (
            "Frequent lightning",
            Severity.MODERATE,
            "Parts of Eastern Norway",
        )
        assert (warning.starts_at, warning.ends_at) == (at_utc("14:00"), datetime(2026, 7, 2, 2, tzinfo=UTC))
        assert source.covers(oslo)
        assert not source.covers(LISBON)


class TestOpenWeatherMap:
    """What is OpenWeatherMap's own."""

    @pytest.fixture
    def source(self, server: RawServer, http: HttpExit) -> open_weather_map.OpenWeatherMap:
        server.play(document(OPEN_WEATHER_MAP))
        return open_weather_map.weather_provider(http, load_settings(_environ(server), dotenv=None))

    async def test_the_key_goes_with_the_question_and_nowhere_else(
        self, source: open_weather_map.OpenWeatherMap, server: RawServer
    ) -> None:
        await source.forecast(LISBON)
        assert "GET /data/3.0/onecall?" in server.requests[0]
        assert "appid=k3y" in server.requests[0]
        assert "k3y" not in source.id

    async def test_every_value_is_read(self, source: open_weather_map.OpenWeatherMap) -> None:
        forecast = await source.forecast(LISBON)
        now = forecast.now
        assert (now.temperature_c, now.weather_code, now.precipitation_mm, now.wind_gusts_ms) == (24.6, 61, 0.2, 9.1)
        assert forecast.hours[0] == Hour(at_utc("13:00"), 24.6, 0.2, 61, 5.4, 330.0, 9.1, 35.0, 7.4)
        assert forecast.hours[1].weather_code == 45
        assert forecast.days == (Day(date(2026, 7, 1), 17.1, 27.8, 2.0, 63, 6.1, 10.4, 35.0, 8.9),)
        assert [quarter.precipitation_mm for quarter in forecast.quarters] == pytest.approx([0.15, 0, 0, 0])

    async def test_forecast_and_warnings_are_one_call(self, source: open_weather_map.OpenWeatherMap, server: RawServer) -> None:
        await source.forecast(LISBON)
        (warning,) = await source.warnings(LISBON)
        assert (warning.event, warning.issuer, warning.ends_at) == ("Thunderstorm", "IPMA", at_utc("20:00"))
        assert len(server.requests) == 1
