"""Measures as their reader is used to them: the number, and the message that names its unit."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from mojo.shared.model.people import User
from mojo.shared.model.tastes import ClockFace, Units, WindUnit, usual_wind
from mojo.shared.model.text import Text, text

_PER_MS = {WindUnit.MS: 1.0, WindUnit.KMH: 3.6, WindUnit.MPH: 2.236936, WindUnit.KN: 1.943844}
_BEAUFORT_MS = (0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7)
"""Where each number of the scale begins, from 1: https://codes.wmo.int/306/_4451"""
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Reader:
    """What matters of the person who will read it, beside their language."""

    units: Units = Units.METRIC
    wind: WindUnit | None = None
    """None is what is usual with the units."""
    face: ClockFace | None = None
    """Of the clock on pictures; None is what is usual with the units. In words the translator sees to it."""

    @property
    def is_imperial(self) -> bool:
        """Tell whether they think in Fahrenheit and inches."""
        return self.units is Units.IMPERIAL

    @property
    def wind_unit(self) -> WindUnit:
        """The unit in which they think of wind."""
        return self.wind or usual_wind(self.units, None)

    @property
    def counts_to_twelve(self) -> bool:
        """Tell whether hours on a picture are those of a clock with two halves of the day."""
        return self.is_imperial if self.face is None else self.face is ClockFace.H12

    def degrees(self, celsius: float) -> int:
        """Return a temperature as a number of theirs; never -0."""
        return round(celsius * 9 / 5 + 32) if self.is_imperial else round(celsius)

    def temperature(self, celsius: float) -> Text:
        """Return a temperature with its unit."""
        degrees = self.degrees(celsius)
        return text("weather-fahrenheit", degrees=degrees) if self.is_imperial else text("weather-celsius", degrees=degrees)

    def speed_of(self, ms: float) -> int:
        """Return a speed of the wind as a number of theirs."""
        unit = self.wind_unit
        return bisect_right(_BEAUFORT_MS, ms) if unit is WindUnit.BFT else round(ms * _PER_MS[unit])

    def speed(self, ms: float) -> Text:
        """Return a speed of the wind with its unit; what is not calm is at least 1."""
        return Text(f"weather-speed-{self.wind_unit}", {"speed": max(1, self.speed_of(ms))})

    def rain(self, mm: float) -> Text:
        """Return an amount of rain with its unit."""
        if self.is_imperial:
            return text("weather-inches", amount=round(mm / _MM_PER_INCH, 2))
        return text("weather-millimetres", amount=round(mm) if mm >= 10 else round(mm, 1))

    def clock(self, at: datetime) -> Text:
        """Return the time of `at`, on the clock of its zone."""
        return text("weather-clock", time=at.time())


METRIC = Reader()


def reader_of(user: User | None) -> Reader:
    """Return how this person likes their measures."""
    return Reader(user.units, user.wind_unit, user.clock) if user else METRIC


def weekday(at: datetime) -> Text:
    """Name the day of the week."""
    return Text(f"weather-weekday-{at.isoweekday()}")
