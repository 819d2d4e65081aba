"""How people like their measures: the face of the clock and the unit of the wind."""

from enum import StrEnum


class Units(StrEnum):
    METRIC = "metric"
    IMPERIAL = "imperial"


class ClockFace(StrEnum):
    """How many hours the clock counts."""

    H12 = "12h"
    H24 = "24h"


class WindUnit(StrEnum):
    MS = "ms"
    KMH = "kmh"
    MPH = "mph"
    KN = "kn"
    BFT = "bft"


_FORECAST_UNITS = {"en": WindUnit.KMH, "de": WindUnit.KMH, "es": WindUnit.KMH}
"""What forecasts in a language speak in, where it is not metres per second as in Russian and Chinese ones."""


def usual_wind(units: Units, language: str | None) -> WindUnit:
    """Return the unit that somebody who speaks `language` (BCP 47) expects; m/s if that is not known."""
    if units is Units.IMPERIAL:
        return WindUnit.MPH
    return _FORECAST_UNITS.get((language or "").partition("-")[0].lower(), WindUnit.MS)
