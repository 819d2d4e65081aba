"""What is worked out where a source does not say it."""

import math

from mojo.shared.model.places import Coordinates


def apparent_c(temperature_c: float, humidity_pct: float, wind_ms: float) -> float:
    """Return Steadman's apparent temperature in the shade (Australian Bureau of Meteorology)."""
    vapour_hpa = humidity_pct / 100 * 6.105 * math.exp(17.27 * temperature_c / (237.7 + temperature_c))
    return temperature_c + 0.33 * vapour_hpa - 0.70 * wind_ms - 4.0


def solar_zone(at: Coordinates) -> str:
    """Return the zone that the sun keeps at a point. POSIX signs: what is east of Greenwich is minus."""
    hours = round(at.longitude / 15)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
