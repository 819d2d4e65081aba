"""The hour of somebody's morning report, for their profile."""

from datetime import time

from mojo.features.weather.phrases import Daily
from mojo.features.weather.places import PlaceBook
from mojo.features.weather.reports import Reports
from mojo.shared.errors import Conflict
from mojo.shared.model.people import User


class NoPlaceYet(Conflict):
    """There is nowhere to report about."""

    code = "weather.no_place"


class MorningHour:
    """Keeps `MorningReports`."""

    def __init__(self, reports: Reports, book: PlaceBook) -> None:
        self._reports = reports
        self._book = book

    async def hour(self, user: User) -> time | None:
        """See MorningReports."""
        coming = await self._reports.daily(user)
        return None if coming is None else coming.at.time().replace(second=0, microsecond=0)

    async def set_hour(self, user: User, at: time | None) -> None:
        """See MorningReports. It is about the place of the present report, else about the one asked for last."""
        if at is None:
            await self._reports.stop(user)
            return
        coming = await self._reports.daily(user)
        place = coming.place if coming else await self._book.last(user.id)
        if place is None:
            raise NoPlaceYet("There is no place to report about yet. Cure: ask Chronos for the weather somewhere first.")
        await self._reports.start(user, place, Daily(at.replace(second=0, microsecond=0)))
