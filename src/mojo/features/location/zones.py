"""The zones that a person has named, and what other features learn of their places."""

import secrets

from mojo.features.location.book import Book
from mojo.features.location.errors import NoPosition, NoSuchZone, TooMany
from mojo.features.location.model import Profile, Zone
from mojo.shared.errors import InvalidInput
from mojo.shared.model.people import Principal
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.util.clock import Clock

MOST_ZONES = 100
USUAL_RADIUS_M = 150.0
NARROWEST_M, WIDEST_M = 20.0, 100_000.0


class Zones:
    """Provides the port `Places`. Every method raises StoreUnavailable."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    async def all(self, by: Principal) -> list[Zone]:
        """Return the person's zones, by name."""
        return sorted((await self._book.read(by.user_id)).profile.zones, key=lambda zone: zone.name.casefold())

    async def put(
        self, by: Principal, name: str, at: Coordinates, radius_m: float = USUAL_RADIUS_M, zone_id: str | None = None
    ) -> Zone:
        """Make a zone, or replace the one of that id or name. Raises InvalidInput, TooMany."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= 60 or not name.isprintable():
            raise InvalidInput("name: 1 to 60 printable characters.", field="name")
        if not NARROWEST_M <= radius_m <= WIDEST_M:
            raise InvalidInput(f"radius_m: {NARROWEST_M:.0f} to {WIDEST_M:.0f} metres.", field="radius_m")
        made = Zone(id=zone_id or secrets.token_hex(4), name=name, at=at, radius_m=radius_m)
        profile = await self._book.change(by.user_id, lambda profile: _with_zone(profile, made))
        return next(zone for zone in profile.zones if zone.name.casefold() == name.casefold())

    async def here(self, by: Principal, name: str, radius_m: float = USUAL_RADIUS_M) -> Zone:
        """Make a zone where the person is. Raises NoPosition, InvalidInput, TooMany."""
        fix = (await self._book.read(by.user_id)).track.latest
        if fix is None:
            raise NoPosition("Your own position is not known. Cure: turn tracking on, and share it from a phone.")
        return await self.put(by, name, fix.at, radius_m)

    async def widen(self, by: Principal, zone_id: str, radius_m: float) -> Zone:
        """Give a zone another radius. Raises NoSuchZone, InvalidInput."""
        zone = (await self._book.read(by.user_id)).profile.zone(zone_id)
        if zone is None:
            raise NoSuchZone("You have no such zone.", zone=zone_id)
        return await self.put(by, zone.name, zone.at, radius_m, zone.id)

    async def remove(self, by: Principal, zone_id: str) -> Zone:
        """Forget a zone, and what waits for it. Raises NoSuchZone."""
        zone = (await self._book.read(by.user_id)).profile.zone(zone_id)
        if zone is None:
            raise NoSuchZone("You have no such zone.", zone=zone_id)
        await self._book.change(by.user_id, lambda profile: _without_zone(profile, zone_id))
        return zone

    async def position_of(self, user_id: str) -> Place | None:
        """Return where the person was last, None if that is not known or not to be taken now."""
        kept = await self._book.read(user_id)
        known = kept.track.latest if kept.profile.tracks(self._clock.now()) else None
        return Place(at=known.at) if known else None

    async def saved(self, user_id: str) -> list[Place]:
        """Return the places that the person has named."""
        return [Place(at=zone.at, name=zone.name) for zone in (await self._book.read(user_id)).profile.zones]


def _with_zone(profile: Profile, made: Zone) -> Profile:
    """Return the profile with `made`; one of the same name keeps its id, so that whoever waits for it goes on waiting."""
    known = {zone.name.casefold(): zone.id for zone in profile.zones}
    made = made.model_copy(update={"id": known.get(made.name.casefold(), made.id)})
    others = tuple(zone for zone in profile.zones if zone.id != made.id)
    if len(others) >= MOST_ZONES:
        raise TooMany(f"zones: at most {MOST_ZONES}; remove one first.", limit=MOST_ZONES)
    return profile.model_copy(update={"zones": (*others, made)})


def _without_zone(profile: Profile, zone_id: str) -> Profile:
    return profile.model_copy(
        update={
            "zones": tuple(zone for zone in profile.zones if zone.id != zone_id),
            "watches": tuple(watch for watch in profile.watches if watch.zone_id != zone_id),
            "errands": tuple(errand for errand in profile.errands if errand.zone_id != zone_id),
        }
    )
