"""The cities that the stand-in for the geocoder knows, by every name in five languages."""

import math
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "de", "es", "ru", "zh")
PREFIX_FROM = 3
"""Shorter names must match wholly (https://open-meteo.com/en/docs/geocoding-api)."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class City:
    """A line of `cities.tsv`; facts after GeoNames."""

    id: int
    names: tuple[str, ...]
    """In the order of LANGUAGES."""
    country_code: str
    region: str
    latitude: float
    longitude: float
    timezone: str
    population: int
    elevation_m: float
    capital: bool

    def name(self, language: str) -> str:
        """Return its name in `language`, in English if that has none."""
        return self.names[LANGUAGES.index(language) if language in LANGUAGES else 0]

    def distance_km(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point (haversine)."""
        here, there = math.radians(self.latitude), math.radians(latitude)
        half_chord = math.sin((there - here) / 2) ** 2
        half_chord += math.cos(here) * math.cos(there) * math.sin(math.radians(longitude - self.longitude) / 2) ** 2
        return 2 * _EARTH_KM * math.asin(math.sqrt(half_chord))


@cache
def cities() -> tuple[City, ...]:
    """Return every city."""
    lines = (Path(__file__).parent / "cities.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_city(number, line.split("\t")) for number, line in enumerate(lines) if not line.startswith("#"))


def _city(number: int, cells: list[str]) -> City:
    english, *others = cells[:5]
    country, region, latitude, longitude, timezone, population, elevation, capital = cells[5:]
    return City(
        id=1_000_000 + number,
        names=(english, *(name or english for name in others)),
        country_code=country,
        region=region,
        latitude=float(latitude),
        longitude=float(longitude),
        timezone=timezone,
        population=int(population),
        elevation_m=float(elevation),
        capital=capital == "C",
    )


def nearest(latitude: float, longitude: float) -> City:
    """Return the city closest to a point."""
    return min(cities(), key=lambda city: city.distance_km(latitude, longitude))


def search(name: str, count: int) -> list[City]:
    """Return the cities called `name`, or so beginning: whole names first, then by population."""
    wanted = _folded(name)
    ranked = []
    for city in cities():
        names = {_folded(known) for known in city.names}
        whole = wanted in names
        if whole or (len(wanted) >= PREFIX_FROM and any(known.startswith(wanted) for known in names)):
            ranked.append((not whole, -city.population, city))
    return [city for _, _, city in sorted(ranked, key=lambda entry: entry[:2])][:count]


def _folded(name: str) -> str:
    """Return what two spellings of a name have in common."""
    plain = unicodedata.normalize("NFKD", name.strip().casefold().replace("ё", "е").replace("’", "'"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def country_name(code: str, language: str) -> str:
    """Return a country's name from CLDR; the language's files are only read when they are asked for."""
    from babel import Locale

    names: Any = Locale.parse(language).territories
    return str(names.get(code, code))
