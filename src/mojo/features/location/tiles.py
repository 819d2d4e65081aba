"""Tiles under a map, if the owner has set a server for them: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames."""

import asyncio
import math
from collections import OrderedDict
from dataclasses import dataclass

from mojo.features.location.drawing import MARGIN, SIZE, Backdrop, Map, Point, middle_of
from mojo.features.location.geo import EARTH_M
from mojo.features.location.settings import LocationSettings
from mojo.shared.errors import ExternalServiceError, InvalidInput
from mojo.shared.model.guarded import GuardedRequest
from mojo.shared.model.places import Coordinates
from mojo.shared.ports import GuardedHttp
from mojo.shared.settings import Settings

TILE = 256
CLOSEST, WIDEST = 17, 1
LAST_LATITUDE = 85.0511
"""Where the Mercator square ends."""
KEPT_TILES = 256
TILE_TIMEOUT_S = 4.0


@dataclass(frozen=True, slots=True)
class Mercator:
    """Web Mercator around `middle`."""

    middle: Coordinates
    zoom: int

    @property
    def pixels_per_m(self) -> float:
        """The scale in the middle."""
        return self.world / (2 * math.pi * EARTH_M * math.cos(math.radians(_within(self.middle.latitude))))

    @property
    def world(self) -> int:
        """How many pixels there are round the equator."""
        return TILE << self.zoom

    @property
    def corner(self) -> tuple[int, int]:
        """The pixel of the world that is the upper left one of the picture."""
        east, south = _pixel(self.middle, self.world)
        return round(east) - SIZE[0] // 2, round(south) - SIZE[1] // 2

    def place(self, at: Coordinates) -> Point:
        """Return where on the picture a point is, the nearer way round the world."""
        (east, south), (left, top) = _pixel(at, self.world), self.corner
        away = (east - left - SIZE[0] / 2 + self.world / 2) % self.world - self.world / 2
        return SIZE[0] / 2 + away, south - top


class Tiles:
    """Provides what a map is drawn on, or nothing."""

    def __init__(self, http: GuardedHttp, settings: Settings) -> None:
        self._http = http
        self._template = settings[LocationSettings].tile_url.get_secret_value()
        self._attribution = settings[LocationSettings].tile_attribution
        self._kept: OrderedDict[tuple[int, int, int], bytes] = OrderedDict()

    async def under(self, shown: Map) -> Backdrop | None:
        """Return the tiles under `shown`; None if there is no server, or if it does not bring them all."""
        if not self._template or not shown.points:
            return None
        sheet = _fitting(shown)
        left, top = sheet.corner
        columns = range(left // TILE, (left + SIZE[0] - 1) // TILE + 1)
        rows = range(max(0, top // TILE), min(2**sheet.zoom - 1, (top + SIZE[1] - 1) // TILE) + 1)
        spots = [(column, row) for column in columns for row in rows]
        found = await asyncio.gather(*(self._tile(sheet.zoom, column % 2**sheet.zoom, row) for column, row in spots))
        tiles = [(c * TILE - left, r * TILE - top, tile) for (c, r), tile in zip(spots, found, strict=True) if tile]
        return Backdrop(sheet, tiles, self._attribution) if len(tiles) == len(spots) else None

    async def _tile(self, zoom: int, column: int, row: int) -> bytes | None:
        key = zoom, column, row
        if key not in self._kept:
            url = self._template.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))
            try:
                answer = await self._http.fetch(GuardedRequest(url=url, timeout_s=TILE_TIMEOUT_S))
            except (ExternalServiceError, InvalidInput):
                return None
            if answer.status != 200:
                return None
            self._kept[key] = answer.body
            if len(self._kept) > KEPT_TILES:
                self._kept.popitem(last=False)
        return self._kept.get(key)


def _fitting(shown: Map) -> Mercator:
    """Return the closest look at which everything fits."""
    middle = middle_of(shown.points)
    for zoom in range(CLOSEST, WIDEST, -1):
        sheet = Mercator(middle, zoom)
        room = MARGIN + shown.accuracy_m * sheet.pixels_per_m
        if all(_fits(sheet.place(at), room) for at in shown.points):
            return sheet
    return Mercator(middle, WIDEST)


def _fits(at: Point, room: float) -> bool:
    return abs(at[0] - SIZE[0] / 2) <= max(1.0, SIZE[0] / 2 - room) and abs(at[1] - SIZE[1] / 2) <= max(1.0, SIZE[1] / 2 - room)


def _pixel(at: Coordinates, world: int) -> Point:
    south = (1 - math.asinh(math.tan(math.radians(_within(at.latitude)))) / math.pi) / 2
    return (at.longitude + 180) / 360 * world, south * world


def _within(latitude: float) -> float:
    return max(-LAST_LATITUDE, min(LAST_LATITUDE, latitude))
