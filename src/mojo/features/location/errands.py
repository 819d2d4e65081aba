"""What was put off until a zone is reached or left, for the features that take people's words."""

import secrets

from mojo.features.location.book import Book
from mojo.features.location.errors import NoSuchZone, TooMany
from mojo.features.location.model import Errand, Profile
from mojo.shared import place_ports as ports
from mojo.shared.errors import NotFound
from mojo.shared.util.clock import Clock

MOST = 50


class PlaceErrands:
    """Provides the port `Errands`."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    async def add(self, user_id: str, zone_id: str, task: str, *, leaving: bool = False) -> Errand:
        """Remind the person of `task` when they next come to a zone of theirs, or leave it. Raises NoSuchZone, TooMany."""
        errand = Errand(id=secrets.token_hex(4), zone_id=zone_id, task=task, leaving=leaving)

        def with_errand(profile: Profile) -> Profile:
            if profile.zone(zone_id) is None:
                raise NoSuchZone("You have no such zone.", zone=zone_id)
            if len(profile.errands) >= MOST:
                raise TooMany(f"errands: at most {MOST}; arrive first, or remove one.", limit=MOST)
            return profile.model_copy(update={"errands": (*profile.errands, errand)})

        await self._book.change(user_id, with_errand)
        return errand

    async def put_off_at(self, user_id: str, place: str, task: str, *, leaving: bool) -> ports.Errand:
        """See the port."""
        profile = (await self._book.read(user_id)).profile
        zone = next((zone for zone in profile.zones if zone.name.casefold() == place.casefold()), None)
        if zone is None:
            raise NoSuchZone("You have no such zone.", zone=place)
        return self._told(profile, await self.add(user_id, zone.id, task, leaving=leaving))

    async def put_off(self, user_id: str) -> list[ports.Errand]:
        """See the port."""
        profile = (await self._book.read(user_id)).profile
        return [self._told(profile, errand) for errand in profile.errands]

    async def forget(self, user_id: str, errand_id: str) -> ports.Errand:
        """See the port."""
        gone = next((errand for errand in await self.put_off(user_id) if errand.id == errand_id), None)
        if gone is None:
            raise NotFound("There is no such errand.")
        await self._book.change(user_id, lambda profile: without(profile, {errand_id}))
        return gone

    def _told(self, profile: Profile, errand: Errand) -> ports.Errand:
        zone = profile.zone(errand.zone_id)
        noticed = profile.tracks(self._clock.now())
        return ports.Errand(errand.id, zone.name if zone else "", errand.task, errand.leaving, noticed)


def without(profile: Profile, errands: set[str]) -> Profile:
    """Return the profile without these errands."""
    return profile.model_copy(update={"errands": tuple(one for one in profile.errands if one.id not in errands)})
