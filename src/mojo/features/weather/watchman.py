"""Looks at everything that is watched, and tells once when it comes and once when it is over."""

import logging
from datetime import datetime

from mojo.features.weather.formats import Reader, reader_of
from mojo.features.weather.service import WeatherService
from mojo.features.weather.watch_texts import over_text, watch_text
from mojo.features.weather.watches import SCOPE, Watches
from mojo.features.weather.watching import Condition, Kind, Watch, conditions, official
from mojo.shared.errors import ExternalServiceError, NotFound
from mojo.shared.model.notifications import Notification, Priority
from mojo.shared.model.places import Place
from mojo.shared.model.text import Text
from mojo.shared.place_ports import Places
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.weather")


class Watchman:
    """Evaluates watches. A source that is away changes nothing: neither a start nor an end is told from old news."""

    def __init__(  # noqa: PLR0917  # what it looks at, and whom it tells
        self, watches: Watches, weather: WeatherService, people: People, places: Places, notifier: Notifier, clock: Clock
    ) -> None:
        self._watches = watches
        self._weather = weather
        self._people = people
        self._places = places
        self._notifier = notifier
        self._clock = clock

    async def look(self) -> int:
        """Look at every watch; return how many notifications were stored. Raises StoreUnavailable."""
        return sum([await self._look_at(watch) for watch in await self._watches.all()])

    async def _look_at(self, watch: Watch) -> int:
        user = await self._people.get_user(watch.user_id)
        if user is None:
            await self._watches.drop(watch)
            return 0
        place = watch.place or await self._places.position_of(watch.user_id)
        if place is None or not user.may(SCOPE):
            return 0
        now = self._clock.now()
        try:
            holding = await self._holding(watch, place, now)
        except ExternalServiceError as failure:
            log.info("weather.watch_not_evaluated", extra={"code": failure.code})
            return 0
        return 0 if holding is None else await self._tell(watch, place, holding, reader_of(user))

    async def _holding(self, watch: Watch, place: Place, now: datetime) -> list[Condition] | None:
        """Return what holds; None if only old news is to be had."""
        if watch.kind is Kind.WARNINGS:
            told = await self._weather.get_warnings(place)
            return None if told.stale or not told.sources else official(told.warnings, now)
        forecast = await self._weather.get_forecast(place)
        return None if forecast.stale else conditions(watch.kind, forecast.forecast, now, watch.told)

    async def _tell(self, watch: Watch, place: Place, holding: list[Condition], reader: Reader) -> int:
        """Store what is new and what is over, then note that it was told: a crash in between repeats a dedupe key."""
        now, known = self._clock.now(), {one.key for one in watch.told}
        zone = place.timezone or "UTC"
        messages = [(watch_text(one, place, zone, reader), one.ends_at) for one in holding if one.key not in known]
        current = {one.key for one in holding}
        over = [one for one in watch.told if one.key not in current and worth_an_end(one, now)]
        messages += [(over_text(one, place, now), None) for one in over]
        for number, (message, worth_until) in enumerate(messages, start=watch.count):
            await self._notify(watch, message, number, worth_until)
        after = watch.model_copy(update={"told": tuple(holding), "count": watch.count + len(messages)})
        await self._watches.keep(watch, after)
        return len(messages)

    async def _notify(self, watch: Watch, message: Text, number: int, worth_until: datetime | None) -> None:
        notification = Notification(
            watch.user_id,
            message,
            f"weather.watch:{watch.id}:{number}",
            kind=f"weather.{watch.kind}",
            priority=Priority.HIGH if watch.kind is Kind.WARNINGS else Priority.NORMAL,
            expires_at=worth_until,
        )
        try:
            await self._notifier.notify(notification)
        except NotFound:  # they left between two lines
            await self._watches.drop(watch)


def worth_an_end(told: Condition, now: datetime) -> bool:
    """Tell whether people want to hear that it is over: not of a night or a day that ended as it was said to."""
    called_off = told.ends_at is None or now < told.ends_at
    return told.kind in (Kind.RAIN, Kind.WARNINGS, Kind.WIND) or called_off
