"""Everything Mojo keeps about one person: to hand it out, and to forget it.

Each part of Mojo that keeps something has a `personal.py` with the class that knows it (`PersonalData`), found like the rest.
"""

from typing import Any

from dishka import AsyncContainer

from mojo.shared.errors import NotFound
from mojo.shared.ports import Access, Invitations, People, PersonalData
from mojo.shared.util.clock import Clock
from mojo.shared.util.discovery import feature_modules, modules_in


class PersonalArchive:
    """Every method raises StoreUnavailable."""

    def __init__(self, people: People, access: Access, invitations: Invitations, clock: Clock, container: AsyncContainer) -> None:
        self._people = people
        self._access = access
        self._invitations = invitations
        self._clock = clock
        self._container = container

    async def export(self, user_id: str) -> dict[str, Any]:
        """Return, as JSON, all that is kept about the person. Raises NotFound."""
        user = await self._people.get_user(user_id)
        if user is None:
            raise NotFound("There is no such person.")
        seen = await self._people.last_seen(user_id)
        made = [invitation for invitation in await self._invitations.outstanding() if invitation.made_by == user_id]
        return {
            "exported_at": self._clock.now().isoformat(),
            "person": _sorted(user.model_dump(mode="json")),
            "last_seen_at": seen.isoformat() if seen else None,
            "sessions": [session.model_dump(mode="json") for session in await self._access.sessions_of(user_id)],
            "tokens": [_sorted(token.model_dump(mode="json")) for token in await self._access.tokens_of(user_id)],
            "invitations": [_sorted(invitation.model_dump(mode="json")) for invitation in made],
            **{part.name: await part.export(user_id) for part in await self._parts()},
        }

    async def forget(self, user_id: str) -> None:
        """Delete it everywhere, the person last, so that it can be done again after a failure.

        Raises Conflict for the last owner.
        """
        await self._access.end_all(user_id)
        for part in await self._parts():
            await part.forget(user_id)
        await self._invitations.forget(user_id)
        await self._people.remove_user(user_id)

    async def _parts(self) -> list[PersonalData]:
        """Build what every `personal.py` names."""
        modules = [*modules_in("mojo.shared", "personal"), *modules_in("mojo", "personal"), *feature_modules("personal")]
        kinds = [module.personal for module in modules if hasattr(module, "personal")]
        return [await self._container.get(kind) for kind in kinds]


def _sorted(document: dict[str, Any]) -> dict[str, Any]:
    """Return `document` with its sets in order."""
    return {name: sorted(value) if name in ("scopes", "accepted") else value for name, value in document.items()}
