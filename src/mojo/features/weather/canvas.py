"""A few shapes, drawn as SVG or as PNG by the same calls. Colours are `#rrggbb`, lengths are in the picture's own pixels."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

Point: TypeAlias = tuple[float, float]

_FINER = 2
"""A PNG is drawn so much larger and then made smaller, which smooths its edges."""
_ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}


class Canvas(Protocol):
    """Where a picture is drawn."""

    def box(self, corner: Point, size: Point, fill: str) -> None: ...

    def line(self, points: Sequence[Point], colour: str, width: float) -> None: ...

    def disc(self, centre: Point, radius: float, fill: str) -> None: ...

    def shape(self, points: Sequence[Point], fill: str) -> None: ...

    def label(self, at: Point, words: str, size: int, colour: str, anchor: str = "middle") -> None: ...


class SvgCanvas:
    """Draws as SVG; the reader's own font serves."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'font-family="system-ui,sans-serif" font-variant-numeric="tabular-nums">'
        )
        self._parts: list[str] = []
        self.box((0, 0), (width, height), background)

    def box(self, corner: Point, size: Point, fill: str) -> None:
        self._parts.append(
            f'<rect x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" fill="{fill}"/>'
        )

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        self._parts.append(
            f'<polyline points="{_pairs(points)}" fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-linejoin="round" stroke-linecap="round"/>'
        )

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        self._parts.append(f'<circle cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" r="{radius:.1f}" fill="{fill}"/>')

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self._parts.append(f'<polygon points="{_pairs(points)}" fill="{fill}"/>')

    def label(self, at: Point, words: str, size: int, colour: str, anchor: str = "middle") -> None:
        self._parts.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'dominant-baseline="central">{escape(words)}</text>'
        )

    def finished(self) -> bytes:
        """Return the picture."""
        return "".join([self._head, *self._parts, "</svg>"]).encode()


class PngCanvas:
    """Draws as PNG, with the font that Pillow brings along: no machine needs fonts for it."""

    def __init__(self, width: int, height: int, background: str) -> None:
        from PIL import Image, ImageDraw  # 12 MB that only who draws should pay

        self._size = width, height
        self._image = Image.new("RGB", (width * _FINER, height * _FINER), background)
        self._pen = ImageDraw.Draw(self._image)
        self._fonts: dict[int, FreeTypeFont | ImageFont] = {}

    def box(self, corner: Point, size: Point, fill: str) -> None:
        (left, top), (width, height) = _scaled([corner, size])
        if width >= 1 and height >= 1:
            self._pen.rectangle((left, top, left + width - 1, top + height - 1), fill=fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        self._pen.line(_scaled(points), fill=colour, width=max(1, round(width * _FINER)), joint="curve")

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        self._pen.circle(_scaled([centre])[0], radius * _FINER, fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self._pen.polygon(_scaled(points), fill=fill)

    def label(self, at: Point, words: str, size: int, colour: str, anchor: str = "middle") -> None:
        self._pen.text(_scaled([at])[0], words, fill=colour, font=self._font(size), anchor=_ANCHORS[anchor])

    def finished(self) -> bytes:
        """Return the picture."""
        written = io.BytesIO()
        self._image.resize(self._size, resample=4).quantize(128).save(written, "PNG", compress_level=6)  # 4 is BOX
        return written.getvalue()

    def _font(self, size: int) -> "FreeTypeFont | ImageFont":
        from PIL import ImageFont

        if size not in self._fonts:
            self._fonts[size] = ImageFont.load_default(size * _FINER)
        return self._fonts[size]


def _pairs(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _FINER, y * _FINER) for x, y in points]
