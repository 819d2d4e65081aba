"""The weather report that comes by itself, once or every day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mojo.features.weather.phrases import After, Daily
from mojo.shared.model.people import User
from mojo.shared.model.places import Place
from mojo.shared.model.schedules import Cron, Once, Schedule
from mojo.shared.ports import Schedules
from mojo.shared.util.clock import Clock

REPORT_JOB = "weather.morning_report"
GRACE_S = 2 * 3600.0
"""A report that the machine slept through is still welcome so much later."""


@dataclass(frozen=True, slots=True)
class ComingReport:
    """The next report of a person."""

    place: Place
    at: datetime
    """In `zone`."""
    zone: str
    tomorrow: bool
    daily: bool


class Reports:
    """A person has at most one daily report and one that comes once. Every method raises StoreUnavailable."""

    def __init__(self, schedules: Schedules, clock: Clock) -> None:
        self._schedules = schedules
        self._clock = clock

    async def start(self, user: User, place: Place, when: Daily | After) -> ComingReport:
        """Let a report about `place` come, in place of the person's former one of the same kind; return the first."""
        zone = zone_of(user, place)
        schedule = Schedule(
            id=_id_of(user, daily=isinstance(when, Daily)),
            job=REPORT_JOB,
            trigger=self._trigger(when),
            timezone=zone,
            payload={"user_id": user.id, "place": place.model_dump(mode="json"), "timezone": zone},
            owner=user.id,
            misfire_grace_s=GRACE_S,
        )
        await self._schedules.put(schedule)
        return await self._coming(schedule)

    async def stop(self, user: User) -> bool:
        """Let no more come; False if none would have come."""
        stopped = [await self._schedules.remove(_id_of(user, daily)) for daily in (True, False)]
        return any(stopped)

    async def daily(self, user: User) -> ComingReport | None:
        """Return the person's next daily report, None if they have none."""
        schedule = await self._schedules.get(_id_of(user, daily=True))
        return None if schedule is None else await self._coming(schedule)

    def local_time(self, user: User, place: Place) -> datetime:
        """Return the present instant in the zone in which this person means a time."""
        return self._clock.now().astimezone(ZoneInfo(zone_of(user, place)))

    def _trigger(self, when: Daily | After) -> Cron | Once:
        if isinstance(when, Daily):
            return Cron(expression=f"{when.at.minute} {when.at.hour} * * *")
        return Once(at=self._clock.now() + timedelta(seconds=when.delay_s))

    async def _coming(self, schedule: Schedule) -> ComingReport:
        zone = ZoneInfo(schedule.timezone)
        now = self._clock.now()
        at = (await self._schedules.next_run(schedule.id) or now).astimezone(zone)
        return ComingReport(
            place=Place.model_validate(schedule.payload["place"]),
            at=at,
            zone=schedule.timezone,
            tomorrow=at.date() > now.astimezone(zone).date(),
            daily=isinstance(schedule.trigger, Cron),
        )


def zone_of(user: User, place: Place) -> str:
    """Return the zone in which this person means a time: their own, or the place's while they have not set one."""
    return user.timezone if user.timezone != "UTC" else place.timezone or "UTC"


def _id_of(user: User, daily: bool) -> str:
    return f"weather.report:{user.id}" if daily else f"weather.report-once:{user.id}"
