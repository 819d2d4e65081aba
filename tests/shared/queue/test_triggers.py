"""When schedules fire: cron as POSIX means it, changes of the clock, intervals, single instants, and what is refused."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Cron, Interval, Once, Schedule, Trigger
from mojo.shared.queue.triggers import firings_of

WINTER = datetime(2026, 1, 1, tzinfo=UTC)
"""A Thursday."""


def schedule(trigger: Trigger, timezone: str = "UTC") -> Schedule:
    return Schedule(id="s", job="j", trigger=trigger, timezone=timezone)


def next_of(trigger: Trigger, after: datetime, count: int, timezone: str = "UTC") -> list[str]:
    """Return the next firings as the clock on the wall shows them."""
    firings = firings_of(schedule(trigger, timezone))
    shown = []
    for _ in range(count):
        at = firings.after(after)
        if at is None:
            break
        assert at > after
        assert at.tzinfo is UTC
        shown.append(at.astimezone(ZoneInfo(timezone)).strftime("%m-%d %H:%M %z"))
        after = at
    return shown


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("30 7 * * *", ["01-01 07:30", "01-02 07:30"]),
        ("*/20 * * * *", ["01-01 00:20", "01-01 00:40"]),
        ("0 9-17/4 * * mon-fri", ["01-01 09:00", "01-01 13:00", "01-01 17:00", "01-02 09:00"]),
        ("0 9 * * 0", ["01-04 09:00", "01-11 09:00"]),
        ("0 9 * * 7", ["01-04 09:00", "01-11 09:00"]),
        ("0 9 * * SUN", ["01-04 09:00"]),
        ("0 9 * * 1-5", ["01-01 09:00", "01-02 09:00", "01-05 09:00"]),
        ("0 9 * * 5-7", ["01-02 09:00", "01-03 09:00", "01-04 09:00", "01-09 09:00"]),
        ("0 9 * * fri-sun", ["01-02 09:00", "01-03 09:00", "01-04 09:00", "01-09 09:00"]),
        ("0 9 * * */3", ["01-03 09:00", "01-04 09:00", "01-07 09:00"]),
        ("0 9 * * 4/1", ["01-01 09:00", "01-02 09:00", "01-03 09:00", "01-08 09:00"]),
        ("0 9 1,15 * *", ["01-01 09:00", "01-15 09:00", "02-01 09:00"]),
        ("0 9 1 feb,jul *", ["02-01 09:00", "07-01 09:00"]),
        ("0 9 29 2 *", ["02-29 09:00"]),
        ("@daily", ["01-02 00:00", "01-03 00:00"]),
        ("@Hourly", ["01-01 01:00"]),
        ("@weekly", ["01-04 00:00"]),
        ("@monthly", ["02-01 00:00"]),
        ("@yearly", ["01-01 00:00"]),
        ("30 15 9 * * mon", ["01-05 09:15"]),
    ],
)
def test_cron(expression: str, expected: list[str]) -> None:
    found = next_of(Cron(expression=expression), WINTER, len(expected))
    assert [shown.removesuffix(" +0000") for shown in found] == expected


def test_limited_day_of_month_and_weekday_mean_either() -> None:
    """The 13th, and every Friday: POSIX crontab, "either shall match"."""
    found = next_of(Cron(expression="0 9 13 * 5"), datetime(2026, 1, 9, 12, tzinfo=UTC), 3)
    assert found == ["01-13 09:00 +0000", "01-16 09:00 +0000", "01-23 09:00 +0000"]


@pytest.mark.parametrize(
    ("expression", "timezone", "after", "expected"),
    [
        pytest.param(
            *("30 2 * * *", "Europe/Berlin", datetime(2026, 3, 28, 12, tzinfo=UTC)),
            ["03-29 03:00 +0200", "03-30 02:30 +0200"],
            id="a skipped time fires when the clocks have jumped",
        ),
        pytest.param(
            *("30 2 * * *", "Europe/Berlin", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
            ["03-29 03:00 +0200", "03-30 02:30 +0200"],
            id="also when asked just before",
        ),
        pytest.param(
            *("30 2 * * *", "Europe/Berlin", datetime(2026, 10, 24, 12, tzinfo=UTC)),
            ["10-25 02:30 +0200", "10-26 02:30 +0100"],
            id="an hour that comes twice fires once",
        ),
        pytest.param(
            *("30 2 * * *", "Europe/Berlin", datetime(2026, 10, 25, 1, 10, tzinfo=UTC)),
            ["10-26 02:30 +0100"],
            id="and not in its second coming",
        ),
        pytest.param(
            *("0 0 * * *", "America/Santiago", datetime(2026, 9, 5, 12, tzinfo=UTC)),
            ["09-06 01:00 -0300", "09-07 00:00 -0300"],
            id="a day without midnight is not skipped",
        ),
        pytest.param(
            *("15 2 * * *", "Australia/Lord_Howe", datetime(2026, 10, 3, 2, tzinfo=UTC)),
            ["10-04 02:30 +1100", "10-05 02:15 +1100"],
            id="a change of half an hour",
        ),
        pytest.param(
            *("45 1 * * *", "Australia/Lord_Howe", datetime(2026, 4, 4, 2, tzinfo=UTC)),
            ["04-05 01:45 +1100", "04-06 01:45 +1030"],
            id="and back",
        ),
        pytest.param(
            *("0 1-4 * * *", "Europe/Berlin", datetime(2026, 3, 28, 23, 30, tzinfo=UTC)),
            ["03-29 01:00 +0100", "03-29 03:00 +0200", "03-29 04:00 +0200"],
            id="two times that fall together fire once",
        ),
        pytest.param(
            *("*/30 * * * *", "Europe/Berlin", datetime(2026, 3, 29, 0, 20, tzinfo=UTC)),
            ["03-29 01:30 +0100", "03-29 03:00 +0200", "03-29 03:30 +0200"],
            id="elapsed time passes over the gap",
        ),
        pytest.param(
            *("*/30 * * * *", "Europe/Berlin", datetime(2026, 10, 25, 0, 20, tzinfo=UTC)),
            ["10-25 02:30 +0200", "10-25 02:00 +0100", "10-25 02:30 +0100", "10-25 03:00 +0100"],
            id="and sees the hour twice",
        ),
        pytest.param(
            *("0 12 * * *", "Asia/Kathmandu", datetime(2026, 6, 1, tzinfo=UTC)),
            ["06-01 12:00 +0545", "06-02 12:00 +0545"],
            id="an odd offset without changes",
        ),
    ],
)
def test_change_of_the_clocks(expression: str, timezone: str, after: datetime, expected: list[str]) -> None:
    assert next_of(Cron(expression=expression), after, len(expected), timezone) == expected


@given(
    st.integers(0, 4 * 365 * 86_400).map(lambda seconds: WINTER + timedelta(seconds=seconds)),
    st.sampled_from(["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "America/New_York", "UTC"]),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_daily_hour_fires_once_every_calendar_day(after: datetime, timezone: str, hour: int, minute: int) -> None:
    firings = firings_of(schedule(Cron(expression=f"{minute} {hour} * * *"), timezone))
    first = firings.after(after)
    assert first is not None
    second = firings.after(first)
    assert second is not None
    zone = ZoneInfo(timezone)
    assert second.astimezone(zone).date() - first.astimezone(zone).date() == timedelta(days=1)
    assert firings.after(first - timedelta(microseconds=1)) == first


def test_interval_counts_from_its_start() -> None:
    every = Interval(every_s=90, start=datetime(2026, 1, 1, 0, 0, 30, tzinfo=UTC))
    firings = firings_of(schedule(every))
    assert firings.after(WINTER) == every.start
    assert every.start is not None
    assert firings.after(every.start) == every.start + timedelta(seconds=90)
    assert firings.after(every.start + timedelta(seconds=89.5)) == every.start + timedelta(seconds=90)


def test_interval_without_a_start_is_the_same_for_everybody() -> None:
    firings = firings_of(schedule(Interval(every_s=600)))
    assert firings.after(WINTER + timedelta(seconds=1)) == WINTER + timedelta(seconds=600)


def test_interval_of_fractions_does_not_drift() -> None:
    at: datetime | None = WINTER
    firings = firings_of(schedule(Interval(every_s=0.1)))
    for _ in range(1000):
        assert at is not None
        at = firings.after(at)
    assert at == WINTER + timedelta(seconds=100)


def test_once_fires_once_and_reads_a_bare_time_on_the_schedules_clock() -> None:
    firings = firings_of(schedule(Once(at=datetime(2026, 7, 1, 9, 0)), "Europe/Berlin"))  # noqa: DTZ001  # bare on purpose
    at = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert firings.after(WINTER) == at
    assert firings.after(at) is None


def test_a_date_that_never_comes() -> None:
    assert firings_of(schedule(Cron(expression="0 0 30 2 *"))).after(WINTER) is None


@pytest.mark.parametrize(
    "expression",
    [
        *(
            "",
            "* * * *",
            "* * * * * * *",
            "60 * * * * *",
            "61 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "* * * * fri-mon",
        ),
        *("* * * * */0", "*/0 * * * *", "5-1 * * * *", "* * * * mon/x", "* * * * ,", "* * * foo *", "@reboot", "@", "a b c d e"),
    ],
)
def test_a_wrong_crontab_expression_names_its_field(expression: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        firings_of(schedule(Cron(expression=expression)))
    assert caught.value.params["field"] == "trigger.expression"


@pytest.mark.parametrize("timezone", ["", "Nowhere/Else", "Europe", "../../etc/passwd", "/etc/passwd", "x" * 300, "\0"])
def test_an_unknown_timezone_names_its_field(timezone: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        firings_of(schedule(Cron(expression="* * * * *"), timezone))
    assert caught.value.params["field"] == "timezone"


def test_an_interval_too_short_names_its_field() -> None:
    with pytest.raises(InvalidInput) as caught:
        firings_of(schedule(Interval(every_s=0.0001)))
    assert caught.value.params["field"] == "trigger.every_s"
