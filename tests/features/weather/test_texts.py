"""The weather in words: every code, every wind, every age, in every language."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mojo.features.weather.fakes import MILD
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.texts import (
    WEATHER_CODES,
    age_text,
    greeting,
    place_name,
    symbol_of,
    unavailable_report_text,
    weather_text,
)
from mojo.shared.i18n.translator import Translator, make_translator
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.model.text import Text
from tests.features.weather.desk import LISBON

LANGUAGES = ("en", "de", "es", "ru", "zh")


@pytest.fixture(scope="module")
def translator() -> Translator:
    return make_translator()


def weather(**changes: Any) -> CurrentWeather:
    return CurrentWeather(**{**dict(MILD), "place": LISBON, **changes})


TOLD = {
    "en": """\
⛅ Lisbon, Portugal: 18 °C, partly cloudy
Feels like 17 °C. Today 12 to 21 °C, 10% chance of rain.
Wind 4 m/s from the north-west, humidity 62%.
Fake weather, 1:00 PM local time""",
    "de": """\
⛅ Lisbon, Portugal: 18 °C, teils bewölkt
Gefühlt 17 °C. Heute 12 bis 21 °C, Regenwahrscheinlichkeit 10 %.
Wind aus Nordwest mit 4 m/s, Luftfeuchte 62 %.
Fake weather, 13:00 Uhr Ortszeit""",
    "es": """\
⛅ Lisbon, Portugal: 18 °C, parcialmente nublado
Sensación de 17 °C. Hoy, entre 12 y 21 °C, con un 10 % de probabilidad de lluvia.
Viento del noroeste a 4 m/s, humedad del 62 %.
Fake weather, 13:00 hora local""",
    "ru": """\
⛅ Lisbon, Portugal: 18 °C, переменная облачность
Ощущается как 17 °C. Сегодня от 12 до 21 °C, вероятность дождя 10 %.
Ветер северо-западный, 4 м/с, влажность 62 %.
Fake weather, 13:00 по местному времени""",
    "zh": """\
⛅ Lisbon, Portugal：18°C，局部多云
体感 17°C。今天 12 至 21°C，降雨概率 10%。
西北风 4 米/秒，湿度 62%。
Fake weather，当地时间 13:00""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weather_as_it_is_read(language: str, translator: Translator) -> None:
    assert translator.say(weather_text(weather()), language) == TOLD[language]


OLD = {
    "en": "⚠️ Fake weather is not answering. This is what it last said, 2 hours ago.",
    "de": "⚠️ Fake weather antwortet gerade nicht. Das ist der letzte Stand von vor 2 Stunden.",
    "es": "⚠️ Fake weather no responde. Este es su último dato, de hace 2 horas.",
    "ru": "⚠️ Fake weather не отвечает. Это последние данные, они получены 2 часа назад.",
    "zh": "⚠️ Fake weather 暂时没有回应，这是 2 小时前的数据。",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_news_says_so(language: str, translator: Translator) -> None:
    told = translator.say(weather_text(weather(stale=True, age_s=7300)), language)
    assert told.splitlines()[-1] == OLD[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_of_its_own(language: str, translator: Translator) -> None:
    words = [translator.say(Text(f"weather-sky-{code}"), language) for code in WEATHER_CODES]
    assert len(set(words)) == len(WEATHER_CODES)
    assert not [word for word in words if "weather-" in word]
    if language != "en":
        english = {translator.say(Text(f"weather-sky-{code}"), "en") for code in WEATHER_CODES}
        assert not english & set(words)


def test_all_codes_of_open_meteo_are_known() -> None:
    documented = {0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77, 80, 81, 82, 85, 86, 95, 96, 99}
    assert set(WEATHER_CODES) == documented


def test_another_code_is_shown_as_its_number(translator: Translator) -> None:
    told = translator.say(weather_text(weather(weather_code=42)), "en")
    assert told.startswith("🌡️ Lisbon, Portugal: 18 °C, weather code 42")


@pytest.mark.parametrize(
    ("code", "is_day", "symbol"), [(0, True, "☀️"), (0, False, "🌙"), (1, False, "🌙"), (3, False, "☁️"), (95, True, "⛈️")]
)
def test_the_symbol_of_the_sky(code: int, is_day: bool, symbol: str) -> None:
    assert symbol_of(weather(weather_code=code, is_day=is_day)) == symbol


@pytest.mark.parametrize(
    ("degrees", "direction"),
    [
        (0, "north"),
        (22, "north"),
        (23, "north-east"),
        (90, "east"),
        (180, "south"),
        (270, "west"),
        (338, "north"),
        (360, "north"),
    ],
)
def test_the_wind_comes_from_somewhere(degrees: float, direction: str, translator: Translator) -> None:
    told = translator.say(weather_text(weather(wind_direction_deg=degrees)), "en")
    assert f"from the {direction}, humidity" in told


@pytest.mark.parametrize(("speed_ms", "told"), [(0.0, "No wind"), (0.29, "No wind"), (0.4, "Wind 1 m/s"), (12.6, "Wind 13 m/s")])
def test_how_strong_it_is(speed_ms: float, told: str, translator: Translator) -> None:
    assert told in translator.say(weather_text(weather(wind_speed_ms=speed_ms)), "en")


def test_below_zero_it_would_be_snow_and_never_minus_nought(translator: Translator) -> None:
    told = translator.say(weather_text(weather(temperature_c=-0.4, today_min_c=-7.6, today_max_c=-0.6)), "en")
    assert "Portugal: 0 °C" in told
    assert "Today -8 to -1 °C, 10% chance of snow." in told


def test_without_a_probability_none_is_made_up(translator: Translator) -> None:
    told = translator.say(weather_text(weather(precipitation_probability_pct=None)), "en")
    assert "Today 12 to 21 °C.\n" in told


AGES = {
    "en": ["1 minute", "1 minute", "59 minutes", "1 hour", "2 hours", "5 hours"],
    "de": ["1 Minute", "1 Minute", "59 Minuten", "1 Stunde", "2 Stunden", "5 Stunden"],
    "es": ["1 minuto", "1 minuto", "59 minutos", "1 hora", "2 horas", "5 horas"],
    "ru": ["1 минуту", "1 минуту", "59 минут", "1 час", "2 часа", "5 часов"],
    "zh": ["1 分钟", "1 分钟", "59 分钟", "1 小时", "2 小时", "5 小时"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ages_have_their_plurals(language: str, translator: Translator) -> None:
    ages_s = [5, 60, 59 * 60, 3600, 7200, 5 * 3600]
    assert [translator.say(age_text(age_s), language) for age_s in ages_s] == AGES[language]


def test_russian_counts_minutes_its_own_way(translator: Translator) -> None:
    counted = {minutes: translator.say(age_text(minutes * 60), "ru") for minutes in (2, 11, 21, 22, 25)}
    assert counted == {2: "2 минуты", 11: "11 минут", 21: "21 минуту", 22: "22 минуты", 25: "25 минут"}


@pytest.mark.parametrize(
    ("name", "region", "country", "called"),
    [
        ("Paris", "Texas", "United States", "Paris, Texas, United States"),
        ("Berlin", "State of Berlin", "Germany", "Berlin, Germany"),
        ("Singapore", None, "Singapore", "Singapore"),
        ("Somewhere", None, None, "Somewhere"),
    ],
)
def test_a_place_is_told_from_its_namesakes(name: str, region: str | None, country: str | None, called: str) -> None:
    at = Coordinates(latitude=1, longitude=1)
    assert place_name(Place(at=at, name=name, region=region, country=country)) == called


def test_a_place_without_a_name_is_where_the_reader_is() -> None:
    assert place_name(Place(at=Coordinates(latitude=1, longitude=1))) == Text("weather-here")


@pytest.mark.parametrize(("hour", "id"), [(3, "hello"), (4, "good-morning"), (10, "good-morning"), (11, "hello"), (23, "hello")])
def test_the_greeting_fits_the_hour(hour: int, id: str) -> None:
    assert greeting(datetime(2026, 7, 1, hour, 0, tzinfo=UTC)) == Text(f"weather-report-{id}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_without_weather_names_the_place(language: str, translator: Translator) -> None:
    told = translator.say(unavailable_report_text(LISBON, datetime(2026, 7, 1, 7, 0, tzinfo=UTC)), language)
    assert "Lisbon, Portugal" in told
    assert "/weather" in told
