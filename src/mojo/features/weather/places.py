"""The places that people asked about, kept so that a button or a bare command can mean one."""

import hashlib

from mojo.shared.model.places import Place
from mojo.shared.ports import Documents

_DAY_S = 86_400.0
LAST_PLACE_TTL_S = 400 * _DAY_S
KEPT_PLACE_TTL_S = 60 * _DAY_S


class PlaceBook:
    """Every method raises StoreUnavailable when the store does not answer."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def last(self, user_id: str) -> Place | None:
        """Return the place this person asked about last."""
        return _place(await self._documents.read(f"weather:last_place:{user_id}"))

    async def remember(self, user_id: str, place: Place) -> None:
        """Note the place this person asked about."""
        await self._documents.write(f"weather:last_place:{user_id}", place.model_dump(mode="json"), LAST_PLACE_TTL_S)

    async def forget(self, user_id: str) -> None:
        """Forget which place this person asked about last."""
        await self._documents.delete(f"weather:last_place:{user_id}")

    async def keep(self, place: Place) -> str:
        """Return a short key under which `at` finds the place again: a button has 64 bytes, a place may need more."""
        key = hashlib.sha256(place.model_dump_json().encode()).hexdigest()[:16]
        await self._documents.write(f"weather:place:{key}", place.model_dump(mode="json"), KEPT_PLACE_TTL_S)
        return key

    async def at(self, key: str) -> Place | None:
        """Return the place kept under `key`; None if it is unknown or was kept too long ago."""
        return _place(await self._documents.read(f"weather:place:{key}"))


def _place(document: object) -> Place | None:
    return None if document is None else Place.model_validate(document)
