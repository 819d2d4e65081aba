"""When, in five languages."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.features.weather.phrases import LONGEST_DELAY_S, After, Daily, Now, Off, When, parse_when

HALF_PAST_SEVEN = Daily(time(7, 30))
SEVEN = Daily(time(7, 0))
EIGHT_PM = Daily(time(20, 0))

PHRASES: dict[When, list[str]] = {
    HALF_PAST_SEVEN: [
        *("07:30", "7:30", "7.30", "7h30", "at 7:30", "every day at 7:30", "7:30 am", "7:30am"),
        *("7:30 Uhr", "um 7:30", "um 7 Uhr 30", "jeden Tag um 7:30", "täglich 7:30"),
        *("a las 7:30", "cada día a las 7:30", "7:30 horas", "в 7:30", "каждый день в 7:30", "7:30 утра"),
        *("7点30", "7点30分", "早上7点半", "每天早上7点半", "07：30", "０７：３０"),
    ],
    SEVEN: [
        *("7", "07:00", "7am", "7 a.m.", "at 7", "7 Uhr", "um 7 Uhr", "7 Uhr morgens", "a las 7", "a las 7 de la mañana"),
        *("7 horas", "7h", "в 7", "в 7 утра", "7 часов", "7点", "早上7点", "在7点"),
    ],
    EIGHT_PM: ["20:00", "8pm", "8 PM", "8 Uhr abends", "a las 8 de la noche", "8 вечера", "晚上8点", "20点"],
    Daily(time(0, 0)): ["00:00", "12am", "0 Uhr"],
    Daily(time(12, 0)): ["12", "12 pm", "12:00"],
    Daily(time(23, 59)): ["23:59", "11:59 pm"],
    After(60): [
        *("in 1 minute", "in a minute", "in one minute", "in 1 min", "in 1 Minute", "in einer Minute", "IN 1 MINUTE"),
        *("en 1 minuto", "en un minuto", "dentro de 1 minuto", "через 1 минуту", "через минуту", "через одну минуту"),
        *("1分钟后", "1 分钟后", "一分钟后", "1分钟之后", "in 60 seconds", "1 minute", "1分钟"),
    ],
    After(5 * 60): ["in 5 minutes", "in 5 Minuten", "en 5 minutos", "через 5 минут", "5分钟后"],
    After(2 * 60): ["in 2 minutes", "через 2 минуты", "两分钟后"],
    After(1800): [
        "in half an hour",
        "in einer halben Stunde",
        "en media hora",
        "через полчаса",
        "半小时后",
        "in 30 minutes",
        "30 min",
    ],
    After(3600): ["in an hour", "in 1h", "in einer Stunde", "en una hora", "через час", "1小时后", "一个小时后"],
    After(2 * 3600): ["in 2 hours", "in 2 Stunden", "en 2 horas", "через 2 часа", "两小时后", "2个小时后", "2 hours"],
    Now(): ["now", "Now", "jetzt", "sofort", "ahora", "ahora mismo", "сейчас", "现在", "马上"],
    Off(): ["off", "OFF", "stop", "aus", "nein", "apagar", "apaga", "no", "выкл", "выключить", "стоп", "关闭", "取消"],
}


@pytest.mark.parametrize(("phrase", "when"), [(phrase, when) for when, phrases in PHRASES.items() for phrase in phrases])
def test_it_is_understood(phrase: str, when: When) -> None:
    assert parse_when(phrase) == (when, "")


@pytest.mark.parametrize(
    ("phrase", "when", "name"),
    [
        ("07:30 Lisbon", HALF_PAST_SEVEN, "Lisbon"),
        ("7:30, New York", HALF_PAST_SEVEN, "New York"),
        ("7:30 for New York", HALF_PAST_SEVEN, "New York"),
        ("um 7:30 in Zürich", HALF_PAST_SEVEN, "Zürich"),
        ("7 Amsterdam", SEVEN, "Amsterdam"),
        ("7 Hamburg", SEVEN, "Hamburg"),
        ("7 pmadrid", SEVEN, "pmadrid"),
        ("in 1 minute Lisbon", After(60), "Lisbon"),
        ("in 1 Minute für Berlin", After(60), "Berlin"),
        ("en 1 minuto para Madrid", After(60), "Madrid"),
        ("через 1 минуту Москва", After(60), "Москва"),
        ("1分钟后 里斯本", After(60), "里斯本"),
        ("1分钟后里斯本", After(60), "里斯本"),
        ("  now   São   Paulo ", Now(), "São Paulo"),
    ],
)
def test_the_place_may_follow(phrase: str, when: When, name: str) -> None:
    assert parse_when(phrase) == (when, name)


@pytest.mark.parametrize(
    "phrase",
    [
        *("", "   ", "Lisbon", "in Lisbon", "tomorrow", "Offenbach", "Nowhere", "24:00", "25:00", "7:60", "0730", "100", "1:5"),
        *("7:305", "-7", "in 0 minutes", "in 25 hours", "in 99999 hours", "in minus 1 minute", "7:30:15", "７７７"),
    ],
)
def test_it_is_not_guessed(phrase: str) -> None:
    assert parse_when(phrase) is None


@given(st.times())
def test_every_time_of_the_day(at: time) -> None:
    assert parse_when(f"{at:%H:%M}") == (Daily(time(at.hour, at.minute)), "")


@given(st.integers(0, 10**7))
def test_no_delay_is_longer_than_a_day(count: int) -> None:
    parsed = parse_when(f"in {count} seconds")
    assert (parsed == (After(count), "")) is (0 < count <= LONGEST_DELAY_S)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_upsets_it(phrase: str) -> None:
    parsed = parse_when(phrase)
    assert parsed is None or isinstance(parsed[0], Daily | After | Now | Off)
