"""Symbols of the sky, about 40 pixels wide, out of discs and lines: no font, no files."""

import math
from dataclasses import dataclass

from mojo.features.weather.canvas import Canvas, Point


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of the symbols."""

    sun: str
    cloud: str
    drop: str
    flash: str
    paper: str
    """What they stand on: the moon is a disc with a piece of it in front."""


def draw_symbol(canvas: Canvas, at: Point, code: int, by_day: bool, ink: Ink) -> None:
    """Draw the symbol of a WMO code around `at`."""
    if code <= 2:
        light = _sun if by_day else _moon
        light(canvas, (at[0] - 6, at[1] - 6) if code else at, 11 if code else 13, ink)
    if code in (1, 2):
        _cloud(canvas, (at[0] + 6, at[1] + 7), 0.65 if code == 1 else 0.85, ink.cloud)
    elif code >= 3:
        _cloud(canvas, (at[0], at[1] - 5), 1.0, ink.cloud)
        _below(canvas, at, code, ink)


def _below(canvas: Canvas, at: Point, code: int, ink: Ink) -> None:
    """Draw what comes out of the cloud."""
    x, y = at
    if code in (45, 48):
        for row in (14, 21):
            canvas.line([(x - 16, y + row), (x + 16, y + row)], ink.cloud, 3)
    elif code in (71, 73, 75, 77, 85, 86):
        for step in (-11, 0, 11):
            canvas.disc((x + step, y + 16 + abs(step) % 2 * 6), 3, ink.drop)
    elif code >= 95:
        canvas.shape(
            [(x + 3, y + 4), (x - 7, y + 17), (x - 1, y + 17), (x - 4, y + 27), (x + 8, y + 12), (x + 1, y + 12)], ink.flash
        )
    elif code > 48:
        heavy = code in (55, 63, 65, 67, 81, 82)
        for step in (-11, 0, 11) if heavy else (-6, 6):
            canvas.line([(x + step + 2, y + 12), (x + step - 3, y + 23)], ink.drop, 3)


def _moon(canvas: Canvas, at: Point, radius: float, ink: Ink) -> None:
    canvas.disc(at, radius * 0.95, ink.sun)
    canvas.disc((at[0] + radius * 0.5, at[1] - radius * 0.35), radius * 0.85, ink.paper)


def _sun(canvas: Canvas, at: Point, radius: float, ink: Ink) -> None:
    canvas.disc(at, radius, ink.sun)
    for number in range(8):
        angle = number * math.pi / 4
        direction = math.cos(angle), math.sin(angle)
        ends = [(at[0] + far * direction[0], at[1] + far * direction[1]) for far in (radius + 3.5, radius + 8)]
        canvas.line(ends, ink.sun, 2.5)


def _cloud(canvas: Canvas, at: Point, size: float, colour: str) -> None:
    x, y = at
    for dx, dy, radius in ((-11, 3, 8), (-2, -4, 11), (10, 2, 9)):
        canvas.disc((x + dx * size, y + dy * size), radius * size, colour)
    canvas.box((x - 11 * size, y + 2 * size), (21 * size, 9 * size), colour)
