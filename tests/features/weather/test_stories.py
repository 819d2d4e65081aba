"""What comes, as a person would say it: each rule, in every language."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mojo.features.weather.fakes import CLEAN, MILD, steady
from mojo.features.weather.formats import METRIC, Reader
from mojo.features.weather.model import (
    Day,
    Forecast,
    Hour,
    OfficialWarning,
    Opinion,
    PlaceForecast,
    PlaceWarnings,
    Quarter,
    Severity,
)
from mojo.features.weather.stories import advice_of, air_text, day_text, rain_story, rain_text, warnings_text, week_text
from mojo.shared.i18n.translator import Translator, make_translator
from mojo.shared.model.tastes import Units
from tests.features.weather.desk import LISBON

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
"""13:00 in Lisbon."""
IMPERIAL = Reader(Units.IMPERIAL)
LANGUAGES = ("en", "de", "es", "ru", "zh")


@pytest.fixture(scope="module")
def translator() -> Translator:
    return make_translator()


def coming(wet: dict[int, float], code: int = 61, temperature_c: float = 12.0, chance: float | None = 80) -> Forecast:
    """Return a forecast with so many millimetres in those hours from noon UTC on."""
    hours = tuple(
        Hour(
            NOON + timedelta(hours=number),
            temperature_c,
            wet.get(number, 0.0),
            code if number in wet else 2,
            4.0,
            270.0,
            precipitation_probability_pct=chance,
        )
        for number in range(72)
    )
    return steady(MILD).model_copy(update={"hours": hours})


def between(first: int, last: int, mm: float = 1.0) -> dict[int, float]:
    return dict.fromkeys(range(first, last), mm)


STORIES: list[tuple[Forecast, str]] = [
    (coming({}), "No rain in sight"),
    (coming(between(2, 6)), "Rain from about 3:00 PM, stops towards evening; take a coat"),
    (coming(between(2, 6), temperature_c=20), "Rain from about 3:00 PM, stops towards evening; take an umbrella"),
    (coming(between(2, 4)), "Rain from about 3:00 PM, stops at about 5:00 PM; take a coat"),
    (coming(between(0, 2)), "Rain now, stops at about 3:00 PM; take a coat"),
    (coming(between(0, 40)), "Rain all the time; take a coat"),
    (coming(between(6, 40)), "Rain from about 7:00 PM, with no end in sight; take a coat"),
    (
        coming(between(2, 3) | between(8, 9)),
        "Rain from about 3:00 PM, stops at about 4:00 PM, and again from about 9:00 PM; take a coat",
    ),
    (
        coming(between(2, 3) | between(4, 5)),
        "Rain from about 3:00 PM, stops towards evening; take a coat",
    ),  # a dry hour is no end
    (coming(between(2, 6), code=73, temperature_c=-2), "Snow from about 3:00 PM, stops towards evening; mind the roads"),
    (coming(between(2, 6), code=95), "Thunderstorms from about 3:00 PM, stops towards evening; better stay inside"),
    (coming(between(2, 6), chance=20), "No rain in sight"),  # too unlikely for a word
    (coming(between(2, 6), chance=None), "Rain from about 3:00 PM, stops towards evening; take a coat"),
    (coming(between(2, 6, 0.05)), "No rain in sight"),
]


@pytest.mark.parametrize(("forecast", "told"), STORIES)
def test_the_rules_of_rain(forecast: Forecast, told: str, translator: Translator) -> None:
    assert translator.say(rain_story(forecast, NOON, NOON + timedelta(hours=24)), "en") == told


def test_quarters_of_an_hour_are_believed_before_hours(translator: Translator) -> None:
    quarters = tuple(Quarter(NOON + timedelta(minutes=15 * number), 0.5 if 2 <= number < 4 else 0.0) for number in range(24))
    forecast = coming(between(3, 5)).model_copy(update={"quarters": quarters})
    told = translator.say(rain_story(forecast, NOON, NOON + timedelta(hours=24)), "en")
    assert told == "Rain from about 1:30 PM, stops at about 2:00 PM; take a coat"


TOLD = {
    "en": "Rain from about 3:00 PM, stops towards evening; take a coat",
    "de": "Regen ab etwa 15:00 Uhr, hört gegen Abend auf; nimm eine Jacke mit",
    "es": "Lluvia desde las 15:00 más o menos; para al anochecer; lleva un abrigo",
    "ru": "Дождь примерно с 15:00, прекратится к вечеру; возьми куртку",
    "zh": "15:00 左右开始有雨，傍晚停；带件外套",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_rain_in_every_language(language: str, translator: Translator) -> None:
    assert translator.say(rain_story(coming(between(2, 6)), NOON, NOON + timedelta(hours=24)), language) == TOLD[language]


def placed(forecast: Forecast, **more: Any) -> PlaceForecast:
    return PlaceForecast(place=LISBON, forecast=forecast, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", [METRIC, IMPERIAL], ids=["metric", "imperial"])
def test_everything_can_be_said_in_every_language(language: str, reader: Reader, translator: Translator) -> None:
    told, day = placed(coming(between(2, 6))), steady(MILD).days[1]
    warnings = PlaceWarnings(place=LISBON, warnings=(GALE,), sources=("MET Norway",))
    tellings: list[Callable[[], Any]] = [
        lambda: rain_text(told, NOON, reader),
        lambda: day_text(told, day, NOON, reader),
        lambda: week_text(told, NOON, reader),
        lambda: warnings_text(warnings, reader),
        lambda: air_text(CLEAN),
    ]
    for telling in tellings:
        said = translator.say(telling(), language)
        assert "weather-" not in said
        assert "{" not in said
        assert "None" not in said


GALE = OfficialWarning(
    id="1",
    event="Gale",
    headline="Gale, yellow level",
    severity=Severity.MODERATE,
    starts_at=NOON,
    ends_at=NOON + timedelta(hours=9),
    instruction="Stay ashore.",
    issuer="MET Norway",
)


def test_a_day_as_it_is_read(translator: Translator) -> None:
    told = translator.say(day_text(placed(coming(between(26, 30))), steady(MILD).days[1], NOON, METRIC), "en")
    assert told == (
        "⛅ Lisbon, Portugal, tomorrow: 12 to 21 °C, partly cloudy\n"
        "Rain from about 3:00 PM, stops towards evening; take a coat.\n"
        "Wind up to 4 m/s.\n"
        "🌅 6:16 AM 🌇 9:05 PM 🌖 Waning moon\n"
        "Fake weather, 1:00 PM local time"
    )


def test_imperial_readers_have_their_own_units_and_clock(translator: Translator) -> None:
    told = translator.say(day_text(placed(coming({})), steady(MILD).days[0], NOON, IMPERIAL), "en")
    assert "54 to 69 °F" in told
    assert "9 mph" in told
    assert "6:15 AM" in told
    assert "1:00 PM local time" in told


def test_a_week_has_seven_lines_and_names_its_days(translator: Translator) -> None:
    lines = translator.say(week_text(placed(steady(MILD)), NOON, METRIC), "en").splitlines()
    assert len(lines) == 1 + 7 + 1
    assert [line.split(": ")[0] for line in lines[1:4]] == ["⛅ today", "⛅ tomorrow", "⛅ Friday"]


def test_who_does_not_agree_is_heard(translator: Translator) -> None:
    other = Opinion(source="MET Norway", day=Day(date(2026, 7, 2), 2.0, 9.0, 12.0, 65, 5.0))
    told = translator.say(week_text(placed(steady(MILD), disagreement=other), NOON, METRIC), "en")
    assert told.splitlines()[-1] == "🤔 MET Norway sees tomorrow differently: 2 to 9 °C, heavy rain."


def test_old_news_says_so(translator: Translator) -> None:
    told = translator.say(rain_text(placed(coming({}), stale=True, age_s=7200), NOON, METRIC), "en")
    assert "2 hours ago" in told


@pytest.mark.parametrize(
    ("warnings", "sources", "told"),
    [
        ((), (), "Lisbon, Portugal: I have no source of official warnings for this place"),
        ((), ("MET Norway",), "✅ Lisbon, Portugal: there are no official warnings. Asked: MET Norway."),
        (
            (GALE,),
            ("MET Norway",),
            "🟡 Gale, yellow level\nFrom Wednesday, 1:00 PM until Wednesday, 10:00 PM. Stay ashore.",
        ),
    ],
)
def test_warnings_and_their_absence(
    warnings: tuple[OfficialWarning, ...], sources: tuple[str, ...], told: str, translator: Translator
) -> None:
    place = PlaceWarnings(place=LISBON, warnings=warnings, sources=sources)
    assert told in translator.say(warnings_text(place, METRIC), "en")


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"min_c": -1.0}, "weather-advice-frost"),
        ({"max_c": 33.0}, "weather-advice-heat"),
        ({"wind_gusts_ms": 25.0}, "weather-advice-wind"),
        ({"uv_index": 7.0}, "weather-advice-uv"),
        ({}, None),
    ],
)
def test_what_to_mind_on_a_day(changes: dict[str, float], id: str | None) -> None:
    usual: dict[str, Any] = {"min_c": 10.0, "max_c": 20.0, "precipitation_mm": 0.0, "weather_code": 0, "wind_speed_ms": 3.0}
    advice = advice_of(Day(date=date(2026, 7, 1), **{**usual, **changes}))
    assert (advice.id if advice else None) == id


def test_pollen_is_told_when_somebody_may_feel_it(translator: Translator) -> None:
    told = translator.say(air_text(CLEAN), "en")
    assert told == "😮‍💨 Air: good (European index 18, Fake air)\n🌾 Grass: 24 grains/m³"
