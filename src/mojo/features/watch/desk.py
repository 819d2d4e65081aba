"""One message for one cause, whoever sees it, and one when it ends.

Mojo's own watch and Alertmanager both come here. What is wrong is a record from its first sighting to its end; it is told once it
has lasted (WATCH_OPEN_AFTER_S; what Alertmanager brings has lasted already), and it is over once nobody has seen it for
WATCH_CLOSE_AFTER_S. The record is replaced only if nobody changed it meanwhile, and the message is stored before that it was told
is: a crash in between repeats a dedupe key, not the message.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from mojo.features.watch.conditions import explained, told_elsewhere
from mojo.features.watch.messenger import Messenger
from mojo.features.watch.model import OWN, Key, Sighting, Trouble
from mojo.features.watch.settings import WatchSettings
from mojo.shared.model.deliveries import Action
from mojo.shared.ports import Records
from mojo.shared.util.clock import Clock

SHELF = "watch"
MOST_TROUBLES = 500
OWN_FOR = timedelta(minutes=5)
"""How long our own sighting counts: a Scheduler that stands still ends nothing."""
TRIES = 5

log = logging.getLogger("mojo.watch")


class Desk:
    """Every method raises StoreUnavailable."""

    def __init__(self, records: Records, messenger: Messenger, settings: WatchSettings, clock: Clock) -> None:
        self._records = records
        self._messenger = messenger
        self._settings = settings
        self._clock = clock

    async def troubles(self) -> dict[Key, Trouble]:
        """Return everything that is, or may be, wrong."""
        stored = [Trouble.model_validate(record) for record in (await self._records.all(SHELF)).values()]
        return {trouble.seen.key: trouble for trouble in stored}

    async def saw(self, sightings: Iterable[Sighting], source: str, until: datetime) -> None:
        """Note what `source` sees; without hearing of it again that counts until `until`."""
        for sighting in sightings:
            await self._change(sighting.key, partial(self._sighted, seen=sighting, source=source, until=until))

    async def well(self, keys: Iterable[Key], source: str) -> None:
        """Note that `source` sees these no more."""
        for key in keys:
            await self._change(key, lambda old: self._unseen(old, source) if old else None)

    async def settle(self) -> None:
        """Tell what has lasted, remind of what nobody takes care of, and end what is over."""
        troubles = await self.troubles()
        wrong = {key for key, trouble in troubles.items() if trouble.well_since is None}
        for key, trouble in troubles.items():
            await self._settle(key, trouble, wrong)

    async def _settle(self, key: Key, trouble: Trouble, wrong: set[Key]) -> None:
        now = self._clock.now()
        current = await self._change(key, self._without_stale_sources)
        if current is None:  # somebody else has just ended it
            return
        trouble = current
        if trouble.well_since is not None and self._is_over(trouble, now):
            await self._end(key, trouble, now)
        elif trouble.well_since is None:
            await self._tell(key, trouble, now, told_elsewhere(key) or explained(key, wrong))

    def _is_over(self, trouble: Trouble, now: datetime) -> bool:
        """What was never told leaves at once: that is what damps flapping. What was told stays a while for the same reason.

        Where somebody else says that it has ended, they have waited already.
        """
        rest = timedelta(seconds=self._settings.close_after_s if trouble.is_open and not trouble.resolved else 0)
        return trouble.well_since is not None and now - trouble.well_since >= rest

    async def _end(self, key: Key, trouble: Trouble, now: datetime) -> None:
        if trouble.told:
            await self._messenger.ended(trouble, now)
            log.info("watch.ended", extra={"cause": key[0], "subject": key[1]})
        if not await self._records.swap(SHELF, _id(key), trouble.model_dump(mode="json"), None):
            afresh = {"told": (), "opened_at": None, "since": now}  # it has begun again meanwhile, and is told again
            await self._change(key, lambda old: old and old.model_copy(update=afresh))

    async def _tell(self, key: Key, trouble: Trouble, now: datetime, known_otherwise: bool) -> None:
        if not trouble.is_open:
            if not self._has_lasted(trouble, now):
                return
            opened = await self._change(key, lambda old: old and old.model_copy(update={"opened_at": old.opened_at or now}))
            trouble = opened or trouble
        if known_otherwise:
            return
        if not trouble.told and await self._messenger.is_ours(trouble):
            log.warning("watch.began", extra={"cause": key[0], "subject": key[1], "figure": trouble.seen.figure})
            await self._told(key, await self._messenger.began(trouble), now)
        elif trouble.told and not trouble.acknowledged:
            await self._remind(key, trouble, now)

    def _has_lasted(self, trouble: Trouble, now: datetime) -> bool:
        lasts_long = now - trouble.since >= timedelta(seconds=self._settings.open_after_s)
        return lasts_long or any(source != OWN for source in trouble.sources)  # a rule has waited its `for` already

    async def _remind(self, key: Key, trouble: Trouble, now: datetime) -> None:
        acts = await self._messenger.acts(trouble)
        if any(acted.action is Action.ACKNOWLEDGED for acted in acts):
            await self._change(key, lambda old: old and old.model_copy(update={"acknowledged": True}))
            return
        snoozed = any(acted.action is Action.SNOOZED and acted.until and acted.until > now for acted in acts)
        every = timedelta(hours=self._settings.remind_every_h)
        if every and not snoozed and trouble.told_at and now - trouble.told_at >= every:
            await self._told(key, await self._messenger.again(trouble, now), now)

    async def _told(self, key: Key, dedupe_key: str | None, now: datetime) -> None:
        """Note what was told; None if there is nobody yet who could be."""
        if dedupe_key:
            more = {"told_at": now}
            await self._change(key, lambda old: old and old.model_copy(update={**more, "told": (*old.told[-20:], dedupe_key)}))

    def _sighted(self, old: Trouble | None, seen: Sighting, source: str, until: datetime) -> Trouble:
        if old is None:
            return Trouble(seen=seen, since=self._clock.now(), sources={source: until})
        sources = {**old.sources, source: until}
        return old.model_copy(update={"seen": seen, "sources": sources, "well_since": None, "resolved": False})

    def _unseen(self, old: Trouble, source: str) -> Trouble:
        left = self._with_sources(old, {name: until for name, until in old.sources.items() if name != source})
        return left.model_copy(update={"resolved": not left.sources and source != OWN})

    def _without_stale_sources(self, old: Trouble | None) -> Trouble | None:
        now = self._clock.now()
        return old and self._with_sources(old, {name: until for name, until in old.sources.items() if until > now})

    def _with_sources(self, old: Trouble, sources: dict[str, datetime]) -> Trouble:
        well_since = None if sources else old.well_since or self._clock.now()
        return old.model_copy(update={"sources": sources, "well_since": well_since})

    async def _change(self, key: Key, change: Callable[[Trouble | None], Trouble | None]) -> Trouble | None:
        """Put `change(record as it is now)` in its place and return it; None and nothing done where there is none."""
        for _ in range(TRIES):
            stored = await self._records.read(SHELF, _id(key))
            after = change(None if stored is None else Trouble.model_validate(stored))
            kept = after and after.model_dump(mode="json")
            if kept == stored or after is None:
                return after
            if await self._records.swap(SHELF, _id(key), stored, kept, MOST_TROUBLES):
                return after
        log.warning("watch.contended", extra={"cause": key[0]})
        return None


def _id(key: Key) -> str:
    """Return what a record is kept under: whatever an alert is called."""
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]
