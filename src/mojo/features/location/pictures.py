"""Pictures of where somebody is and was."""

import asyncio

from mojo.features.location.drawing import Map, draw
from mojo.features.location.history import DayOfTravel
from mojo.features.location.model import Sighting, Zone
from mojo.features.location.tiles import Tiles

NEAR_ZONES = 50


class Pictures:
    """Draws in a worker thread, on tiles if there are any."""

    def __init__(self, tiles: Tiles) -> None:
        self._tiles = tiles

    async def of_sighting(self, sighting: Sighting, zones: list[Zone]) -> bytes | None:
        """Return a map as PNG, None when the viewer may not know the place."""
        if sighting.at is None:
            return None
        course = sighting.motion.course_deg if sighting.motion else None
        accuracy_m = sighting.accuracy_m or 0.0
        return await self._draw(Map(here=sighting.at, accuracy_m=accuracy_m, course_deg=course, zones=zones[:NEAR_ZONES]))

    async def of_day(self, day: DayOfTravel, zones: list[Zone]) -> bytes:
        """Return the way and the stays, numbered as in the list, as PNG."""
        way, stays = [fix.at for fix in day.fixes], [stay.at for stay in day.stays]
        return await self._draw(Map(way=way, here=way[-1] if way else None, zones=zones[:NEAR_ZONES], stays=stays))

    async def _draw(self, shown: Map) -> bytes:
        return await asyncio.to_thread(draw, shown, await self._tiles.under(shown))
