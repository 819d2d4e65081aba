"""What people type, in five languages, and what is understood. It is Wednesday, 25 November 2026, noon in Berlin."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mojo.features.reminders import reading
from mojo.features.reminders.reading import understand
from mojo.features.reminders.recurrence import check_rule, instant, next_instant
from mojo.features.reminders.words import words_of
from mojo.shared.errors import InvalidInput

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=BERLIN)
PHRASES = Path(__file__).parent / "phrases"
"""One phrase a line: what is typed, the first time (or the error), the rule, the task."""
ROWS = [
    pytest.param(path.stem, *line.split("\t"), id=f"{path.stem}-{line.split(chr(9))[0]}")
    for path in sorted(PHRASES.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "typed", "start", "rule", "task"), ROWS)
def test_phrases(language: str, typed: str, start: str, rule: str, task: str) -> None:
    if start.isalpha():
        with pytest.raises(getattr(reading, start)):
            understand(typed, language, NOW, "Europe/Berlin")
        return
    understood = understand(typed, language, NOW, "Europe/Berlin")
    when = understood.when
    assert (f"{when.start:%Y-%m-%d %H:%M}" if when else "", when.rule or "" if when else "", understood.task) == (
        start,
        rule,
        task,
    )


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
def test_there_are_forty_phrases_a_language(language: str) -> None:
    assert len((PHRASES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()) >= 40


def test_a_language_that_nobody_taught_is_read_as_english() -> None:
    assert words_of("xx").language == "en"


def test_a_time_on_the_persons_clock() -> None:
    """It is already the 26th in Tokyo."""
    late = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    when = understand("today at 8:00 x", "en", late, "Asia/Tokyo").when
    assert when is not None
    assert instant(when.start, when.timezone) == datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "typed", "now", "shown"),
    [
        ("Europe/Berlin", "tomorrow at 2:30 x", "2027-03-27T12:00+01:00", "2027-03-28T03:00:00+02:00"),
        ("America/New_York", "tomorrow at 2:30 x", "2027-03-13T12:00-05:00", "2027-03-14T03:00:00-04:00"),
        ("Europe/Berlin", "tomorrow at 2:30 x", "2026-10-24T12:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("Australia/Lord_Howe", "tomorrow at 2:15 x", "2026-10-03T12:00+10:30", "2026-10-04T02:30:00+11:00"),
    ],
)
def test_changes_of_the_clocks(zone: str, typed: str, now: str, shown: str) -> None:
    """A time that the clocks skip comes when they have jumped; of one that comes twice the first counts."""
    when = understand(typed, "en", datetime.fromisoformat(now), zone).when
    assert when is not None
    assert instant(when.start, zone).astimezone(ZoneInfo(zone)).isoformat() == shown


def test_a_daily_time_keeps_to_the_clock_and_an_interval_to_elapsed_time() -> None:
    eve = datetime(2027, 3, 27, 9, 0)  # noqa: DTZ001  # a wall clock
    after = instant(eve, "Europe/Berlin")
    assert str(next_instant(eve, "FREQ=DAILY", "Europe/Berlin", after)) == "2027-03-28 07:00:00+00:00"
    assert str(next_instant(eve, "FREQ=HOURLY;INTERVAL=24", "Europe/Berlin", after)) == "2027-03-28 08:00:00+00:00"


def test_every_second_week_stays_in_step() -> None:
    start = datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001  # a wall clock
    times = [after := instant(start, "Europe/Berlin")]
    for _ in range(3):
        after = next_instant(start, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "Europe/Berlin", after) or after
        times.append(after)
    assert [f"{at:%m-%d}" for at in times] == ["11-30", "12-14", "12-28", "01-11"]


def test_a_rule_ends() -> None:
    start = datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001  # a wall clock
    assert next_instant(start, "FREQ=DAILY;COUNT=2", "UTC", datetime(2026, 12, 1, 9, tzinfo=UTC)) is None
    assert next_instant(start, None, "UTC", datetime(2026, 12, 1, 9, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nonsense",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=MINUTELY;INTERVAL=4",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=0,1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;FREQ=DAILY",
        "BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY\nDTSTART:20200101",
    ],
)
def test_rules_that_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="must"):
        check_rule(rule)


def test_errors_say_which_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        understand("yesterday at 8 x", "en", NOW, "Europe/Berlin")
    assert refused.value.params["field"] == "text"
