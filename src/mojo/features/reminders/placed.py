"""Reminders that wait for a place: "when I get home", "when I leave work", in the words of five languages at once.

Places are those that the person has named; words for home and for work stand for whichever of them is named so in any language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mojo.shared.errors import InvalidInput
from mojo.shared.place_ports import Errand, Errands, Places

_HOME = (
    "home",
    "zuhause",
    "zu hause",
    "daheim",
    "hause",
    "haus",
    "mi casa",
    "casa",
    "домой",
    "дома",
    "дом",
    "дому",
    "家里",
    "家",
)
_WORK = (
    *("work", "the office", "office", "arbeit", "büro", "trabajo", "oficina", "работу", "работы", "работе", "работа"),
    *("офиса", "офис", "公司", "单位", "办公室"),
)
_ALIKE = (_HOME, _WORK)
_BACK_DE = r"(?:komme|ankomme|zurückkomme|bin|eintreffe|erreiche)"
_ARRIVING = (
    r"(?:when|once|as soon as)\s+i(?:['’]m|\s+am|\s+get|\s+come|\s+arrive|\s+reach)(?:\s+back)?(?:\s+(?:to|at|in))?\s+{place}",
    rf"(?:wenn|sobald)\s+ich\s+(?:wieder\s+)?(?:(?:nach|zu|zur|zum|in|ins|im|auf|bei|an|am)\s+)?(?:(?:die|der|das|dem)\s+)?{{place}}"
    rf"\s+{_BACK_DE}",
    r"(?:cuando|en\s+cuanto)\s+(?:llegue|vuelva|esté)\s+(?:(?:al|a|en)\s+)?(?:(?:la|el)\s+)?{place}",
    r"al\s+(?:llegar|volver)\s+(?:(?:al|a)\s+)?(?:(?:la|el)\s+)?{place}",
    r"(?:когда|как\s+только)\s+(?:я\s+)?(?:приду|приеду|вернусь|доберусь|буду)\s+(?:(?:в|на|до|к)\s+)?{place}",
    r"(?:等|当)?我?(?:回到|到达|到|回){place}(?:了|的?时候?|之?以?后)?",
)
_LEAVING = (
    r"(?:when|once|as soon as)\s+i(?:['’]m\s+leaving|\s+am\s+leaving|\s+leave)(?:\s+from)?\s+{place}",
    r"(?:wenn|sobald)\s+ich\s+(?:(?:die|das|den|der)\s+)?{place}\s+verlasse",
    r"(?:wenn|sobald)\s+ich\s+(?:von|vom|aus)\s+(?:(?:der|dem)\s+)?{place}\s+(?:weg)?(?:gehe|komme|fahre|losgehe|losfahre)",
    r"(?:cuando|en\s+cuanto)\s+(?:salga|me\s+vaya)\s+(?:del|de)\s+(?:la\s+)?{place}",
    r"al\s+salir\s+(?:del|de)\s+(?:la\s+)?{place}",
    r"(?:когда|как\s+только)\s+(?:я\s+)?(?:уйду|выйду|уеду)\s+(?:с|со|из|от)\s+{place}",
    r"(?:等|当)?我?离开{place}(?:了|的?时候?|之?以?后)?",
)
_EDGES = " \t\n,;:.。，；：、-–—"
_FILLERS = re.compile(
    r"^(?:(?:me|mich|mir|to|daran|that|de|que|о\s+том)\s*,?\s+|(?:请)?提醒我\s*)+|(?:\s*提醒我)$", re.IGNORECASE
)


class NoSuchPlace(InvalidInput):
    """Names home or work, but the person has named no place so."""

    code = "reminders.no_such_place"


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """What a phrase about a place means; the task may be empty."""

    place: str
    leaving: bool
    task: str


def read_place(words: str, names: Iterable[str]) -> PlacePhrase | None:
    """Return what `words` mean if they begin or end with coming to a place or leaving it; else None.

    `names` are the person's own. The place is one of them, or a word for home or work that is none of them.
    """
    said = " ".join(_FILLERS.sub("", words.strip()).split())
    known = {name.casefold(): name for name in names}
    spelled = sorted({*known, *_HOME, *_WORK}, key=len, reverse=True)
    place = f"(?P<place>{'|'.join(map(re.escape, spelled))})"
    for leaving, patterns in ((True, _LEAVING), (False, _ARRIVING)):
        for pattern in (one for one in patterns if _begins(one).search(said)):
            found = _at_an_edge(pattern.replace("{place}", place), said)
            if found is not None:
                task = _FILLERS.sub("", (said[: found.start()] + said[found.end() :]).strip(_EDGES)).strip(_EDGES)
                return PlacePhrase(_own_name(found["place"].casefold(), known), leaving, task)
    return None


@cache
def _begins(pattern: str) -> re.Pattern[str]:
    """Return what stands before the place: with somebody's own names in it a pattern takes milliseconds to compile."""
    return re.compile(pattern.partition("{place}")[0], re.IGNORECASE)


def _at_an_edge(pattern: str, said: str) -> re.Match[str] | None:
    """Find the phrase where it begins or ends what was said; a word must not go on behind it, except in Chinese."""
    bounded = rf"{pattern}(?:(?=[\s,;:.。，；：、]|$)|(?<=[\u4e00-\u9fff]))"
    begins = re.match(bounded, said, re.IGNORECASE)
    return begins or re.search(rf"(?:(?<=[\s,;:.。，；：、])|(?<=[\u4e00-\u9fff])){bounded}[\s.。!！]*$", said, re.IGNORECASE)


def _own_name(spelled: str, known: dict[str, str]) -> str:
    if spelled in known:
        return known[spelled]
    alike = next(words for words in _ALIKE if spelled in words)
    return next((known[word] for word in alike if word in known), spelled)


class PlacedReminders:
    """Reminders at places. Every method raises StoreUnavailable."""

    def __init__(self, places: Places, errands: Errands) -> None:
        self._places = places
        self._errands = errands

    async def say(self, user_id: str, words: str, task: str = "") -> Errand | None:
        """Make one if `words` name a place; `task` is what to do if they say nothing of it. Raises NoSuchPlace."""
        names = [place.name for place in await self._places.saved(user_id) if place.name]
        phrase = read_place(words, names)
        if phrase is None or not (phrase.task or task):
            return None
        if phrase.place not in names:
            raise NoSuchPlace(f"text: no place of yours is named {phrase.place}.", field="text", place=phrase.place)
        return await self._errands.put_off_at(user_id, phrase.place, (phrase.task or task)[:500], leaving=phrase.leaving)

    async def all(self, user_id: str) -> list[Errand]:
        """Return what waits for a place."""
        return await self._errands.put_off(user_id)

    async def get(self, user_id: str, id: str) -> Errand | None:
        """Return one of them, None if it is gone."""
        return next((errand for errand in await self.all(user_id) if errand.id == id), None)

    async def change(self, user_id: str, id: str, words: str) -> Errand:
        """Take another place, another task or both. Raises NotFound when it is gone, NoSuchPlace."""
        before = await self._errands.forget(user_id, id)
        try:
            made = await self.say(user_id, words, before.task)
        except InvalidInput:
            await self._errands.put_off_at(user_id, before.place, before.task, leaving=before.leaving)
            raise
        return made or await self._errands.put_off_at(user_id, before.place, words[:500], leaving=before.leaving)

    async def drop(self, user_id: str, id: str) -> Errand:
        """Forget one, and return what it was. Raises NotFound."""
        return await self._errands.forget(user_id, id)
