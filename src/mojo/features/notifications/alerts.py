"""What people do about alerts."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.deliveries import Acted, Action, DeliveryRecord
from mojo.shared.model.notifications import Chat
from mojo.shared.model.people import Principal, User
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.ports import Alerts, People
from mojo.shared.util.clock import Clock

TOMORROW_AT = time(8)
LONGEST = timedelta(days=30)


class AlertService:
    """Acknowledge, snooze and mute, by whoever got the alert; every message of it says so afterwards."""

    def __init__(self, people: People, deliveries: Deliveries, alerts: Alerts, mutes: Mutes, clock: Clock) -> None:
        self._people = people
        self._deliveries = deliveries
        self._alerts = alerts
        self._mutes = mutes
        self._clock = clock

    async def acknowledge(self, by: Principal, short_id: str) -> bool:
        """Say that `by` takes care of it; False if somebody did before. Raises NotFound, StoreUnavailable."""
        await self._received(by, short_id)
        return await self._act(by, short_id, Action.ACKNOWLEDGED)

    async def snooze(self, by: Principal, short_id: str, minutes: int) -> datetime:
        """Tell `by` again in so many minutes, 0 being tomorrow at eight; return when.

        Raises InvalidInput, NotFound, StoreUnavailable.
        """
        record, user = await self._received(by, short_id)
        until = self._in(minutes * 60, "minutes") if minutes else self._tomorrow(user)
        again = replace(record.said, to=Chat(user.chat_id), expires_at=None)
        await self._alerts.remind(again, until, f"{short_id}:{user.id}:{until.isoformat()}")
        await self._act(by, short_id, Action.SNOOZED, until)
        return until

    async def mute(self, by: Principal, short_id: str, hours: int) -> tuple[str, datetime]:
        """Tell `by` nothing of the alert's kind for some hours; return the kind and until when. Raises as `snooze` does."""
        record, user = await self._received(by, short_id)
        until = self._in(hours * 3600, "hours")
        await self._mutes.set(user.id, record.said.kind, until)
        await self._act(by, short_id, Action.MUTED, until)
        return record.said.kind, until

    async def unmute(self, by: Principal, kind: str) -> None:
        """Tell `by` about `kind` again. Raises StoreUnavailable."""
        await self._mutes.set(by.user_id, kind, None)

    async def _act(self, by: Principal, short_id: str, action: Action, until: datetime | None = None) -> bool:
        now = self._clock.now()
        acted = Acted(action=action, user_id=by.user_id, name=by.name, at=now, until=until)
        first = await self._deliveries.act(short_id, acted)
        chats = [record.lane for record in await self._deliveries.of_notification(short_id) if record.message_id is not None]
        if first:
            await self._alerts.amend(short_id, chats, f"{action.value}:{by.user_id}:{now.isoformat()}")
        return first

    async def _received(self, by: Principal, short_id: str) -> tuple[DeliveryRecord, User]:
        """Return what `by` got. Raises NotFound if they did not get it, or too long ago."""
        user = await self._people.get_user(by.user_id)
        records = await self._deliveries.of_notification(short_id) if user else []
        record = next((record for record in records if user and record.lane == str(user.chat_id)), None)
        if record is None or user is None:
            raise NotFound("You got no such alert within the last week.", id=short_id)
        return record, user

    def _in(self, seconds: float, field: str) -> datetime:
        if not 0 < seconds <= LONGEST.total_seconds():
            raise InvalidInput(f"{field}: more than 0, and 30 days at most.", field=field)
        return self._clock.now() + timedelta(seconds=seconds)

    def _tomorrow(self, user: User) -> datetime:
        local = self._clock.now().astimezone(ZoneInfo(user.timezone))
        at = datetime.combine(local.date() + timedelta(days=1), TOMORROW_AT, ZoneInfo(user.timezone))
        return at.astimezone(self._clock.now().tzinfo)
