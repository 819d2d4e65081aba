"""The stand-in for Open-Meteo: its format, its refusals, and weather that is plausible and always the same."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mojo.sandbox.weather import places
from mojo.sandbox.weather.climate import Point, sun_height, weather_at
from mojo.sandbox.weather.variables import DAILY, MOMENT
from mojo.shared.util.clock import SetClock
from tests.sandbox.running import Running, running

NOON = datetime(2026, 7, 1, 12, 7, tzinfo=UTC)
LISBON = {"latitude": "38.7167", "longitude": "-9.1333"}
LANGUAGES = ["en", "de", "es", "ru", "zh"]


async def get(box: Running, path: str, **query: str) -> tuple[int, Any]:
    async with box.http.get(f"{box.url}{path}", params=query) as answer:
        assert answer.content_type == "application/json"
        return answer.status, await answer.json()


async def forecast(box: Running, **query: str) -> Any:
    status, document = await get(box, "/v1/forecast", **{**LISBON, **query})
    assert status == 200, document
    return document


async def test_a_forecast_has_open_meteos_format(tmp_path: Path) -> None:
    asked = {"current": "temperature_2m,weather_code,is_day", "hourly": "precipitation", "daily": "temperature_2m_max,sunrise"}
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        document = await forecast(box, **asked, timezone="auto", forecast_days="2")
    assert list(document) == [
        *("latitude", "longitude", "utc_offset_seconds", "timezone", "timezone_abbreviation", "elevation"),
        *("current_units", "current", "hourly_units", "hourly", "daily_units", "daily", "generationtime_ms"),
    ]
    assert (document["timezone"], document["utc_offset_seconds"]) == ("Europe/Lisbon", 3600)
    assert document["timezone_abbreviation"] == "GMT+1"
    assert document["current_units"]["temperature_2m"] == "°C"
    assert document["current"]["time"] == "2026-07-01T13:00"
    assert document["current"]["interval"] == 900
    assert document["current"]["is_day"] == 1
    assert document["hourly"]["time"][0] == "2026-07-01T00:00"
    assert len(document["hourly"]["time"]) == len(document["hourly"]["precipitation"]) == 48
    assert document["daily"]["time"] == ["2026-07-01", "2026-07-02"]
    assert document["daily"]["sunrise"][0].startswith("2026-07-01T0")


async def test_units_and_times_are_given_as_asked(tmp_path: Path) -> None:
    current = {"current": "temperature_2m,wind_speed_10m,precipitation"}
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        metric = (await forecast(box, **current, wind_speed_unit="ms"))["current"]
        usual = await forecast(box, **current)
        imperial = await forecast(box, **current, temperature_unit="fahrenheit", wind_speed_unit="mph", timeformat="unixtime")
    assert usual["current_units"]["wind_speed_10m"] == "km/h"
    assert usual["current"]["wind_speed_10m"] == pytest.approx(metric["wind_speed_10m"] * 3.6, abs=0.02)
    assert imperial["current"]["temperature_2m"] == pytest.approx(metric["temperature_2m"] * 9 / 5 + 32, abs=0.1)
    assert imperial["current"]["time"] == NOON.timestamp() - 7 * 60
    assert imperial["current_units"]["time"] == "unixtime"


async def test_the_same_question_gets_the_same_answer_from_every_sandbox(tmp_path: Path) -> None:
    asked = {"current": ",".join(MOMENT), "daily": ",".join(DAILY), "timezone": "auto"}
    documents = []
    for name in ("one", "two"):
        async with running(tmp_path / name, clock=SetClock(NOON)) as box:
            document = await forecast(box, **asked)
            del document["generationtime_ms"]
            documents.append(document)
    assert documents[0] == documents[1]
    assert documents[0]["daily"]["temperature_2m_min"] != documents[0]["daily"]["temperature_2m_max"]


WRONG_QUESTIONS: list[tuple[dict[str, str], str]] = [
    ({"latitude": "91"}, "Latitude must be in range of -90 to 90°. Given: 91.0."),
    ({"longitude": "-181"}, "Longitude must be in range of -180 to 180°. Given: -181.0."),
    ({"latitude": "north"}, "Data corrupted at path 'latitude'."),
    ({"latitude": "nan"}, "Data corrupted at path 'latitude'."),
    ({"current": "happiness"}, "Data corrupted at path 'current'."),
    ({"daily": "temperature_2m"}, "Data corrupted at path 'daily'."),
    ({"timezone": "Mars/Olympus"}, "Invalid timezone"),
    ({"forecast_days": "17"}, "Forecast days is invalid. Allowed range 0 to 16. Given 17."),
    ({"wind_speed_unit": "warp"}, "Data corrupted."),
]


async def test_a_wrong_question_is_refused_as_open_meteo_does(box: Running, subtests: pytest.Subtests) -> None:
    for query, reason in WRONG_QUESTIONS:
        with subtests.test(str(query)):
            status, document = await get(box, "/v1/forecast", **{**LISBON, **query})
            assert status == 400
            assert document["error"] is True
            assert document["reason"].startswith(reason)


async def test_a_question_without_a_place_is_refused(box: Running) -> None:
    status, document = await get(box, "/v1/forecast", current="temperature_2m")
    assert (status, document["error"]) == (400, True)
    assert "latitude" in document["reason"]


POINTS = st.builds(
    Point, st.floats(-90, 90).map(lambda x: round(x, 2)), st.floats(-180, 180).map(lambda x: round(x, 2)), st.floats(-30, 4000)
)
MOMENTS = st.integers(1_577_836_800, 2_208_988_800).map(lambda at_s: datetime.fromtimestamp(at_s, UTC))


@settings(max_examples=200)
@given(POINTS, MOMENTS)
def test_the_weather_never_contradicts_itself(point: Point, at: datetime) -> None:
    now = weather_at(point, at)
    assert -90 < now.temperature_c < 52, "colder than Vostok ever was"
    assert 0 <= now.humidity_pct <= 100
    assert 0 <= now.cloud_cover_pct <= 100
    assert 0 <= now.precipitation_probability_pct <= 100
    assert now.wind_speed_ms <= now.wind_gusts_ms
    assert (now.precipitation_mm > 0) == (now.weather_code >= 51)
    assert now.precipitation_mm == 0 or now.cloud_cover_pct > 75
    assert now.precipitation_mm == 0 or now.precipitation_probability_pct > 50
    assert (now.snowfall_cm > 0) <= (now.weather_code in (71, 73, 75))
    assert now.weather_code != 0 or now.cloud_cover_pct < 12
    assert now.is_day == (sun_height(point, at) > 0)
    assert weather_at(point, at) == now


def mean_c(point: Point, start: datetime, days: int) -> float:
    hours = [start + timedelta(hours=6 * number) for number in range(4 * days)]
    return sum(weather_at(point, at).temperature_c for at in hours) / len(hours)


def test_winter_is_colder_than_summer_on_either_half_of_the_earth_and_mountains_than_valleys() -> None:
    january, july = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    oslo, sydney = Point(59.9, 10.7), Point(-33.9, 151.2)
    assert mean_c(oslo, january, 30) + 10 < mean_c(oslo, july, 30)
    assert mean_c(sydney, july, 30) + 3 < mean_c(sydney, january, 30)
    assert mean_c(Point(-1.3, 36.8, 1700), july, 10) + 8 < mean_c(Point(-1.3, 36.8, 0), july, 10)


def test_a_day_is_warmer_at_noon_than_before_dawn() -> None:
    warmer = 0
    for day in range(30):
        noon = datetime(2026, 6, 1, 13, tzinfo=UTC) + timedelta(days=day)
        point = Point(48.9, 2.3)
        warmer += weather_at(point, noon).temperature_c > weather_at(point, noon - timedelta(hours=9)).temperature_c
    assert warmer >= 25


LISBONS: list[str] = ["Lisbon", "Lissabon", "lisboa", "Лиссабон", "лиссабон", "里斯本", "LISB"]


async def test_a_city_is_found_in_every_script(box: Running, subtests: pytest.Subtests) -> None:
    for name in LISBONS:
        with subtests.test(str(name)):
            _, document = await get(box, "/v1/search", name=name)
            first = document["results"][0]
            assert (first["name"], first["country"], first["country_code"]) == ("Lisbon", "Portugal", "PT")
            assert first["timezone"] == "Europe/Lisbon"
            assert first["feature_code"] == "PPLC"


VIENNAS: list[tuple[str, str, str]] = [
    ("en", "Vienna", "Austria"),
    ("de", "Wien", "Österreich"),
    ("es", "Viena", "Austria"),
    ("ru", "Вена", "Австрия"),
    ("zh", "维也纳", "奥地利"),
    ("zh-hans", "维也纳", "奥地利"),
    ("fr", "Vienna", "Austria"),
]


async def test_a_city_is_named_in_the_language_asked_for(box: Running, subtests: pytest.Subtests) -> None:
    for language, name, country in VIENNAS:
        with subtests.test(str(language)):
            _, document = await get(box, "/v1/search", name="Wien", language=language)
            first = document["results"][0]
            assert (first["name"], first["admin1"], first["country"]) == (name, name, country)


async def test_of_one_name_the_largest_comes_first_and_regions_tell_them_apart(box: Running) -> None:
    _, paris = await get(box, "/v1/search", name="Paris")
    assert [(city["admin1"], city["country_code"]) for city in paris["results"]] == [("Île-de-France", "FR"), ("Texas", "US")]
    _, springfield = await get(box, "/v1/search", name="Springfield", count="2")
    assert [city["admin1"] for city in springfield["results"]] == ["Missouri", "Massachusetts"]
    _, texan = await get(box, "/v1/search", name="Paris", countryCode="us")
    assert [city["admin1"] for city in texan["results"]] == ["Texas"]


NOWHERE: list[str] = ["Xyzzy", "Li", "", "%", "'; DROP TABLE cities"]


async def test_who_is_not_found_has_no_results_at_all(box: Running, subtests: pytest.Subtests) -> None:
    for name in NOWHERE:
        with subtests.test(str(name)):
            status, document = await get(box, "/v1/search", name=name)
            assert (status, list(document)) == (200, ["generationtime_ms"])


WRONG_SEARCHES: list[dict[str, str]] = [{}, {"name": "Rome", "count": "0"}, {"name": "Rome", "count": "many"}]


async def test_a_wrong_search_is_refused(box: Running, subtests: pytest.Subtests) -> None:
    for query in WRONG_SEARCHES:
        with subtests.test(str(query)):
            status, document = await get(box, "/v1/search", **query)
            assert (status, document["error"]) == (400, True)


def test_the_table_of_cities_is_sound() -> None:
    file = Path(places.__file__).parent / "cities.tsv"
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"))
    assert len(rows) == len(places.cities()) >= 150
    for city in places.cities():
        assert -90 <= city.latitude <= 90
        assert -180 <= city.longitude <= 180
        ZoneInfo(city.timezone)
        assert city.population > 0
        assert all(city.name(language) for language in LANGUAGES)
        assert any("а" <= letter <= "я" for letter in city.name("ru").lower())
        assert any("一" <= letter <= "鿿" for letter in city.name("zh"))
        for language in LANGUAGES:
            assert places.country_name(city.country_code, language) != city.country_code
    assert len({(city.names[0], city.country_code, city.region) for city in places.cities()}) == len(rows)


@given(st.sampled_from(places.cities()))
def test_every_city_is_nearest_to_itself(city: places.City) -> None:
    assert places.nearest(city.latitude, city.longitude) == city


NORWAY = {"User-Agent": "mojo/1 anna@example.org"}
FORECAST, WARNINGS = "/weatherapi/locationforecast/2.0/complete", "/weatherapi/metalerts/2.0/current.json"


async def test_met_norway_wants_to_know_who_asks(box: Running) -> None:
    async with box.http.get(f"{box.url}{FORECAST}", params={"lat": "59.9", "lon": "10.7"}) as answer:
        assert answer.status == 403
    async with box.http.get(f"{box.url}{FORECAST}", headers=NORWAY) as answer:
        assert answer.status == 400


async def test_met_norway_says_what_open_meteo_says_and_until_when_it_holds(tmp_path: Path) -> None:
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        url, oslo = f"{box.url}{FORECAST}", {"lat": "59.9127", "lon": "10.7461"}
        async with box.http.get(url, params=oslo, headers=NORWAY) as answer:
            series = (await answer.json())["properties"]["timeseries"]
            modified, expires = answer.headers["Last-Modified"], answer.headers["Expires"]
        async with box.http.get(url, params=oslo, headers={**NORWAY, "If-Modified-Since": modified}) as again:
            assert again.status == 304
        same = await forecast(box, latitude="59.9127", longitude="10.7461", hourly="temperature_2m", forecast_days="1")
    assert expires == "Wed, 01 Jul 2026 12:37:00 GMT"
    first = series[0]["data"]["instant"]["details"]["air_temperature"]
    assert (series[0]["time"], first) == ("2026-07-01T12:00:00Z", same["hourly"]["temperature_2m"][12])
    assert "next_1_hours" in series[0]["data"]
    assert "next_6_hours" in series[-1]["data"]


ONE_CALL = "/data/3.0/onecall"


async def one_call(box: Running, **query: str) -> tuple[int, Any]:
    return await get(box, ONE_CALL, lat=LISBON["latitude"], lon=LISBON["longitude"], **query)


async def test_open_weather_map_wants_a_key_and_a_place(box: Running) -> None:
    status, refusal = await one_call(box)
    assert (status, refusal["cod"]) == (401, 401)
    status, refusal = await get(box, ONE_CALL, lat="91", lon="0", appid="key")
    assert (status, refusal["message"]) == (400, "wrong latitude")
    assert (await get(box, ONE_CALL, lat="1", lon="far", appid="key"))[0] == 400


async def test_open_weather_map_says_what_open_meteo_says(tmp_path: Path) -> None:
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        _, metric = await one_call(box, appid="key", units="metric")
        _, kelvin = await one_call(box, appid="key")
        _, imperial = await one_call(box, appid="key", units="imperial")
        same = await forecast(box, **LISBON, hourly="temperature_2m,precipitation", forecast_days="1", timezone="UTC")
    assert (metric["timezone"], metric["timezone_offset"]) == ("Europe/Lisbon", 3600)
    assert metric["hourly"][0]["temp"] == same["hourly"]["temperature_2m"][12]
    assert kelvin["current"]["temp"] == pytest.approx(metric["current"]["temp"] + 273.15, abs=0.02)
    assert imperial["current"]["temp"] == pytest.approx(metric["current"]["temp"] * 9 / 5 + 32, abs=0.02)
    assert imperial["current"]["wind_speed"] == pytest.approx(metric["current"]["wind_speed"] * 2.2369, abs=0.02)
    assert (len(metric["minutely"]), len(metric["hourly"]), len(metric["daily"])) == (61, 48, 8)


async def test_what_there_is_none_of_is_left_out(tmp_path: Path) -> None:
    hours, alerts = [], []
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        for latitude in range(-50, 60, 5):
            _, told = await get(box, ONE_CALL, lat=str(latitude), lon="10", appid="key", units="metric")
            hours += told["hourly"]
            alerts += told.get("alerts", [])
    wet = [hour for hour in hours if "rain" in hour or "snow" in hour]
    assert wet
    assert len(wet) < len(hours)
    assert all(hour.get("rain", hour.get("snow"))["1h"] > 0 for hour in wet)
    assert alerts
    assert all(alert["start"] < alert["end"] for alert in alerts)


async def test_somewhere_there_is_a_warning_and_it_ends_after_it_begins(tmp_path: Path) -> None:
    found = []
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        for latitude in range(58, 71):
            where = {"lat": str(latitude), "lon": "10"}
            async with box.http.get(f"{box.url}{WARNINGS}", params=where, headers=NORWAY) as answer:
                found += (await answer.json())["features"]
    assert found
    for feature in found:
        start, end = feature["when"]["interval"]
        assert start < end
        assert feature["properties"]["severity"] == "Moderate"


async def test_the_air_has_pollen_in_europe_only(tmp_path: Path) -> None:
    async with running(tmp_path, clock=SetClock(NOON)) as box:
        asked = {"current": "european_aqi,grass_pollen,birch_pollen"}
        _, lisbon = await get(box, "/v1/air-quality", **LISBON, **asked)
        _, tokyo = await get(box, "/v1/air-quality", latitude="35.7", longitude="139.7", **asked)
        status, _ = await get(box, "/v1/air-quality", **LISBON, current="smell")
    assert 0 < lisbon["current"]["european_aqi"] <= 60
    assert lisbon["current"]["grass_pollen"] > 0 == lisbon["current"]["birch_pollen"]
    assert tokyo["current"]["grass_pollen"] is None
    assert status == 400
