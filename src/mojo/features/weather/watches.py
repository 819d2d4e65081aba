"""What people asked to be told of: kept, looked at every few minutes, and told once when it comes and once when it is over."""

import hashlib

from mojo.features.weather.watching import Kind, Watch
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.model.people import Principal
from mojo.shared.model.places import Place
from mojo.shared.ports import Audit, Records

SHELF = "weather.watches"
SCOPE = "weather:watch"
MOST_EACH = 30


class TooManyWatches(Conflict):
    """One person watches no more than MOST_EACH."""

    code = "weather.too_many_watches"


class WatchNotFound(NotFound):
    """There is no such watch of this person."""

    code = "weather.watch_not_found"


class Watches:
    """Every method raises StoreUnavailable."""

    def __init__(self, records: Records, audit: Audit) -> None:
        self._records = records
        self._audit = audit

    async def of(self, user_id: str) -> list[Watch]:
        """Return what a person has asked to be told of."""
        return [watch for watch in await self.all() if watch.user_id == user_id]

    async def all(self) -> list[Watch]:
        """Return everybody's."""
        return [Watch.model_validate(stored) for stored in (await self._records.all(SHELF)).values()]

    async def start(self, by: Principal, kind: Kind, place: Place | None) -> Watch:
        """Let the person be told of `kind` at `place`, or wherever they are; what is there already stays as it is.

        Raises TooManyWatches.
        """
        watch = Watch(id=id_of(by.user_id, kind, place), user_id=by.user_id, kind=kind, place=place)
        kept = await self._records.read(SHELF, watch.id)
        if kept is not None:
            return Watch.model_validate(kept)
        if len(await self.of(by.user_id)) >= MOST_EACH:
            raise TooManyWatches(f"There are {MOST_EACH} already, which is as many as one person has.", limit=MOST_EACH)
        await self._records.swap(SHELF, watch.id, None, watch.model_dump(mode="json"))
        await self._audit.record(by, "weather.watch_started", kind.value)
        return watch

    async def stop(self, by: Principal, id: str) -> None:
        """Let no more be told. Raises WatchNotFound."""
        stored = await self._records.read(SHELF, id)
        if stored is None or stored["user_id"] != by.user_id:
            raise WatchNotFound("There is nothing of yours by that id.")
        await self.drop(Watch.model_validate(stored))
        await self._audit.record(by, "weather.watch_stopped", stored["kind"])

    async def drop(self, watch: Watch) -> None:
        """Forget it."""
        await self._records.swap(SHELF, watch.id, watch.model_dump(mode="json"), None)

    async def keep(self, before: Watch, after: Watch) -> None:
        """Note what has been told, unless somebody else has changed or stopped it meanwhile."""
        if before != after:
            await self._records.swap(SHELF, before.id, before.model_dump(mode="json"), after.model_dump(mode="json"))


def id_of(user_id: str, kind: Kind, place: Place | None) -> str:
    """Return the id under which a person watches a kind at a place: there is one of each."""
    at = f"{place.at.latitude:.2f},{place.at.longitude:.2f}" if place else "here"
    return hashlib.sha256(f"{user_id}:{kind}:{at}".encode()).hexdigest()[:16]
