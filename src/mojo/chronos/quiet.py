"""When a person wants to be left alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mojo.shared.model.people import User


def quiet_until(user: User | None, now: datetime) -> datetime | None:
    """Return when the quiet hours that `now` lies in end, None if it lies in none.

    An end that the change of the clocks skips is as far behind the change; one that comes twice is the first.
    """
    if user is None or user.quiet_hours is None or user.quiet_hours.start == user.quiet_hours.end:
        return None
    zone, hours = ZoneInfo(user.timezone), user.quiet_hours
    local = now.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    over_midnight = hours.end < hours.start
    inside = (clock >= hours.start or clock < hours.end) if over_midnight else hours.start <= clock < hours.end
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and clock >= hours.start else 0)
    end = datetime.combine(day, hours.end, zone).astimezone(now.tzinfo)
    return end if end > now else None
