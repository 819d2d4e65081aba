"""Recurrence rules: the examples of RFC 5545, their bounds, jitter, start and end."""

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Calendar, Cron, Interval, Schedule
from mojo.shared.queue.triggers import firings_of, jitter_of, latest, upcoming

NEW_YORK = "America/New_York"
START = datetime(1997, 9, 2, 9, tzinfo=ZoneInfo(NEW_YORK))
"""DTSTART of the examples in RFC 5545, 3.8.5.3."""


def schedule(rule: str, start: datetime = START, **more: object) -> Schedule:
    trigger = Calendar(rule=rule, start=start)
    return Schedule.model_validate({"id": "s", "job": "j", "trigger": trigger, "timezone": NEW_YORK, **more})


def days(schedule: Schedule, count: int = 100) -> list[str]:
    found = upcoming(schedule, START - timedelta(days=1), count)
    return [at.astimezone(ZoneInfo(NEW_YORK)).strftime("%Y-%m-%d %H") for at in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["1997-09-02 09", "1997-09-03 09", "1997-09-04 09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=19970917T000000Z", ["1997-09-02 09", "1997-09-09 09", "1997-09-16 09"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH",
            ["1997-09-02 09", "1997-09-04 09", "1997-09-16 09", "1997-09-18 09"],
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", ["1997-09-05 09", "1997-10-03 09", "1997-11-07 09"]),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=-2MO", ["1997-09-22 09", "1997-10-20 09"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["1997-09-30 09", "1997-10-31 09", "1997-11-30 09"]),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["1997-09-30 09", "1997-10-31 09"]),
        ("FREQ=YEARLY;COUNT=2;BYMONTH=6,7", ["1998-06-02 09", "1998-07-02 09"]),
        ("FREQ=DAILY;UNTIL=19970903", ["1997-09-02 09", "1997-09-03 09"]),
        ("FREQ=HOURLY;INTERVAL=3;COUNT=3", ["1997-09-02 09", "1997-09-02 12", "1997-09-02 15"]),
    ],
)
def test_as_in_rfc_5545(rule: str, expected: list[str]) -> None:
    assert days(schedule(rule)) == expected


def test_every_other_week_stays_in_step_from_far_away_and_costs_little() -> None:
    rule = schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", datetime(1997, 9, 1, 9, tzinfo=UTC))
    began = process_time()
    near = upcoming(rule, datetime(2026, 1, 1, tzinfo=UTC), 5)
    assert process_time() - began < 0.5
    counted = schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=5000", datetime(1997, 9, 1, 9, tzinfo=UTC))
    assert near == upcoming(counted, datetime(2026, 1, 1, tzinfo=UTC), 5)


def test_a_date_that_never_comes_is_refused_soon() -> None:
    began = process_time()
    for frequency in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"):
        with pytest.raises(InvalidInput, match="never comes"):
            firings_of(schedule(f"FREQ={frequency};BYMONTH=2;BYMONTHDAY=30"))
    assert process_time() - began < 5


@pytest.mark.parametrize(
    "rule",
    [
        *("", "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=99999", "DAILY"),
        *(
            "FREQ=DAILY;COUNT=2;UNTIL=20270101",
            "FREQ=DAILY;BYDAY=XX",
            "FREQ=DAILY;BYHOUR=x",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;X=1",
        ),
        *("FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=20271399", "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) * 20),
        *("FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6", "FREQ=DAILY\nEXDATE:20260101"),
    ],
)
def test_a_wrong_rule_names_its_field(rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        firings_of(schedule(rule)).after(START)
    assert caught.value.params["field"] == "trigger.rule"


def test_a_start_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(InvalidInput):
        firings_of(schedule("FREQ=DAILY", datetime(9999, 1, 1, tzinfo=UTC)))


def test_start_and_end_bound_any_trigger() -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    bounds = {"start": noon + timedelta(hours=1), "end": noon + timedelta(hours=3)}
    for trigger in (Cron(expression="0 * * * *"), Interval(every_s=3600), Calendar(rule="FREQ=HOURLY", start=noon)):
        bounded = Schedule.model_validate({"id": "s", "job": "j", "trigger": trigger, **bounds})
        assert upcoming(bounded, noon, 10) == [noon + timedelta(hours=hour) for hour in (1, 2, 3)]
    with pytest.raises(InvalidInput, match="end must not be before start"):
        firings_of(Schedule(id="s", job="j", trigger=Interval(every_s=60), start=noon, end=noon - timedelta(1)))


def test_bare_bounds_are_read_on_the_schedules_clock() -> None:
    bounded = Schedule(id="s", job="j", trigger=Interval(every_s=3600), timezone="Europe/Berlin", start=datetime(2026, 7, 1, 9))  # noqa: DTZ001
    assert upcoming(bounded, START, 1) == [datetime(2026, 7, 1, 7, tzinfo=UTC)]


def test_jitter_is_bounded_spread_and_the_same_for_everybody() -> None:
    spread = Schedule(id="s", job="j", trigger=Interval(every_s=60), jitter_s=30)
    instants = upcoming(spread, START, 200)
    found = [jitter_of(spread, at) for at in instants]
    assert found == [jitter_of(spread.model_copy(), at.astimezone(ZoneInfo(NEW_YORK))) for at in instants]
    assert all(timedelta() <= by < timedelta(seconds=30) for by in found)
    assert len(set(found)) == 200
    assert max(found) - min(found) > timedelta(seconds=20)
    assert jitter_of(spread.model_copy(update={"jitter_s": 0}), instants[0]) == timedelta()


def test_the_latest_firing_within_a_span() -> None:
    noon = datetime(2026, 5, 4, 12, 0, 30, tzinfo=UTC)
    minutely = firings_of(Schedule(id="s", job="j", trigger=Cron(expression="* * * * *")))
    assert latest(minutely, noon - timedelta(hours=1), noon) == noon.replace(second=0)
    hourly = firings_of(Schedule(id="s", job="j", trigger=Cron(expression="0 9 * * *")))
    assert latest(hourly, noon - timedelta(hours=4), noon) == noon.replace(hour=9, minute=0, second=0)
    assert latest(hourly, noon - timedelta(hours=2), noon) is None
