"""Time zones are found by what people call them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.features.account.zones import _zones, find_zones, utc_offset


@pytest.mark.parametrize(
    ("words", "language", "names"),
    [
        ("Lisbon", "en", ["Europe/Lisbon"]),
        ("lissabon", "de", ["Europe/Lisbon"]),
        ("Лиссабон", "ru", ["Europe/Lisbon"]),
        ("里斯本", "zh", ["Europe/Lisbon"]),
        ("Lisbon", "zh", ["Europe/Lisbon"]),
        ("Europe/Lisbon", "en", ["Europe/Lisbon"]),
        ("EUROPE/lisbon ", "en", ["Europe/Lisbon"]),
        ("new york", "en", ["America/New_York"]),
        ("sao-paulo", "es", ["America/Sao_Paulo"]),
        ("Bogotá", "en", ["America/Bogota"]),
        ("UTC", "en", ["UTC"]),
        ("France", "en", ["Europe/Paris"]),
        ("Франция", "ru", ["Europe/Paris"]),
        ("Germany", "en", ["Europe/Berlin", "Europe/Busingen"]),
        ("中国", "zh", ["Asia/Shanghai", "Asia/Urumqi"]),
        ("Lisbn", "en", ["Europe/Lisbon"]),
        ("Berln", "de", ["Europe/Berlin"]),
        ("york", "en", ["America/New_York"]),
        ("x", "en", []),
        ("UTC+3", "en", []),
        ("", "en", []),
        ("!?", "en", []),
    ],
)
def test_zones_are_found_by_city_country_or_name(words: str, language: str, names: list[str]) -> None:
    assert [zone.name for zone in find_zones(words, language)] == names


def test_names_are_in_the_persons_language() -> None:
    assert [(zone.city, zone.country) for zone in find_zones("Moscow", "ru")] == [("Москва", "Россия")]


def test_a_countrys_main_zones_come_first_and_not_more_than_a_screenful() -> None:
    american = [zone.name for zone in find_zones("United States", "en")]
    assert len(american) == 12
    assert {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"} <= set(american[:8])


@given(st.text(max_size=60))
def test_any_words_may_be_sent(words: str) -> None:
    assert len(find_zones(words, "en")) <= 12


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
def test_every_zone_that_is_offered_exists(language: str) -> None:
    assert all(ZoneInfo(zone.name).key == zone.name for zone in _zones(language).values())


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("UTC", "UTC+0"), ("Asia/Kolkata", "UTC+5:30"), ("America/St_Johns", "UTC-2:30"), ("Europe/Lisbon", "UTC+1")],
)
def test_offsets_are_those_of_the_day(zone: str, offset: str) -> None:
    assert utc_offset(zone, datetime(2026, 7, 1, tzinfo=UTC)) == offset
