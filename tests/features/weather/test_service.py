"""The use cases: fresh or honestly old, one place or several, and nothing that stops the weather needlessly."""

import asyncio
from typing import Any

import pytest
from dishka import Provider, Scope

from mojo.features.weather.fakes import MILD, FakeGeocoder, FakeWeather
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.service import FRESH_S, STALE_S, PlaceNotFound, Sources, WeatherService
from mojo.shared.errors import ExternalTimeout, InvalidInput, NotFound, StoreUnavailable
from mojo.shared.external.fleet import Alone
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.place_ports import Places
from tests.features.weather.desk import LISBON, PARIS, PARIS_TEXAS, Desk

SEA = Coordinates(latitude=0.123456, longitude=-0.0001)


class NoStore:
    """Documents that are away."""

    async def read(self, key: str) -> Any | None:
        raise StoreUnavailable("away")

    async def write(self, key: str, document: Any, ttl_s: float) -> None:
        raise StoreUnavailable("away")

    async def delete(self, key: str) -> None:
        raise StoreUnavailable("away")


async def test_the_weather_at_a_name(desk: Desk) -> None:
    weather = await (await desk.service()).get_current_weather("lisbon")
    assert weather == CurrentWeather(**dict(MILD), place=LISBON)


async def test_the_weather_at_a_point_knows_its_time_zone(desk: Desk) -> None:
    weather = await (await desk.service()).get_current_weather(SEA)
    assert weather.place == Place(at=SEA, timezone="Europe/Lisbon")


async def test_the_source_learns_the_position_to_a_kilometre_only(desk: Desk) -> None:
    await (await desk.service()).get_current_weather(SEA)
    assert desk.source.asked == [Coordinates(latitude=0.12, longitude=0.0)]


async def test_a_hundred_at_once_are_one_call(desk: Desk) -> None:
    service = await desk.service()
    answers = await asyncio.gather(*(service.get_current_weather("Lisbon") for _ in range(100)))
    assert len(desk.source.asked) == len(desk.geocoder.asked) == 1
    assert len({weather.model_dump_json() for weather in answers}) == 1


async def test_neighbours_share_an_answer_and_keep_their_places(desk: Desk) -> None:
    service = await desk.service()
    here, there = Coordinates(latitude=38.7201, longitude=-9.1401), Coordinates(latitude=38.7203, longitude=-9.1403)
    first, second = await service.get_current_weather(here), await service.get_current_weather(there)
    assert (first.place.at, second.place.at) == (here, there)
    assert len(desk.source.asked) == 1


async def test_after_ten_minutes_the_source_is_asked_again(desk: Desk) -> None:
    service = await desk.service()
    await service.get_current_weather("Lisbon")
    desk.wait(FRESH_S - 1)
    assert (await service.get_current_weather("Lisbon")).age_s == FRESH_S - 1
    desk.wait(1)
    assert (await service.get_current_weather("Lisbon")).age_s == 0
    assert len(desk.source.asked) == 2


async def test_an_old_answer_is_labelled(desk: Desk) -> None:
    service = await desk.service()
    await service.get_current_weather("Lisbon")
    desk.source.failure = desk.geocoder.failure = ExternalTimeout("slow", service="fake")
    desk.wait(3 * 3600)
    weather = await service.get_current_weather("Lisbon")
    assert (weather.stale, weather.age_s, weather.temperature_c) == (True, 3 * 3600, MILD.temperature_c)


async def test_six_hours_are_too_old(desk: Desk) -> None:
    service = await desk.service()
    await service.get_current_weather("Lisbon")
    desk.source.failure = ExternalTimeout("slow", service="fake")
    desk.wait(STALE_S + 1)
    with pytest.raises(ExternalTimeout):
        await service.get_current_weather("Lisbon")


async def test_a_store_that_is_away_does_not_stop_the_weather(desk: Desk) -> None:
    service = WeatherService(Sources([desk.source], desk.geocoder), NoStore(), Alone(), desk.clock)
    assert (await service.get_current_weather("Lisbon")).temperature_c == MILD.temperature_c
    await service.get_current_weather("Lisbon")
    assert len(desk.source.asked) == 1


async def test_an_unknown_place_is_not_found_and_not_remembered_as_unknown(desk: Desk) -> None:
    service = await desk.service()
    with pytest.raises(PlaceNotFound) as caught:
        await service.get_current_weather("Atlantis")
    assert isinstance(caught.value, NotFound)
    assert caught.value.params == {"place": "Atlantis"}
    assert "Atlantis" not in caught.value.detail
    desk.geocoder.places.append(LISBON.model_copy(update={"name": "Atlantis"}))
    assert (await service.get_current_weather("Atlantis")).place.name == "Atlantis"


@pytest.mark.parametrize("name", ["", "   ", "\n", "a" * 101, "Lis\x00bon", "Lis\u202ebon"])
async def test_names_that_are_none(name: str, desk: Desk) -> None:
    with pytest.raises(InvalidInput) as caught:
        await (await desk.service()).get_current_weather(name)
    assert caught.value.params["field"] == "place"
    assert desk.geocoder.asked == []


async def test_blanks_and_case_do_not_make_another_name(desk: Desk) -> None:
    service = await desk.service()
    for name in ("Lisbon", " lisbon ", "LISBON"):
        await service.find_places(name)
    assert desk.geocoder.asked == ["Lisbon"]


async def test_namesakes_come_best_first(desk: Desk) -> None:
    service = await desk.service()
    assert await service.find_places("Paris") == [PARIS, PARIS_TEXAS]
    assert await service.find_places("Paris", limit=1) == [PARIS]
    assert (await service.get_current_weather("Paris")).place == PARIS


async def test_names_are_kept_per_language(desk: Desk) -> None:
    service = await desk.service()
    await service.find_places("Lisbon", "en")
    await service.find_places("Lisbon", "de")
    assert len(desk.geocoder.asked) == 2


async def test_the_second_source_stands_in_for_the_first(desk: Desk) -> None:
    second = FakeWeather(MILD.model_copy(update={"source": "Second"}), id="second")
    desk.source.failure = ExternalTimeout("slow", service="fake")
    service = WeatherService(Sources([desk.source, second], desk.geocoder), NoStore(), Alone(), desk.clock)
    weather = await service.get_current_weather("Lisbon")
    assert (weather.source, weather.stale) == ("Second", False)


async def test_the_answers_of_a_stand_in_do_not_outlive_it(desk: Desk) -> None:
    documents = MemoryDocuments(desk.clock)
    real, map_of_the_real = FakeWeather(id="real"), FakeGeocoder([LISBON], id="real")
    await WeatherService(Sources([desk.source], desk.geocoder), documents, Alone(), desk.clock).get_current_weather("Lisbon")
    await WeatherService(Sources([real], map_of_the_real), documents, Alone(), desk.clock).get_current_weather("Lisbon")
    assert len(real.asked) == len(map_of_the_real.asked) == 1


async def test_another_process_shares_what_was_answered(desk: Desk) -> None:
    documents = MemoryDocuments(desk.clock)
    for _ in range(2):
        await WeatherService(Sources([desk.source], desk.geocoder), documents, Alone(), desk.clock).get_current_weather("Lisbon")
    assert len(desk.source.asked) == len(desk.geocoder.asked) == 1


async def test_locating_gives_a_bare_point_its_time_zone(desk: Desk) -> None:
    service = await desk.service()
    assert await service.locate(SEA) == Place(at=SEA, timezone="Europe/Lisbon")
    assert await service.locate("Paris") == PARIS
    assert len(desk.source.asked) == 1


async def test_when_all_fail_the_preferred_one_is_blamed(desk: Desk) -> None:
    second = FakeWeather(id="second")
    desk.source.failure, second.failure = ExternalTimeout("slow", service="first"), ExternalTimeout("slow", service="second")
    service = WeatherService(Sources([desk.source, second], desk.geocoder), NoStore(), Alone(), desk.clock)
    with pytest.raises(ExternalTimeout) as caught:
        await service.get_current_weather("Lisbon")
    assert caught.value.params["service"] == "first"


async def test_a_second_opinion_is_told_only_if_it_matters(desk: Desk) -> None:
    colder = MILD.model_copy(update={"source": "Second", "today_min_c": MILD.today_min_c - 5})
    for conditions, told in ((colder, "Second"), (MILD.model_copy(update={"source": "Second"}), None)):
        second = FakeWeather(conditions, id="second")
        sources = Sources([FakeWeather(), second], desk.geocoder)
        service = WeatherService(sources, MemoryDocuments(desk.clock), Alone(), desk.clock)
        first = await service.get_forecast("Lisbon")
        assert (first.disagreement.source if first.disagreement else None) == told
        await service.get_forecast("Lisbon")
        assert len(second.asked) == 1, "it is kept for hours"
        second.failure = ExternalTimeout("slow", service="second")
        desk.wait(4 * 3600)
        assert (await service.get_forecast("Lisbon")).forecast.now.source == "Fake weather"


async def test_a_source_that_does_not_warn_there_is_not_asked(desk: Desk) -> None:
    desk.official.covered = False
    told = await (await desk.service()).get_warnings("Lisbon")
    assert (told.sources, told.warnings) == ((), ())
    assert desk.official.asked == []


async def test_a_saved_place_comes_before_the_map() -> None:
    class Home:
        async def position_of(self, user_id: str) -> Place | None:
            return None

        async def saved(self, user_id: str) -> list[Place]:
            return [LISBON.model_copy(update={"name": "Home"})]

    class Settled(Desk):
        def overrides(self) -> Provider:
            provider = Provider(scope=Scope.APP)
            provider.provide(Home, provides=Places)
            return provider

    desk = Settled()
    reply = await desk.command("/weather home")
    assert (await desk.say(reply.text)).startswith("⛅ Home, ")
    assert desk.geocoder.asked == []
    await desk.context.close()
