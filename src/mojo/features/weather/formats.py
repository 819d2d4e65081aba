"""Measures as their reader is used to them: the number, and the message that names its unit."""

from dataclasses import dataclass
from datetime import datetime

from mojo.shared.model.people import Units, User
from mojo.shared.model.text import Text, text

_MPH_PER_MS = 2.236936
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Reader:
    """What matters of the person who will read it, beside their language."""

    units: Units = Units.METRIC

    @property
    def is_imperial(self) -> bool:
        """Tell whether they think in Fahrenheit, miles, inches and twice twelve hours."""
        return self.units is Units.IMPERIAL

    def degrees(self, celsius: float) -> int:
        """Return a temperature as a number of theirs; never -0."""
        return round(celsius * 9 / 5 + 32) if self.is_imperial else round(celsius)

    def temperature(self, celsius: float) -> Text:
        """Return a temperature with its unit."""
        degrees = self.degrees(celsius)
        return text("weather-fahrenheit", degrees=degrees) if self.is_imperial else text("weather-celsius", degrees=degrees)

    def speed_of(self, ms: float) -> int:
        """Return a speed as a number of theirs."""
        return round(ms * _MPH_PER_MS) if self.is_imperial else round(ms)

    def speed(self, ms: float) -> Text:
        """Return a speed with its unit; what is not calm is at least 1."""
        number = max(1, self.speed_of(ms))
        return text("weather-speed-mph", speed=number) if self.is_imperial else text("weather-speed-ms", speed=number)

    def rain(self, mm: float) -> Text:
        """Return an amount of rain with its unit."""
        if self.is_imperial:
            return text("weather-inches", amount=round(mm / _MM_PER_INCH, 2))
        return text("weather-millimetres", amount=round(mm) if mm >= 10 else round(mm, 1))

    def clock(self, at: datetime) -> Text:
        """Return the time of `at`, on the clock of its zone."""
        if not self.is_imperial:
            return text("weather-clock", time=f"{at:%H:%M}")
        half = "am" if at.hour < 12 else "pm"
        return text("weather-clock-12", time=f"{(at.hour + 11) % 12 + 1}:{at:%M}", half=half)


METRIC = Reader()


def reader_of(user: User | None) -> Reader:
    """Return how this person likes their measures."""
    return Reader(user.units) if user else METRIC


def weekday(at: datetime) -> Text:
    """Name the day of the week."""
    return Text(f"weather-weekday-{at.isoweekday()}")
