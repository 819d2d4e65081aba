"""Both changes of the clocks of two years, in five zones, against an independent reading of crontab."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from mojo.shared.model.schedules import Calendar, Cron, Once, Schedule, Trigger, WhenRepeated, WhenSkipped
from mojo.shared.queue.triggers import firings_of, upcoming

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo")
"""By whole and by half an hour, north and south of the equator, at midnight and at night."""


def changes(zone: str) -> list[datetime]:
    """Return the instants, to the hour, at which the clocks of `zone` change in 2026 and 2027."""
    at, found = datetime(2026, 1, 1, tzinfo=UTC), []
    while at.year < 2028:
        after = at + timedelta(hours=1)
        if at.astimezone(ZoneInfo(zone)).utcoffset() != after.astimezone(ZoneInfo(zone)).utcoffset():
            found.append(after)
        at = after
    return found


EDGES = [(zone, change) for zone in ZONES for change in changes(zone)]
DAILY = [f"{minute} {hour} * * *" for hour in range(5) for minute in (0, 15, 30, 45)]
OFTEN = ["*/10 * * * *", "0 * * * *", "*/15 1-3 * * *", "5,35 */2 * * *", "0 0,1,2,3 * * *", "30 2 * * sun", "@daily"]


def schedule(trigger: Trigger, timezone: str, **more: object) -> Schedule:
    return Schedule.model_validate({"id": "s", "job": "j", "trigger": trigger, "timezone": timezone, **more})


def by_cronsim(expression: str, after: datetime, zone: str, count: int) -> list[datetime]:
    told = CronSim("0 0 * * *" if expression == "@daily" else expression, after.astimezone(ZoneInfo(zone)))
    found = [next(told).astimezone(UTC) for _ in range(count * 2)]
    return list(dict.fromkeys(at for at in found if at > after))[:count]


def test_each_zone_has_four_changes() -> None:
    assert len(EDGES) == 20


@pytest.mark.parametrize("expression", [*DAILY, *OFTEN])
def test_at_both_changes_of_the_clocks_as_cronsim_has_it(expression: str) -> None:
    for zone, change in EDGES:
        start = change - timedelta(hours=30)
        found = upcoming(schedule(Cron(expression=expression), zone), start, 20)
        assert found == by_cronsim(expression, start, zone, 20), (zone, change)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.sampled_from(
        ["{m} {h} * * *", "*/{s} * * * *", "{m} {h} 1,15 * *", "{m} {h} * * mon-fri", "{m} {h} 13 * fri", "{m} */{s} * * *"]
    ),
    st.tuples(st.integers(0, 59), st.integers(0, 23), st.integers(1, 20)),
)
def test_any_expression_from_any_instant_as_cronsim_has_it(
    zone: str, after: datetime, form: str, numbers: tuple[int, int, int]
) -> None:
    minute, hour, step = numbers
    expression = form.format(m=minute, h=hour, s=step)
    assert upcoming(schedule(Cron(expression=expression), zone), after, 5) == by_cronsim(expression, after, zone, 5)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(EDGES), st.integers(-180, 180), st.integers(0, 3), st.sampled_from([0, 15, 30, 45]), st.booleans())
def test_firings_go_forward_and_do_not_depend_on_where_one_asks_from(
    edge: tuple[str, datetime], minutes: int, hour: int, minute: int, both: bool
) -> None:
    zone, change = edge
    repeated = WhenRepeated.BOTH if both else WhenRepeated.FIRST
    rule = Calendar(rule=f"FREQ=DAILY;BYHOUR={hour};BYMINUTE={minute};BYSECOND=0", start=datetime(2026, 1, 1))  # noqa: DTZ001
    for trigger in (Cron(expression=f"{minute} {hour} * * *"), rule):
        firings = firings_of(schedule(trigger, zone, when_repeated=repeated))
        after = change + timedelta(minutes=minutes)
        at = firings.after(after)
        assert at is not None
        assert at > after
        assert firings.after(at - timedelta(microseconds=1)) == at
        assert firings.after(at - timedelta(minutes=1) if at - timedelta(minutes=1) >= after else after) == at


def shown(found: list[datetime], zone: str) -> list[str]:
    return [at.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M %z") for at in found]


SPRING = datetime(2026, 3, 28, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, tzinfo=UTC)
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    "trigger",
    [
        Cron(expression="30 2 * * *"),
        Calendar(rule="FREQ=DAILY", start=datetime(2026, 1, 1, 2, 30)),  # noqa: DTZ001  # bare on purpose
    ],
)
def test_a_schedule_may_choose_otherwise(trigger: Trigger) -> None:
    usual = schedule(trigger, BERLIN)
    assert shown(upcoming(usual, SPRING, 2), BERLIN) == ["03-29 03:00 +0200", "03-30 02:30 +0200"]
    assert shown(upcoming(usual, AUTUMN, 2), BERLIN) == ["10-25 02:30 +0200", "10-26 02:30 +0100"]
    other = schedule(trigger, BERLIN, when_skipped=WhenSkipped.SKIP, when_repeated=WhenRepeated.BOTH)
    assert shown(upcoming(other, SPRING, 2), BERLIN) == ["03-30 02:30 +0200", "03-31 02:30 +0200"]
    assert shown(upcoming(other, AUTUMN, 3), BERLIN) == ["10-25 02:30 +0200", "10-25 02:30 +0100", "10-26 02:30 +0100"]


def test_twice_in_the_order_of_time() -> None:
    both = schedule(Cron(expression="0,30 2 * * *"), BERLIN, when_repeated=WhenRepeated.BOTH)
    assert shown(upcoming(both, AUTUMN, 4), BERLIN) == [
        *("10-25 02:00 +0200", "10-25 02:30 +0200", "10-25 02:00 +0100", "10-25 02:30 +0100")
    ]


def test_a_single_time_that_does_not_exist_is_the_next_valid_one() -> None:
    once = schedule(Once(at=datetime(2026, 3, 29, 2, 30)), BERLIN)  # noqa: DTZ001  # bare on purpose
    assert shown(upcoming(once, SPRING, 2), BERLIN) == ["03-29 03:00 +0200"]
