"""A person's reminders as a calendar that other programs subscribe to: iCalendar, RFC 5545.

Who knows the link may read it, so it is a secret: only its hash is stored, and a new link ends the old one.
"""

import hmac
from datetime import timedelta
from zoneinfo import ZoneInfo

from mojo.features.reminders.book import Book
from mojo.features.reminders.model import Reminder
from mojo.shared.auth.tokens import fingerprint, new_token
from mojo.shared.errors import NotFound
from mojo.shared.model.people import PersonState, Principal
from mojo.shared.ports import Audit, People, Records
from mojo.shared.util.clock import Clock

_SHELF = "reminder-feeds"


class Feed:
    """Every method raises StoreUnavailable."""

    def __init__(self, book: Book, records: Records, people: People, audit: Audit, clock: Clock) -> None:
        self._book = book
        self._records = records
        self._people = people
        self._audit = audit
        self._clock = clock

    async def open(self, by: Principal) -> str:
        """Return the path of a fresh link, shown this once; the former one ends."""
        token = new_token("feed")
        await self._set(by.user_id, fingerprint(token))
        await self._audit.record(by, "reminder.feed_opened")
        return f"{by.user_id}/{token}.ics"

    async def close(self, by: Principal) -> None:
        """End the link."""
        await self._set(by.user_id, None)
        await self._audit.record(by, "reminder.feed_closed")

    async def forget(self, user_id: str) -> None:
        """End the link of a person who is leaving."""
        await self._set(user_id, None)

    async def read(self, user_id: str, token: str) -> bytes:
        """Return the calendar. Raises NotFound whatever is wrong with the link."""
        known = await self._records.read(_SHELF, user_id) or ""
        right = hmac.compare_digest(fingerprint(token.removesuffix(".ics")), str(known))
        user = await self._people.get_user(user_id) if right else None
        if user is None or user.state is not PersonState.ACTIVE or not user.may("reminders:read"):
            raise NotFound("There is no such calendar.")
        return calendar_of(await self._book.of(user_id))

    async def _set(self, user_id: str, mark: str | None) -> None:
        while not await self._records.swap(_SHELF, user_id, await self._records.read(_SHELF, user_id), mark):
            pass  # somebody else has just opened or closed it


def calendar_of(reminders: list[Reminder]) -> bytes:
    """Return the reminders as iCalendar: each an event of no length with an alarm."""
    from icalendar import Alarm, Calendar, Event, vRecur

    calendar = Calendar()
    calendar.add("prodid", "-//Mojo//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for reminder in reminders:
        event, alarm = Event(), Alarm()
        event.add("uid", reminder.uid or f"{reminder.id}@mojo")
        event.add("dtstamp", reminder.created_at)
        event.add("dtstart", reminder.when.start.replace(tzinfo=ZoneInfo(reminder.when.timezone)))
        event.add("summary", reminder.task)
        if reminder.when.rule:
            event.add("rrule", vRecur.from_ical(reminder.when.rule))
        alarm.add("action", "DISPLAY")
        alarm.add("description", reminder.task)
        alarm.add("trigger", timedelta(0))
        event.add_component(alarm)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
