"""Time zones by the names people use: a city or a country, in their language or in English, or the IANA name.

The names are CLDR's (https://cldr.unicode.org), as Babel carries them.
"""

import asyncio
import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mojo.shared.model.places import Coordinates

_LIMIT = 12
"""More suggestions than this would fill a phone's screen."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One IANA time zone under its name in some language."""

    name: str
    city: str
    country: str


def find_zones(words: str, language: str) -> list[Zone]:
    """Return the zones that fit `words` best, named in `language`; several if they fit equally well, none if nothing does."""
    wanted = _plain(words)
    if not wanted:
        return []
    named = _zones(language)
    ranks = {name: min(_ranks(wanted, terms), default=None) for name, terms in _terms(language).items()}
    best = min((rank for rank in ranks.values() if rank is not None), default=None)
    found = [name for name, rank in ranks.items() if rank == best] if best is not None else _alike(wanted, language)
    return [named[name] for name in sorted(found, key=_minor)[:_LIMIT]]


def utc_offset(zone: str, at: datetime) -> str:
    """Return how far `zone` is from UTC at that instant, such as `UTC+5:30`."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _ranks(wanted: str, terms: tuple[str, ...]) -> Iterator[int]:
    """Yield how well each of a zone's names fits, 0 best: IANA name, cities, then countries; whole, then begun."""
    for place, term in enumerate(terms):
        if term == wanted:
            yield place
        elif len(wanted) >= 2 and term.startswith(wanted):
            yield 10 + place
        elif len(wanted) >= 3 and f" {wanted}" in term:
            yield 20


def _alike(wanted: str, language: str) -> list[str]:
    """Return zones whose names could be a misspelt `wanted`."""
    by_term = {term: name for name, terms in _terms(language).items() for term in terms[1:3] if name != "UTC"}
    return list(dict.fromkeys(by_term[term] for term in difflib.get_close_matches(wanted, by_term, n=4, cutoff=0.75)))


def _minor(name: str) -> bool:
    """Tell whether a zone is none of those that systems offer for choice; a country's main zones come first."""
    return name not in _main_zones()


@lru_cache(maxsize=1)
def _main_zones() -> frozenset[str]:
    from babel.core import get_global

    return frozenset(get_global("windows_zone_mapping").values())


@lru_cache(maxsize=8)
def _terms(language: str) -> dict[str, tuple[str, ...]]:
    own, english = _zones(language), _zones("en")
    return {
        name: tuple(map(_plain, (name, zone.city, english[name].city, zone.country, english[name].country)))
        for name, zone in own.items()
    }


@lru_cache(maxsize=8)
def _zones(language: str) -> dict[str, Zone]:
    from babel import Locale  # only who looks for a zone pays for it
    from babel.core import get_global

    locale = Locale.parse(language)
    zones = {"UTC": Zone("UTC", "UTC", "")}
    for name, territory in get_global("zone_territories").items():
        if "/" in name and not name.startswith("Etc/"):
            city = locale.time_zones.get(name, {}).get("city") or name.rpartition("/")[2].replace("_", " ")
            zones[name] = Zone(name, city, locale.territories.get(territory, territory))
    return zones


def _plain(words: str) -> str:
    """Return `words` without case, accents and punctuation, so that `sao-paulo` finds São Paulo."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


async def zone_at(position: Coordinates) -> str:
    """Return the IANA time zone in which `position` lies; nothing leaves this machine."""

    def look_up() -> str:
        from tzfpy import get_tz  # 34 MB that only who shares a location should pay

        return str(get_tz(position.longitude, position.latitude))

    return await asyncio.to_thread(look_up)
