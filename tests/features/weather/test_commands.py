"""The door in Chronos: asking, choosing, and a report in the reader's own words."""

from datetime import timedelta

import pytest

from mojo.features.weather.commands import commands
from mojo.features.weather.fakes import MILD
from mojo.features.weather.places import LAST_PLACE_TTL_S, PlaceBook
from mojo.features.weather.service import PlaceNotFound
from mojo.shared.errors import ExternalTimeout, StoreUnavailable
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.model.schedules import Cron, Once
from mojo.shared.model.text import Text
from mojo.shared.ports import Schedules
from tests.features.weather.desk import ANNA, LISBON, NOON, PARIS, PARIS_TEXAS, Desk

LANGUAGES = ("en", "de", "es", "ru", "zh")


async def labels(desk: Desk, reply: object) -> list[list[str]]:
    return [[await desk.say(button.label) for button in row] for row in reply.buttons]  # type: ignore[attr-defined]


async def schedules(desk: Desk) -> Schedules:
    return await desk.context.get(Schedules)  # type: ignore[type-abstract]  # a port is the key


def test_every_entry_says_its_scope() -> None:
    assert {command.name: command.scope for command in commands.commands} == {
        **dict.fromkeys(("weather", "forecast", "rain", "warnings"), "weather:read"),
        "report": "report:write",
        "alerts": "weather:watch",
    }
    assert {kind.__name__: scope for kind, (_, scope) in commands.buttons.items()} == {
        "ShowWeather": "weather:read",
        "ShowView": "weather:read",
        "OfferWatches": "weather:watch",
        "ToggleWatch": "weather:watch",
        "OfferReport": "report:write",
        "SetReport": "report:write",
    }
    assert [scope for _, scope in commands.location_handlers] == ["weather:read"]


class TestWeather:
    """/weather"""

    async def test_at_a_named_place(self, desk: Desk) -> None:
        reply = await desk.command("/weather Lisbon")
        assert (await desk.say(reply.text)).startswith("⛅ Lisbon, Portugal: 18 °C, partly cloudy\n")
        assert await labels(desk, reply) == [
            ["Today", "Tomorrow", "Week", "📈 Chart"],
            ["☔ Rain", "⚠️ Warnings", "😮‍💨 Air"],
            ["🔄 Refresh", "⏰ Morning report", "🔔 Alerts"],
        ]

    async def test_without_a_place_it_asks(self, desk: Desk) -> None:
        reply = await desk.command("/weather")
        assert reply.text == Text("weather-ask-place")
        assert reply.ask_location == Text("chronos-share-location")
        told = await desk.write("Lisbon")
        assert told.text.args["place"] == "Lisbon, Portugal"
        assert "awaiting" not in desk.session

    async def test_the_second_time_it_knows_where(self, desk: Desk) -> None:
        await desk.command("/weather Lisbon")
        assert (await desk.command("/weather")).text.args["place"] == "Lisbon, Portugal"

    async def test_it_remembers_for_a_year_and_one_person_only(self, desk: Desk) -> None:
        await desk.command("/weather Lisbon")
        desk.wait(366 * 86_400)
        assert (await desk.command("/weather")).text.args["place"] == "Lisbon, Portugal"
        desk.user = ANNA.model_copy(update={"id": "ben", "chat_id": 2})
        assert (await desk.command("/weather")).text == Text("weather-ask-place")
        desk.user = ANNA
        desk.wait(LAST_PLACE_TTL_S)
        assert (await desk.command("/weather")).text == Text("weather-ask-place")

    async def test_where_the_person_is(self, desk: Desk) -> None:
        reply = await desk.share(Coordinates(latitude=38.7, longitude=-9.1))
        assert (await desk.say(reply.text)).startswith("⛅ Your location: 18 °C")
        assert (await desk.command("/weather")).text == reply.text

    async def test_a_location_answers_the_question(self, desk: Desk) -> None:
        await desk.command("/weather")
        assert (await desk.share(Coordinates(latitude=38.7, longitude=-9.1))).text.id == "weather-now"

    async def test_an_unknown_place(self, desk: Desk) -> None:
        with pytest.raises(PlaceNotFound):
            await desk.command("/weather Atlantis")

    async def test_namesakes_are_offered(self, desk: Desk) -> None:
        reply = await desk.command("/weather Paris")
        assert reply.text.args["place"] == "Paris, Île-de-France, France"
        assert (await labels(desk, reply))[3:] == [["📍 Paris, Texas, United States"]]
        chosen = await desk.press(reply, "📍 Paris, Texas, United States")
        assert (chosen.text.args["place"], chosen.edit) == ("Paris, Texas, United States", True)
        assert (await desk.command("/weather")).text.args["place"] == "Paris, Texas, United States"

    @pytest.mark.parametrize(
        ("typed", "offered"), [("Paris", ["Paris, Texas, United States"]), ("Париж", ["Parys, South Africa"])]
    )
    async def test_similar_names_are_offered_only_for_a_name_in_another_language(
        self, typed: str, offered: list[str], desk: Desk
    ) -> None:
        parys = Place(at=Coordinates(latitude=-26.9, longitude=27.45), name="Parys", country="South Africa")
        desk.geocoder.also_known = {"paris": [PARIS, PARIS_TEXAS, parys], "париж": [PARIS, parys]}
        reply = await desk.command(f"/weather {typed}")
        assert (await labels(desk, reply))[3:] == [[f"📍 {name}"] for name in offered]

    async def test_refresh_replaces_the_message(self, desk: Desk) -> None:
        reply = await desk.command("/weather Lisbon")
        desk.source.conditions = MILD.model_copy(update={"temperature_c": 30.0})
        desk.wait(600)
        fresh = await desk.press(reply, "🔄 Refresh")
        assert "Portugal: 30 °C" in await desk.say(fresh.text)
        assert fresh.edit

    async def test_a_button_older_than_its_place_asks(self, desk: Desk) -> None:
        reply = await desk.command("/weather Lisbon")
        desk.wait(61 * 86_400)
        assert (await desk.press(reply, "🔄 Refresh")).text == Text("weather-ask-place")

    async def test_a_source_that_is_away_is_for_the_host_to_explain(self, desk: Desk) -> None:
        desk.source.failure = ExternalTimeout("slow", service="fake")
        with pytest.raises(ExternalTimeout):
            await desk.command("/weather Lisbon")

    async def test_old_weather_says_so(self, desk: Desk) -> None:
        await desk.command("/weather Lisbon")
        desk.source.failure = ExternalTimeout("slow", service="fake")
        desk.wait(7200)
        assert "2 hours ago" in await desk.say((await desk.command("/weather Lisbon")).text)

    async def test_without_its_buttons_the_weather_is_still_the_weather(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def away(self: PlaceBook, *args: object) -> str:
            raise StoreUnavailable("away")

        monkeypatch.setattr(PlaceBook, "keep", away)
        reply = await desk.command("/weather Lisbon")
        assert (reply.text.id, reply.buttons) == ("weather-now", ())


class TestReport:
    """/report"""

    async def test_every_morning(self, desk: Desk) -> None:
        reply = await desk.command("/report 07:30 Lisbon")
        assert await desk.say(reply.text) == (
            "✅ Your weather report for Lisbon, Portugal comes every day at 7:30 AM (Europe/Lisbon), next tomorrow."
        )
        (schedule,) = await (await schedules(desk)).all()
        assert (schedule.trigger, schedule.timezone) == (Cron(expression="30 7 * * *"), "Europe/Lisbon")

    async def test_in_the_persons_own_time(self, desk: Desk) -> None:
        desk.user = ANNA.model_copy(update={"timezone": "Asia/Shanghai"})
        reply = await desk.command("/report 07:30 Lisbon")
        assert "7:30 AM (Asia/Shanghai)" in await desk.say(reply.text)

    async def test_about_the_last_place(self, desk: Desk) -> None:
        await desk.command("/weather Paris")
        assert "Paris, Île-de-France, France" in await desk.say((await desk.command("/report 7")).text)

    @pytest.mark.parametrize(
        ("language", "phrase"),
        [("en", "in 1 minute"), ("de", "in 1 Minute"), ("es", "en 1 minuto"), ("ru", "через 1 минуту"), ("zh", "1分钟后")],
    )
    async def test_in_a_minute(self, language: str, phrase: str, desk: Desk) -> None:
        desk.user = ANNA.model_copy(update={"language": language})
        reply = await desk.command(f"/report {phrase} Lisbon")
        (schedule,) = await (await schedules(desk)).all()
        assert schedule.trigger == Once(at=NOON + timedelta(minutes=1))
        assert {"en": "1:01 PM"}.get(language, "13:01") in await desk.say(reply.text)

    @pytest.mark.parametrize("word", ["off", "aus", "apagar", "выкл", "关闭"])
    async def test_no_more(self, word: str, desk: Desk) -> None:
        await desk.command("/report 07:30 Lisbon")
        assert (await desk.command(f"/report {word}")).text == Text("weather-report-stopped")
        assert await (await schedules(desk)).all() == []
        assert (await desk.command(f"/report {word}")).text == Text("weather-report-none")

    async def test_at_once(self, desk: Desk) -> None:
        reply = await desk.command("/report now Lisbon")
        assert reply.text.args["greeting"] == Text("weather-report-hello")
        assert await (await schedules(desk)).all() == []

    async def test_times_to_choose_from(self, desk: Desk) -> None:
        await desk.command("/weather Lisbon")
        reply = await desk.command("/report")
        assert (await desk.say(reply.text)).startswith("You don't get a daily weather report.\n\nWhen should it come?")
        assert await labels(desk, reply) == [["6:30 AM", "7:00 AM", "8:00 AM"], ["In 1 minute", "Off"]]
        chosen = await desk.press(reply, "8:00 AM")
        assert chosen.edit
        assert (await desk.say(chosen.text)).startswith("✅ Your weather report for Lisbon, Portugal comes every day at 8:00 AM")
        again = await desk.command("/report")
        assert (await desk.say(again.text)).startswith("Your weather report for Lisbon, Portugal comes every day at 8:00 AM")
        assert (await desk.press(again, "Off")).text == Text("weather-report-stopped")

    async def test_from_the_weather_to_its_report(self, desk: Desk) -> None:
        weather = await desk.command("/weather Paris")
        texas = await desk.press(weather, "📍 Paris, Texas, United States")
        await desk.command("/weather Lisbon")
        offer = await desk.press(texas, "⏰ Morning report")
        await desk.press(offer, "7:00 AM")
        (schedule,) = await (await schedules(desk)).all()
        assert schedule.payload["place"] == PARIS_TEXAS.model_dump(mode="json")
        assert schedule.timezone == "America/Chicago"

    async def test_a_report_for_nowhere_asks_where(self, desk: Desk) -> None:
        assert (await desk.command("/report 07:30")).text == Text("weather-ask-place")
        reply = await desk.write("Lisbon")
        assert reply.text.id == "weather-report-set"
        assert "weather_report" not in desk.session
        (schedule,) = await (await schedules(desk)).all()
        assert schedule.payload["place"] == LISBON.model_dump(mode="json")

    async def test_a_right_that_is_gone_by_the_time_of_the_answer_sets_no_report(self, desk: Desk) -> None:
        await desk.command("/report 07:30")
        desk.user = desk.user.model_copy(update={"scopes": frozenset({"weather:read"})})
        assert (await desk.write("Lisbon")).text.id == "weather-now"
        assert await (await schedules(desk)).all() == []

    async def test_a_shared_location_brings_its_time_zone(self, desk: Desk) -> None:
        await desk.command("/report 07:30")
        reply = await desk.share(Coordinates(latitude=38.7, longitude=-9.1))
        assert "for your location comes every day at 7:30 AM (Europe/Lisbon)" in await desk.say(reply.text)

    async def test_another_command_ends_the_question(self, desk: Desk) -> None:
        await desk.command("/report 07:30")
        await desk.command("/weather")
        assert (await desk.write("Lisbon")).text.id == "weather-now"

    @pytest.mark.parametrize("phrase", ["25:00", "sometime", "Lisbon", "in 0 minutes"])
    async def test_what_is_not_understood_is_explained(self, phrase: str, desk: Desk) -> None:
        reply = await desk.command(f"/report {phrase}")
        assert reply.text == Text("weather-report-not-understood")
        assert reply.buttons
        assert await (await schedules(desk)).all() == []

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_the_examples_given_are_understood(self, language: str, desk: Desk) -> None:
        desk.user = ANNA.model_copy(update={"language": language})
        await desk.command("/weather Lisbon")
        explained = await desk.say((await desk.command("/report sometime")).text)
        phrases = [part.split("/report ")[1] for part in _examples(explained)]
        assert len(phrases) == 4
        for phrase in phrases:
            assert (await desk.command(f"/report {phrase}")).text.id != "weather-report-not-understood"

    async def test_an_unknown_place_sets_nothing(self, desk: Desk) -> None:
        with pytest.raises(PlaceNotFound):
            await desk.command("/report 07:30 Atlantis")
        assert await (await schedules(desk)).all() == []


def _examples(explained: str) -> list[str]:
    """Cut the sentence before each /report, and off each example what joins it to the next."""
    parts = explained.split("/report ")[1:]
    joints = (",", "、", " or ", " oder ", " o ", " или ", " 或 ")
    cut = [min((part.split(joint)[0] for joint in joints), key=len) for part in parts]
    return [f"/report {part.strip().rstrip('.。')}" for part in cut]
