"""Maps as pictures, drawn by ourselves: nobody is told which part of the world somebody looks at.

The plane is an azimuthal equidistant projection around the middle of what is shown, so it is right at the poles and across the
antimeridian.
"""

import io
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from mojo.features.location.geo import EARTH_M, bearing_deg, distance_m
from mojo.features.location.model import Zone
from mojo.shared.model.places import Coordinates

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (960, 640)
MARGIN = 90
NARROWEST_M = 400.0
"""So much of the world is always shown, however small what happened on it."""
NEAREST_M = 20_000.0
"""So far off a zone still says where somebody is."""
_PAPER, _GRID, _INK, _QUIET = "#f4f1ea", "#e3ded2", "#2b2f36", "#77736a"
_WAY, _HERE, _BLUR, _ZONE, _ZONE_EDGE = "#3b6fb6", "#d1495b", "#d1495b30", "#5b8e5530", "#5b8e55"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Map:
    """What is to be seen."""

    way: Sequence[Coordinates] = ()
    here: Coordinates | None = None
    accuracy_m: float = 0.0
    course_deg: float | None = None
    zones: Sequence[Zone] = ()
    """Those that are near enough are drawn."""
    stays: Sequence[Coordinates] = field(default=())

    @property
    def points(self) -> list[Coordinates]:
        """Return what must be on the picture: somebody alone is shown with the nearest zone, for a dot says nothing."""
        if self.here is None or self.way:
            return [*self.way, *([self.here] if self.here else [])] or [zone.at for zone in self.zones]
        nearest = min((zone.at for zone in self.zones), key=partial(distance_m, self.here), default=self.here)
        return [self.here, nearest] if distance_m(self.here, nearest) < NEAREST_M else [self.here]


class Sheet(Protocol):
    """How the world lies on the picture."""

    @property
    def middle(self) -> Coordinates:
        """What is in the middle of the picture."""
        ...

    @property
    def pixels_per_m(self) -> float:
        """The scale, there."""
        ...

    def place(self, at: Coordinates) -> Point:
        """Return where on the picture a point is."""
        ...


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Tiles to draw on: where the upper left corner of each is, and the picture itself."""

    sheet: Sheet
    tiles: Sequence[tuple[int, int, bytes]]
    attribution: str


def draw(shown: Map, backdrop: Backdrop | None = None) -> bytes:
    """Return `shown` as PNG. Blocks for some ten milliseconds, so it belongs into a worker thread."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image, "RGBA")
    sheet: Sheet = backdrop.sheet if backdrop else _plain_sheet(shown)
    if backdrop:
        _paste(image, backdrop)
        _write(pen, (SIZE[0] - 12, SIZE[1] - 16), backdrop.attribution, _INK, anchor="rm")
    else:
        _grid(pen, sheet)
    for zone in shown.zones:
        _zone(pen, sheet, zone)
    if len(shown.way) > 1:
        pen.line([sheet.place(at) for at in shown.way], fill=_WAY, width=5, joint="curve")
    for number, at in enumerate(shown.stays, start=1):
        _stay(pen, sheet.place(at), number)
    if shown.here is not None:
        _here(pen, sheet, shown.here, shown)
    _scale(pen, sheet)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Plane:
    middle: Coordinates
    pixels_per_m: float

    def place(self, at: Coordinates) -> Point:
        """Return where on the picture a point is."""
        east, north = _plane(self.middle, at)
        return SIZE[0] / 2 + east * self.pixels_per_m, SIZE[1] / 2 - north * self.pixels_per_m


def _plane(middle: Coordinates, at: Coordinates) -> Point:
    away, course = distance_m(middle, at), math.radians(bearing_deg(middle, at))
    return away * math.sin(course), away * math.cos(course)


def _plain_sheet(shown: Map) -> _Plane:
    points = shown.points
    middle = middle_of(points)
    flat = [_plane(middle, at) for at in points] or [(0.0, 0.0)]
    room = max(NARROWEST_M / 2, shown.accuracy_m * 1.2)
    wide = max(abs(east) for east, _ in flat) + room
    high = max(abs(north) for _, north in flat) + room
    scale = min((SIZE[0] / 2 - MARGIN) / wide, (SIZE[1] / 2 - MARGIN) / high)
    return _Plane(middle, scale)


def middle_of(points: Sequence[Coordinates]) -> Coordinates:
    """Return the middle of the points on the globe; there may be none."""
    x = sum(math.cos(math.radians(at.latitude)) * math.cos(math.radians(at.longitude)) for at in points)
    y = sum(math.cos(math.radians(at.latitude)) * math.sin(math.radians(at.longitude)) for at in points)
    z = sum(math.sin(math.radians(at.latitude)) for at in points)
    if math.hypot(x, y, z) < 1e-9:
        return points[0] if points else Coordinates(latitude=0, longitude=0)
    return Coordinates(latitude=math.degrees(math.atan2(z, math.hypot(x, y))), longitude=math.degrees(math.atan2(y, x)))


def _paste(image: "Image", backdrop: Backdrop) -> None:
    """Lay the tiles out; one that is no picture leaves paper."""
    from PIL import Image, UnidentifiedImageError

    for left, top, tile in backdrop.tiles:
        with suppress(UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            image.paste(Image.open(io.BytesIO(tile), formats=("PNG", "JPEG", "WEBP")).convert("RGB"), (left, top))


def _grid(pen: "ImageDraw", sheet: Sheet) -> None:
    step = _round_length(160 / sheet.pixels_per_m) * sheet.pixels_per_m
    for along, length in ((0, SIZE[0]), (1, SIZE[1])):
        first = (length / 2) % step
        for index in range(int((length - first) / step) + 1):
            at = first + index * step
            ends = ((at, 0.0), (at, SIZE[1])) if along == 0 else ((0.0, at), (SIZE[0], at))
            pen.line(ends, fill=_GRID, width=1)


def _zone(pen: "ImageDraw", sheet: Sheet, zone: Zone) -> None:
    if distance_m(sheet.middle, zone.at) > EARTH_M:  # the far side of the world
        return
    (x, y), radius = sheet.place(zone.at), max(6.0, zone.radius_m * sheet.pixels_per_m)
    if not (-radius < x < SIZE[0] + radius and -radius < y < SIZE[1] + radius) or radius > 3 * SIZE[0]:
        return
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_ZONE, outline=_ZONE_EDGE, width=2)
    if all(ord(character) < 0x250 for character in zone.name):  # the letters that the drawer's own font has
        _write(pen, _inside(pen, (x, y + radius + 14), zone.name), zone.name, _ZONE_EDGE)


def _inside(pen: "ImageDraw", at: Point, said: str) -> Point:
    """Return where to write in the middle of, as near to `at` as the picture has room."""
    half = pen.textlength(said, font=_font()) / 2 + 8
    return max(half, min(SIZE[0] - half, at[0])), max(18, min(SIZE[1] - 18, at[1]))


def _stay(pen: "ImageDraw", at: Point, number: int) -> None:
    x, y = at
    pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=_WAY, outline=_PAPER, width=3)
    _write(pen, at, str(number), _PAPER)


def _here(pen: "ImageDraw", sheet: Sheet, at: Coordinates, shown: Map) -> None:
    (x, y), blur = sheet.place(at), shown.accuracy_m * sheet.pixels_per_m
    pen.ellipse((x - blur, y - blur, x + blur, y + blur), fill=_BLUR)
    if shown.course_deg is not None:
        pen.polygon([_turned((x, y), shown.course_deg + turn, far) for turn, far in ((0, 46), (75, 15), (285, 15))], fill=_HERE)
    pen.ellipse((x - 12, y - 12, x + 12, y + 12), fill=_HERE, outline=_PAPER, width=4)


def _turned(at: Point, course: float, far: float) -> Point:
    angle = math.radians(course)
    return at[0] + far * math.sin(angle), at[1] - far * math.cos(angle)


def _scale(pen: "ImageDraw", sheet: Sheet) -> None:
    length = _round_length(160 / sheet.pixels_per_m)
    end, low = 30 + length * sheet.pixels_per_m, SIZE[1] - 30
    pen.line((30, low, end, low), fill=_INK, width=3)
    _write(pen, ((30 + end) / 2, low - 16), f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m", _INK)
    north = (SIZE[0] - 36, 40.0)
    pen.polygon([_turned(north, turn, far) for turn, far in ((0, 22), (150, 14), (210, 14))], fill=_QUIET)
    _write(pen, (north[0], north[1] + 26), "N", _QUIET)


def _write(pen: "ImageDraw", at: Point, said: str, ink: str, anchor: str = "mm") -> None:
    pen.text(at, said, fill=ink, font=_font(20 if anchor == "mm" else 14), anchor=anchor)


def _font(size: int = 20) -> "FreeTypeFont":
    from PIL import ImageFont

    return cast("FreeTypeFont", ImageFont.load_default(size=size))


def _round_length(length_m: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is no longer."""
    power = 10.0 ** math.floor(math.log10(max(1.0, length_m)))
    return power * max(step for step in (1, 2, 5) if step * power <= max(1.0, length_m))
