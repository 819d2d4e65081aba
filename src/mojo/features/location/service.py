"""Where people are, as far as they let it be known. The API, Chronos and the phones all look through here."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from mojo.features.location.book import Book, Kept
from mojo.features.location.errors import NoPosition, NotShared
from mojo.features.location.model import Look, Precision, Sighting, Zone
from mojo.features.location.ports import Address, ReverseGeocoder
from mojo.features.location.sharing import Sharing
from mojo.features.location.tracking import motion, standings
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.cache import AnswerCache
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.places import Coordinates
from mojo.shared.model.text import text
from mojo.shared.ports import Documents, Fleet, Notifier, People
from mojo.shared.util.clock import Clock

ADDRESSES_KEPT_S = 30 * 86_400.0
SEEN_AS_ONE = timedelta(hours=1)
"""A phone that shows friends looks every minute; so much is written down as one look."""
MOST_NOTED = 20_000
"""Pairs that a process remembers; the store knows all of them."""


class LocationService:
    """Every method raises StoreUnavailable: nobody looks whose look cannot be written down."""

    def __init__(
        self,
        book: Book,
        sharing: Sharing,
        people: People,
        *,
        geocoder: ReverseGeocoder,
        notifier: Notifier,
        documents: Documents,
        fleet: Fleet,
        clock: Clock,
    ) -> None:
        self._book = book
        self._sharing = sharing
        self._people = people
        self._geocoder = geocoder
        self._notifier = notifier
        self._documents = documents
        self._clock = clock
        self._noted: dict[str, datetime] = {}
        """Until when a look is written down already, by the key under which the store knows it."""
        self._addresses: AnswerCache[Address | None] = AnswerCache(
            f"location:address:{geocoder.id}",
            Address | None,
            documents,
            clock,
            fresh_s=ADDRESSES_KEPT_S,
            keep_s=2 * ADDRESSES_KEPT_S,
            fleet=fleet,
        )

    async def whereis(self, by: Principal, person: str, language: str = "en") -> Sighting:
        """Return where somebody (an id or a name) is, as far as they let `by` know; the look is written down.

        Raises NotShared whatever the reason, NoPosition for oneself.
        """
        user = await self._find(by, person)
        if user.id == by.user_id:
            return await self.own(by, language)
        kept = await self._book.read(user.id)
        sighting = await self._seen(user, kept, kept.profile.precision_for(by.user_id, self._clock.now()), language)
        await self._note(kept, user, by.user_id, by.name, sighting.precision)
        return sighting

    async def own(self, by: Principal, language: str = "en") -> Sighting:
        """Return where one is oneself. Raises NoPosition."""
        kept, user = await self._book.read(by.user_id), await self._people.get_user(by.user_id)
        if kept.track.latest is None or user is None:
            raise NoPosition("Your own position is not known. Cure: turn tracking on, and share it from a phone.")
        return await self._sighting(user, kept, Precision.EXACT, language)

    async def by_link(self, token: str, language: str = "en") -> Sighting:
        """Return where whoever gave the link is; the look is written down. Raises LinkOver, NotShared."""
        user_id, share = await self._sharing.behind_link(token)
        user = await self._people.get_user(user_id)
        if user is None:
            raise _not_shared()
        kept = await self._book.read(user_id)
        sighting = await self._seen(user, kept, share.precision, language)
        await self._note(kept, user, f"link:{share.id}", None, share.precision)
        return sighting

    async def visible(self, by: Principal) -> list[tuple[User, Precision]]:
        """Return who lets `by` know anything now, by name. Nobody is looked at."""
        found = [(user, precision) for user, _, precision in await self._visible(by)]
        return sorted(found, key=lambda pair: pair[0].name.casefold())

    async def friends(self, by: Principal) -> list[Sighting]:
        """Return everybody whose exact place `by` may know, for the map on their phone; one look an hour is written down."""
        sightings = []
        for user, kept, precision in await self._visible(by):
            if precision is not Precision.EXACT or kept.track.latest is None:
                continue
            await self._note_once(kept, user, by, precision)
            sightings.append(_sighting(user, kept, precision, self._clock.now(), None))
        return sightings

    async def zones_of(self, by: Principal, person_id: str) -> list[Zone]:
        """Return the zones in which `by` may ask to be told of somebody. Raises NotShared."""
        profile = (await self._book.read(person_id)).profile
        if profile.precision_for(by.user_id, self._clock.now()) is Precision.NEVER:
            raise _not_shared()
        return list(profile.zones)

    async def _visible(self, by: Principal) -> list[tuple[User, Kept, Precision]]:
        """Return who lets `by` know anything now, with what is known of them."""
        found, now = list[tuple[User, Kept, Precision]](), self._clock.now()
        for user_id in await self._book.offers(by.user_id):
            kept = await self._book.read(user_id)
            precision = kept.profile.precision_for(by.user_id, now)
            if kept.profile.tracks(now) and precision is not Precision.NEVER:
                user = await self._people.get_user(user_id)
                found += [(user, kept, precision)] if user else []
        return found

    async def _seen(self, user: User, kept: Kept, precision: Precision, language: str) -> Sighting:
        """Return what may be told. Raises NotShared when that is nothing."""
        if precision is Precision.NEVER or not kept.profile.tracks(self._clock.now()) or kept.track.latest is None:
            raise _not_shared()
        return await self._sighting(user, kept, precision, language)

    async def _sighting(self, user: User, kept: Kept, precision: Precision, language: str) -> Sighting:
        fix = kept.track.latest
        asks = fix is not None and precision in (Precision.EXACT, Precision.CITY)
        address = await self._address(fix.at, language, precision is Precision.EXACT) if asks and fix else None
        return _sighting(user, kept, precision, self._clock.now(), address)

    async def _address(self, at: Coordinates, language: str, exact: bool) -> Address | None:
        """Return what a point is called, None if nobody can say now. The key of the cache hides the point."""
        digits = 4 if exact else 2
        point = f"{at.latitude:.{digits}f},{at.longitude:.{digits}f}"
        key = hashlib.sha256(f"{language}:{exact}:{point}".encode()).hexdigest()[:32]
        with suppress(ExternalServiceError):
            return (await self._addresses.get(key, lambda: self._geocoder.address(at, language, exact=exact))).value
        return None

    async def _note_once(self, kept: Kept, user: User, by: Principal, precision: Precision) -> None:
        """Write the look down unless that was done within the hour; what this process has done itself costs no trip."""
        seen, now = f"location:friend:{by.user_id}:{user.id}", self._clock.now()
        if now < self._noted.get(seen, now):
            return
        if not await self._documents.read(seen):
            await self._note(kept, user, by.user_id, by.name, precision)
            await self._documents.write(seen, True, SEEN_AS_ONE.total_seconds())
            self._noted[seen] = now + SEEN_AS_ONE
        if len(self._noted) > MOST_NOTED:
            self._noted.clear()

    async def _find(self, by: Principal, person: str) -> User:
        wanted = " ".join(person.split()).removeprefix("@").casefold()
        users = [await self._self(by), *(user for user, _ in await self.visible(by))]
        named = [user for user in users if wanted in (user.id.casefold(), user.name.casefold())]
        begun = [user for user in users if wanted and user.name.casefold().startswith(wanted)]
        for found in (named, begun):
            if len(found) == 1 or (found and found is named):
                return found[0]
        raise _not_shared()

    async def _self(self, by: Principal) -> User:
        user = await self._people.get_user(by.user_id)
        if user is None:
            raise _not_shared()
        return user

    async def _note(self, kept: Kept, user: User, viewer: str, name: str | None, precision: Precision) -> None:
        """Write the look down, and tell whoever was looked at if they want to know; at most once an hour each."""
        now = self._clock.now()
        await self._book.note_look(user.id, Look(viewer=viewer, at=now, precision=precision))
        if kept.profile.tell_me:
            said = text("location-looked", person=name) if name else text("location-looked-by-link")
            key = f"location.looked:{user.id}:{viewer}:{now:%Y%m%d%H}"
            await self._notifier.notify(Notification(user.id, said, dedupe_key=key, kind="location.looked"))


def _sighting(user: User, kept: Kept, precision: Precision, now: datetime, address: Address | None) -> Sighting:
    """Return what `precision` lets be known, and nothing else."""
    fix, (zone, since) = kept.track.latest, _zone(kept)
    assert fix is not None  # noqa: S101  # whoever calls has looked
    told: dict[str, Any] = {
        "user_id": user.id,
        "name": user.name,
        "precision": precision,
        "zone": zone.name if zone else None,
        "zone_since": since,
        "taken_at": fix.taken_at,
        "age_s": max(0, int((now - fix.taken_at).total_seconds())),
        "clock_wrong": fix.clock_wrong,
    }
    if precision is not Precision.ZONE:
        told["city"] = address.city if address else None
    if precision is Precision.EXACT:
        told |= {"at": fix.at, "accuracy_m": fix.accuracy_m, "battery_pct": fix.battery_pct}
        told |= {"address": address.line if address else None, "motion": motion(kept.track, now)}
    return Sighting.model_validate(told)


def _zone(kept: Kept) -> tuple[Zone | None, datetime | None]:
    """Return the smallest zone they are in, and since when: by the last fix that could tell, for it is what is asked about."""
    fences = standings(kept.profile, kept.track)
    inside = [zone for zone in kept.profile.zones if fences[zone.fence_key].seems_inside]
    smallest = min(inside, key=lambda zone: zone.radius_m, default=None)
    return smallest, fences[smallest.fence_key].seems_since if smallest else None


def _not_shared() -> NotShared:
    return NotShared("Nobody of that name shares where they are with you.")
