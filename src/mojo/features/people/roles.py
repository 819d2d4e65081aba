"""Roles: named sets of scopes. Changing one is felt at once by everybody who has it."""

from collections import Counter

from mojo.features.people.guard import MANAGE, READ, check_known, check_role_name, may_give, require
from mojo.features.people.model import RoleView
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.roles import known_roles
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.model.people import OWNER, Principal
from mojo.shared.ports import Audit, MenuRefresh, People


class RoleService:
    """Every method raises StoreUnavailable, and PermissionDenied for who may not."""

    def __init__(self, people: People, audit: Audit, menus: MenuRefresh) -> None:
        self._people = people
        self._audit = audit
        self._menus = menus

    async def all(self, by: Principal) -> list[RoleView]:
        """Return every role."""
        require(by, READ)
        return await self._views()

    async def _views(self) -> list[RoleView]:
        roles = known_roles(await self._people.stored_roles())
        held = Counter(user.role for user in await self._people.list_users())
        return [RoleView(name=name, scopes=sorted(scopes), people=held[name]) for name, scopes in roles.items()]

    async def get(self, by: Principal, name: str) -> RoleView:
        """Return one role. Raises NotFound."""
        require(by, READ)
        return await self._view(name)

    async def _view(self, name: str) -> RoleView:
        found = next((role for role in await self._views() if role.name == name), None)
        if found is None:
            raise NotFound("There is no such role.")
        return found

    async def put(self, by: Principal, name: str, scopes: frozenset[str]) -> RoleView:
        """Let `name`, which may be new, bring exactly `scopes`. Nobody can put into a role what they do not hold.

        Raises InvalidInput for an unknown scope or a name that is none, Conflict for the owner's role.
        """
        require(by, MANAGE)
        if name == OWNER:
            raise Conflict("The owner's role brings everything, always.")
        check_role_name(name, "name")
        check_known(scopes, "scopes")
        before = known_roles(await self._people.stored_roles()).get(name, frozenset())
        may_give(by, scopes - before)
        await self._save(by, name, before, scopes)
        for user in await self._people.list_users():
            if user.role == name:
                await self._menus.refresh(user.id)
        return await self._view(name)

    async def switch(self, by: Principal, name: str, scope: str, *, brings: bool) -> RoleView:
        """Let a role that exists bring `scope`, or no more. Raises NotFound, else as `put` does."""
        require(by, MANAGE)
        before = frozenset((await self._view(name)).scopes)
        return await self.put(by, name, before | {scope} if brings else before - {scope})

    async def _save(self, by: Principal, name: str, before: frozenset[str], scopes: frozenset[str]) -> None:
        """Save it: one that gives is recorded before it takes effect, one that only takes away afterwards (ADR 0021)."""
        gave, took = ", ".join(sorted(scopes - before)), ", ".join(sorted(before - scopes))
        if gave:
            async with recorded_first(self._audit, by, "role.changed", name, gave=gave, took=took):
                await self._people.save_role(name, scopes)
            return
        await self._people.save_role(name, scopes)
        await self._audit.record(by, "role.changed", name, gave=gave, took=took)
