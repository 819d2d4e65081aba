"""Pictures of where somebody is and was."""

import asyncio

from mojo.features.location.drawing import Map, draw
from mojo.features.location.history import DayOfTravel
from mojo.features.location.model import Sighting, Zone

NEAR_ZONES = 50


async def of_sighting(sighting: Sighting, zones: list[Zone]) -> bytes | None:
    """Return a map as PNG, None when the viewer may not know the place."""
    if sighting.at is None:
        return None
    course = sighting.motion.course_deg if sighting.motion else None
    shown = Map(here=sighting.at, accuracy_m=sighting.accuracy_m or 0.0, course_deg=course, zones=zones[:NEAR_ZONES])
    return await asyncio.to_thread(draw, shown)


async def of_day(day: DayOfTravel, zones: list[Zone]) -> bytes:
    """Return the way and the stays, numbered as in the list, as PNG."""
    way = [fix.at for fix in day.fixes]
    shown = Map(way=way, here=way[-1] if way else None, zones=zones[:NEAR_ZONES], stays=[stay.at for stay in day.stays])
    return await asyncio.to_thread(draw, shown)
