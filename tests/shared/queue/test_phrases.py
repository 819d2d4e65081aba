"""A schedule in words, in every language."""

from datetime import UTC, datetime

import pytest

from mojo.shared.i18n.translator import make_translator
from mojo.shared.model.schedules import Calendar, Cron, Interval, Once, Schedule, Trigger
from mojo.shared.queue.phrases import phrase_of, preview_of
from mojo.shared.queue.triggers import upcoming

SPEAKER = make_translator()
NOVEMBER = datetime(2026, 11, 28, 12, tzinfo=UTC)
"""A Saturday."""


def schedule(trigger: Trigger, **more: object) -> Schedule:
    return Schedule.model_validate({"id": "s", "job": "j", "trigger": trigger, "timezone": "Europe/Berlin", **more})


def rule(text: str) -> Calendar:
    return Calendar(rule=text, start=datetime(2026, 11, 30, 7, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        (Cron(expression="30 7 * * 1-5"), "every weekday at 7:30 AM"),
        (Cron(expression="30 7 * * mon-fri"), "every weekday at 7:30 AM"),
        (Cron(expression="0 9 * * 0,6"), "every Saturday and Sunday at 9:00 AM"),
        (Cron(expression="0 9 * * 7,mon,wed"), "every Monday, Wednesday and Sunday at 9:00 AM"),
        (Cron(expression="0 9 * * fri"), "every Friday at 9:00 AM"),
        (Cron(expression="@daily"), "every day at 12:00 AM"),
        (Cron(expression="@hourly"), "every hour at 00 minutes past"),
        (Cron(expression="* * * * *"), "every minute"),
        (Cron(expression="*/15 * * * *"), "every 15 minutes"),
        (Cron(expression="0 8 1 * *"), "on day 1 of every month at 8:00 AM"),
        (Cron(expression="0 8 1-7 * mon"), "by the rule 0 8 1-7 * mon"),
        (Cron(expression="0 8 * * mon/2"), "by the rule 0 8 * * mon/2"),
        (Interval(every_s=1), "every second"),
        (Interval(every_s=90), "every 90 seconds"),
        (Interval(every_s=3600), "every hour"),
        (Interval(every_s=7200), "every 2 hours"),
        (Interval(every_s=86_400 * 3), "every 3 days"),
        (Once(at=NOVEMBER), "once"),
        (rule("FREQ=DAILY"), "every day at 8:30 AM"),
        (rule("FREQ=WEEKLY"), "every Monday at 8:30 AM"),
        (rule("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=7;BYMINUTE=15"), "every weekday at 7:15 AM"),
        (rule("FREQ=MONTHLY;COUNT=3"), "on day 30 of every month at 8:30 AM"),
        (rule("FREQ=MONTHLY;BYDAY=-1FR"), "by the rule FREQ=MONTHLY;BYDAY=-1FR"),
        (rule("FREQ=WEEKLY;INTERVAL=2"), "by the rule FREQ=WEEKLY;INTERVAL=2"),
    ],
)
def test_in_english(trigger: Trigger, said: str) -> None:
    assert SPEAKER.say(phrase_of(schedule(trigger)), "en") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "every weekday at 7:30 AM, next Monday, November 30, 2026, 7:30"),
        ("de", "montags bis freitags um 07:30, das nächste Mal am Montag, 30. November 2026 um 07:30"),
        ("es", "de lunes a viernes a las 7:30; la próxima vez, el lunes, 30 de noviembre de 2026 a las 7:30"),
        ("ru", "по будням в 07:30, в следующий раз — понедельник, 30 ноября 2026"),
        ("zh", "每个工作日 07:30，下一次：2026年11月30日星期一 07:30"),
    ],
)
def test_the_next_time_in_every_language(language: str, said: str) -> None:
    weekdays = schedule(Cron(expression="30 7 * * 1-5"))
    (following,) = upcoming(weekdays, NOVEMBER, 1)
    assert SPEAKER.say(preview_of(weekdays, following), language, "Europe/Berlin").startswith(said)


def test_paused_and_over() -> None:
    assert "paused" in SPEAKER.say(preview_of(schedule(Once(at=NOVEMBER), paused=True), None), "en")
    assert "not again" in SPEAKER.say(preview_of(schedule(Once(at=NOVEMBER)), None), "en")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "каждую минуту"), (2, "каждые 2 минуты"), (5, "каждые 5 минут"), (21, "каждую 21 минуту")]
)
def test_russian_counts(count: int, said: str) -> None:
    assert SPEAKER.say(phrase_of(schedule(Interval(every_s=60.0 * count))), "ru") == said
