"""What people are told unasked: once when it comes, once when it is over, and nothing from old news."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from dishka import Provider, Scope

from mojo.features.weather.fakes import MILD, steady
from mojo.features.weather.jobs import jobs
from mojo.features.weather.model import Forecast, Hour, OfficialWarning, Severity
from mojo.features.weather.personal import OwnWeather
from mojo.features.weather.watches import MOST_EACH, TooManyWatches, Watches, WatchNotFound
from mojo.features.weather.watching import Kind, Watch
from mojo.scheduler.jobs import Run
from mojo.shared.errors import ExternalTimeout
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import Principal
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.place_ports import Places
from mojo.shared.ports import People, Records
from tests.features.weather.desk import ANNA, LISBON, NOON, Desk

BY_ANNA = Principal(user_id="anna", name="Anna", scopes=ANNA.scopes)
LANGUAGES = ("en", "de", "es", "ru", "zh")


def coming(changes: dict[int, dict[str, Any]], since: datetime = NOON) -> Forecast:
    """Return a mild forecast from `since` on, with other values in some hours."""
    calm = Hour(since, 15.0, 0.0, 1, 3.0, 270.0)
    hours = (replace(calm, at=since + timedelta(hours=number), **changes.get(number, {})) for number in range(48))
    return steady(MILD).model_copy(update={"hours": tuple(hours)})


@pytest.fixture
async def watches(desk: Desk) -> Watches:
    people = await desk.context.get(People)  # type: ignore[type-abstract]  # a port is the key
    await people.save_user(ANNA)
    return await desk.context.get(Watches)


async def look(desk: Desk) -> list[str]:
    """Let the job look; return what Anna is told now."""
    (job,) = [job for job in jobs.jobs if job.name == "weather.watch"]
    before = len(desk.told.notifications)
    await job.work(Run(desk.context, "key", desk.clock.now(), 1, {}))
    return [await desk.say(one.text) for one in desk.told.notifications[before:]]


async def test_rain_is_told_before_it_comes_once_and_when_it_is_over(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    wet = {3: {"precipitation_mm": 1.0, "weather_code": 61}, 4: {"precipitation_mm": 1.0, "weather_code": 61}}
    desk.source.coming = coming(wet)
    assert await look(desk) == [], "it is three hours away"
    desk.wait(2 * 3600 + 600)
    assert await look(desk) == ["☔ Lisbon, Portugal: Rain from Wednesday 4:00 PM, until Wednesday 6:00 PM."]
    for _ in range(10):
        desk.wait(600)
        assert await look(desk) == []
    desk.wait(3600 + 600)
    assert await look(desk) == ["✅ Lisbon, Portugal: Rain: it is over."]
    assert await look(desk) == []
    assert len({one.dedupe_key for one in desk.told.notifications}) == 2


async def test_the_next_rain_is_another(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    desk.source.coming = coming({0: {"precipitation_mm": 1.0}, 6: {"precipitation_mm": 1.0}})
    told = []
    for _ in range(9 * 6):
        told += await look(desk)
        desk.wait(600)
    assert [line.split(":")[0][:1] for line in told] == ["☔", "✅", "☔", "✅"]


@pytest.mark.parametrize(
    ("kind", "changes", "told", "start", "end"),
    [
        (Kind.FROST, {14: {"temperature_c": -3.2}}, "❄️ Lisbon, Portugal: frost tonight, down to -3 °C.", "3:00 AM", "4:00 AM"),
        (Kind.HEAT, {2: {"temperature_c": 34.0}}, "🥵 Lisbon, Portugal: a hot day, up to 34 °C.", "3:00 PM", "4:00 PM"),
        (Kind.WIND, {2: {"wind_gusts_ms": 22.0}}, "💨 Lisbon, Portugal: gusts up to 79 km/h.", "3:00 PM", "4:00 PM"),
        (Kind.UV, {1: {"uv_index": 8.0}}, "🧴 Lisbon, Portugal: strong sun, UV index 8.", "2:00 PM", "3:00 PM"),
    ],
)  # fmt: skip
async def test_each_kind_is_told_once(  # noqa: PLR0917  # a row of the table
    kind: Kind, changes: dict[int, dict[str, Any]], told: str, start: str, end: str, desk: Desk, watches: Watches
) -> None:
    await watches.start(BY_ANNA, kind, LISBON)
    desk.source.coming = coming(changes)
    if kind is Kind.FROST:
        desk.wait(3 * 3600)  # before three in the afternoon nobody thinks of the night
    (said,) = await look(desk)
    assert said.startswith(told)
    assert start in said
    assert end in said
    desk.wait(600)
    assert await look(desk) == []


async def test_what_does_not_come_after_all_is_called_off(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.HEAT, LISBON)
    desk.source.coming = coming({4: {"temperature_c": 34.0}})
    assert len(await look(desk)) == 1
    desk.source.coming = coming({})
    desk.wait(600)
    assert await look(desk) == ["✅ Lisbon, Portugal: Heat: it will not come after all."]


async def test_official_warnings(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.WARNINGS, LISBON)
    warning = OfficialWarning(
        id="w1", event="Gale", headline="Gale, yellow level", severity=Severity.MODERATE, starts_at=NOON,
        ends_at=NOON + timedelta(hours=2), issuer="Fake",
    )  # fmt: skip
    desk.official.issued = [warning]
    told = await look(desk)
    assert told == ["⚠️ Lisbon, Portugal: Gale, yellow level. From Wednesday 1:00 PM, until Wednesday 3:00 PM."]
    assert desk.told.notifications[0].expires_at == warning.ends_at
    desk.wait(2 * 3600 + 600)
    assert await look(desk) == ["✅ Lisbon, Portugal: Gale, yellow level: it is over."]


async def test_old_news_neither_starts_nor_ends_anything(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    desk.source.coming = coming({0: {"precipitation_mm": 1.0}})
    assert len(await look(desk)) == 1
    desk.source.failure = ExternalTimeout("slow", service="fake")
    desk.wait(3 * 3600)
    assert await look(desk) == []
    desk.wait(7 * 3600)
    assert await look(desk) == [], "not even when nothing is left to show"


async def test_a_crash_between_telling_and_noting_repeats_the_key(desk: Desk, watches: Watches) -> None:
    watch = await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    desk.source.coming = coming({0: {"precipitation_mm": 1.0}})
    await look(desk)
    records = await desk.context.get(Records)  # type: ignore[type-abstract]
    noted = await records.read("weather.watches", watch.id)
    await records.swap("weather.watches", watch.id, noted, watch.model_dump(mode="json"))
    await look(desk)
    first, again = desk.told.notifications
    assert first.dedupe_key == again.dedupe_key


async def test_where_i_am_follows_the_person() -> None:
    class Somewhere:
        place: Place | None = None

        async def position_of(self, user_id: str) -> Place | None:
            return self.place

        async def saved(self, user_id: str) -> Iterable[Place]:
            return []

    class Wandering(Desk):
        where = Somewhere()

        def overrides(self) -> Provider:
            provider = Provider(scope=Scope.APP)
            provider.provide(lambda: self.where, provides=Places)
            return provider

    desk = Wandering()
    people = await desk.context.get(People)  # type: ignore[type-abstract]
    await people.save_user(ANNA)
    await (await desk.context.get(Watches)).start(BY_ANNA, Kind.RAIN, None)
    desk.source.coming = coming({0: {"precipitation_mm": 1.0}})
    assert await look(desk) == []
    assert desk.source.asked == []
    desk.where.place = Place(at=Coordinates(latitude=48.2, longitude=16.4), name="Vienna")
    assert [line[:8] for line in await look(desk)] == ["☔ Vienna"]
    await desk.context.close()


async def test_nobody_is_told_what_they_may_not_know_or_after_they_left(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    desk.source.coming = coming({0: {"precipitation_mm": 1.0}})
    people = await desk.context.get(People)  # type: ignore[type-abstract]
    await people.save_user(ANNA.model_copy(update={"scopes": frozenset({"weather:read"})}))
    assert await look(desk) == []
    await watches.start(Principal(user_id="ghost", name="Ghost"), Kind.RAIN, LISBON)
    await look(desk)
    assert [watch.user_id for watch in await watches.all()] == ["anna"]


async def test_each_has_their_own_and_not_too_many(desk: Desk, watches: Watches) -> None:
    mine = await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    assert await watches.start(BY_ANNA, Kind.RAIN, LISBON) == mine
    ben = Principal(user_id="ben", name="Ben")
    with pytest.raises(WatchNotFound):
        await watches.stop(ben, mine.id)
    assert await watches.of("ben") == []
    for number in range(MOST_EACH - 1):
        await watches.start(BY_ANNA, Kind.RAIN, Place(at=Coordinates(latitude=number, longitude=0)))
    with pytest.raises(TooManyWatches):
        await watches.start(BY_ANNA, Kind.UV, LISBON)
    await watches.stop(BY_ANNA, mine.id)
    assert len(await watches.of("anna")) == MOST_EACH - 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
async def test_every_kind_in_every_language(kind: Kind, language: str, desk: Desk) -> None:
    from mojo.features.weather.formats import METRIC
    from mojo.features.weather.watch_texts import over_text, watch_text, watches_text
    from mojo.features.weather.watching import Condition

    told = Condition(key="k", kind=kind, starts_at=NOON, ends_at=NOON + timedelta(hours=1), value=3)
    watch = Watch(id="0" * 16, user_id="anna", kind=kind, place=None)
    translator = await desk.context.get(Translator)
    for text in (
        watch_text(told, LISBON, "Europe/Lisbon", METRIC),
        over_text(told, LISBON, NOON),
        over_text(told, LISBON, NOON - timedelta(hours=1)),
        watches_text([watch], LISBON),
        watches_text([], None),
    ):
        said = translator.say(text, language)
        assert "weather-" not in said
        assert "{" not in said


async def test_by_buttons(desk: Desk, watches: Watches) -> None:
    shown = await desk.command("/weather Lisbon")
    offered = await desk.press(shown, "🔔 Alerts")
    assert "For Lisbon, Portugal:" in await desk.say(offered.text)
    on = await desk.press(offered, "➕ Rain")
    assert "• Rain: Lisbon, Portugal" in await desk.say(on.text)
    assert [(watch.kind, watch.user_id) for watch in await watches.all()] == [(Kind.RAIN, "anna")]
    off = await desk.press(on, "✅ Rain")
    assert await watches.all() == []
    here = await desk.press(off, "📍 Where I am")
    await desk.press(here, "➕ Frost tonight")
    assert [watch.place for watch in await watches.all()] == [None]


async def test_a_removed_persons_alerts_are_handed_out_and_forgotten(desk: Desk, watches: Watches) -> None:
    await watches.start(BY_ANNA, Kind.RAIN, LISBON)
    own = await desk.context.get(OwnWeather)
    assert [alert["kind"] for alert in (await own.export(ANNA.id))["alerts"]] == ["rain"]
    await own.forget(ANNA.id)
    assert (await own.export(ANNA.id)) == {"last_place": None, "alerts": []}
