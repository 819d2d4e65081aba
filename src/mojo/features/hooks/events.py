"""The hooks and what came in through them, as stored."""

from mojo.features.hooks.model import KEPT_BODY_CHARS, KEPT_EVENTS, WAITING_LIMIT, Event, EventState, Hook
from mojo.shared.errors import Conflict, NotFound, StoreUnavailable
from mojo.shared.persistence.records import ShelfFull
from mojo.shared.ports import Documents, Records

_HOOKS = "hooks"
_HOOKS_LIMIT = 100


class HookBusy(StoreUnavailable):
    """So many events wait that no more are taken for now; the sender should try again."""

    code = "hooks.busy"


class HookStore:
    """Every method raises StoreUnavailable."""

    def __init__(self, records: Records, documents: Documents) -> None:
        self._records = records
        self._documents = documents

    async def hook(self, name: str) -> Hook | None:
        """Return the hook called `name`."""
        stored = await self._records.read(_HOOKS, name)
        return None if stored is None else Hook.model_validate(stored)

    async def hooks(self) -> list[Hook]:
        """Return every hook, by name."""
        return [Hook.model_validate(stored) for stored in (await self._records.all(_HOOKS)).values()]

    async def add(self, hook: Hook) -> None:
        """Keep a new hook. Raises Conflict when there is one of its name."""
        if not await self._records.swap(_HOOKS, hook.name, None, hook.model_dump(mode="json"), _HOOKS_LIMIT):
            raise Conflict("There is a hook of this name.", hook=hook.name)

    async def change(self, before: Hook, after: Hook) -> None:
        """Keep a changed hook. Raises Conflict when somebody else was quicker."""
        if not await self._records.swap(_HOOKS, before.name, before.model_dump(mode="json"), after.model_dump(mode="json")):
            raise Conflict("Somebody else is changing this hook; try again.", hook=before.name)

    async def remove(self, name: str) -> None:
        """Forget the hook and its events. Raises NotFound."""
        stored = await self._records.read(_HOOKS, name)
        if stored is None or not await self._records.swap(_HOOKS, name, stored, None):
            raise NotFound("There is no such hook.", hook=name)
        await self._records.clear(_shelf(name))

    async def events(self, name: str) -> list[Event]:
        """Return what is kept of the hook's events, newest first."""
        events = [Event.model_validate(stored) for stored in (await self._records.all(_shelf(name))).values()]
        return sorted(events, key=lambda event: (event.received_at, event.id), reverse=True)

    async def event(self, name: str, id: str) -> Event | None:
        """Return one event."""
        stored = await self._records.read(_shelf(name), id)
        return None if stored is None else Event.model_validate(stored)

    async def seen(self, name: str, id: str) -> bool:
        """Tell whether this delivery was handled within its window."""
        return bool(await self._documents.read(f"hook-seen:{name}:{id}"))

    async def store(self, event: Event) -> bool:
        """Keep a new event; False if it waits already. Raises HookBusy."""
        before = await self._records.read(_shelf(event.hook), event.id)
        if before and before["state"] == EventState.WAITING:
            return False
        try:
            return await self._records.swap(_shelf(event.hook), event.id, before, event.model_dump(mode="json"), WAITING_LIMIT)
        except ShelfFull as error:
            raise HookBusy("So many events of this hook wait that no more are taken; send it again later.") from error

    async def settle(self, event: Event, window_s: float, reason: str | None = None) -> None:
        """Write down that the event was handled, or why not; remember its delivery, and drop the oldest."""
        await self._documents.write(f"hook-seen:{event.hook}:{event.id}", True, window_s)
        state = EventState.FAILED if reason else EventState.HANDLED
        settled = event.model_copy(update={"state": state, "reason": reason, "body": event.body[:KEPT_BODY_CHARS]})
        await self._records.swap(_shelf(event.hook), event.id, event.model_dump(mode="json"), settled.model_dump(mode="json"))
        old = [kept for kept in await self.events(event.hook) if kept.state is not EventState.WAITING][KEPT_EVENTS:]
        for kept in old:
            await self._records.swap(_shelf(event.hook), kept.id, kept.model_dump(mode="json"), None)


def _shelf(name: str) -> str:
    return f"hook-events:{name}"
