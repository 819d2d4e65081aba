"""Telling people that somebody arrived or left, and reminding there. Nobody is told what both sides do not want."""

import secrets

from mojo.features.location.book import Book
from mojo.features.location.buttons import AnswerWatch
from mojo.features.location.errands import PlaceErrands, without
from mojo.features.location.errors import NoSuchZone, NotShared, TooMany
from mojo.features.location.model import Crossing, Errand, Passed, Precision, Profile, Watch
from mojo.shared.errors import NotFound
from mojo.shared.model.buttons import Button
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.text import text
from mojo.shared.place_ports import Reminding
from mojo.shared.ports import Audit, Notifier, People
from mojo.shared.util.clock import Clock

MOST = 50
_SAID = {Crossing.ARRIVED: "location-arrived", Crossing.LEFT: "location-left"}


class Arrivals:
    """Every method raises StoreUnavailable."""

    def __init__(
        self,
        book: Book,
        people: People,
        errands: PlaceErrands,
        *,
        notifier: Notifier,
        reminding: Reminding,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._errands = errands
        self._book = book
        self._people = people
        self._notifier = notifier
        self._reminding = reminding
        self._audit = audit
        self._clock = clock

    async def tell(self, profile: Profile, passed: Passed) -> None:
        """Tell whoever both sides want told, and remind the person of what they put off until now. Safe to repeat."""
        watchers = {watch.watcher for watch in profile.watches if watch.agreed and watch.zone_id == passed.zone.id}
        who = await self._people.get_user(passed.user_id)
        key = f"location.passed:{passed.user_id}:{passed.zone.id}:{int(passed.at.timestamp())}"
        for watcher in sorted(watchers) if who else []:
            said = text(_SAID[passed.crossing], person=who.name if who else "", zone=passed.zone.name, at=passed.at)
            await self._say(watcher, Notification(watcher, said, dedupe_key=f"{key}:{watcher}", kind="location.passed"))
        await self._remind(profile, passed)

    async def ask(self, by: Principal, person_id: str, zone_id: str) -> Watch:
        """Ask somebody whether `by` may be told of their coming and going. Raises NotShared, NoSuchZone, TooMany."""
        watch = Watch(id=secrets.token_hex(4), watcher=by.user_id, zone_id=zone_id)
        now = self._clock.now()

        def add(profile: Profile) -> Profile:
            if profile.precision_for(by.user_id, now) is Precision.NEVER:
                raise NotShared("Nobody of that name shares where they are with you.")
            if profile.zone(zone_id) is None:
                raise NoSuchZone("They have no such zone.", zone=zone_id)
            if _watching(profile, watch) is not None:
                return profile
            if len(profile.watches) >= MOST:
                raise TooMany(f"watches: at most {MOST}; end one first.", limit=MOST)
            return profile.model_copy(update={"watches": (*profile.watches, watch)})

        profile = await self._book.change(person_id, add)
        made = _watching(profile, watch) or watch
        if not made.agreed:
            await self._question(by, person_id, profile, made)
        await self._audit.record(by, "location.watch_asked", person_id)
        return made

    async def answer(self, by: Principal, watch_id: str, *, agreed: bool) -> Watch:
        """Agree that somebody is told of `by`, or end it. Raises NotFound."""
        watch = next((one for one in (await self._book.read(by.user_id)).profile.watches if one.id == watch_id), None)
        if watch is None:
            raise NotFound("There is no such question, or it was taken back.")
        changed = watch.model_copy(update={"agreed": True})
        if agreed:
            await self._audit.record(by, "location.watch_agreed", watch.watcher)
        await self._book.change(by.user_id, lambda profile: _with_watch(profile, watch_id, changed if agreed else None))
        if not agreed:
            await self._audit.record(by, "location.watch_ended", watch.watcher)
        if agreed:
            said = text("location-watch-agreed-told", person=by.name)
            key = f"location.watch:{watch_id}"
            await self._say(watch.watcher, Notification(watch.watcher, said, dedupe_key=key, kind="location.watch"))
        return changed

    async def stop(self, by: Principal, person_id: str, watch_id: str) -> None:
        """Be told no more. Raises NotFound."""
        kept = (await self._book.read(person_id)).profile
        if not any(watch.id == watch_id and watch.watcher == by.user_id for watch in kept.watches):
            raise NotFound("There is no such watch of yours.")
        await self._book.change(person_id, lambda profile: _with_watch(profile, watch_id, None))
        await self._audit.record(by, "location.watch_ended", person_id)

    async def mine(self, user_id: str) -> list[tuple[User, Watch]]:
        """Return of whom the person is told, or has asked to be."""
        found = []
        for other in await self._book.offers(user_id):
            user, profile = await self._people.get_user(other), (await self._book.read(other)).profile
            found += [(user, watch) for watch in profile.watches if user and watch.watcher == user_id]
        return found

    async def put_off(self, by: Principal, zone_id: str, task: str) -> Errand:
        """Remind the person of `task` when they next arrive in a zone of theirs. Raises NoSuchZone, TooMany."""
        return await self._errands.add(by.user_id, zone_id, task)

    async def drop(self, by: Principal, errand_id: str) -> None:
        """Forget what was put off. Raises NotFound."""
        await self._errands.forget(by.user_id, errand_id)

    async def _remind(self, profile: Profile, passed: Passed) -> None:
        leaving = passed.crossing is Crossing.LEFT
        due = [errand for errand in profile.errands if errand.zone_id == passed.zone.id and errand.leaving is leaving]
        for errand in due:
            await self._reminding.remind_now(passed.user_id, errand.task, f"location.errand:{errand.id}")
        if due:
            await self._book.change(passed.user_id, lambda now: without(now, {errand.id for errand in due}))

    async def _question(self, by: Principal, person_id: str, profile: Profile, watch: Watch) -> None:
        zone = profile.zone(watch.zone_id)
        said = text("location-watch-question", person=by.name, zone=zone.name if zone else "")
        yes = Button(text("location-watch-agree"), AnswerWatch(watch.id, 1))
        no = Button(text("location-watch-refuse"), AnswerWatch(watch.id, 0))
        key = f"location.watch_question:{watch.id}"
        await self._say(person_id, Notification(person_id, said, dedupe_key=key, kind="location.watch", buttons=((yes, no),)))

    async def _say(self, user_id: str, notification: Notification) -> None:
        """Tell them, unless they have left in the meantime."""
        if await self._people.get_user(user_id) is not None:
            await self._notifier.notify(notification)


def _watching(profile: Profile, wanted: Watch) -> Watch | None:
    return next((one for one in profile.watches if (one.watcher, one.zone_id) == (wanted.watcher, wanted.zone_id)), None)


def _with_watch(profile: Profile, watch_id: str, changed: Watch | None) -> Profile:
    watches = [changed if watch.id == watch_id else watch for watch in profile.watches]
    return profile.model_copy(update={"watches": tuple(watch for watch in watches if watch is not None)})
