"""Invitations: what they carry, who made them, and that they can be taken back."""

import secrets
from datetime import timedelta
from zoneinfo import ZoneInfo

from mojo.features.people.guard import INVITE, MANAGE, check_known, check_role, may_give, require
from mojo.features.people.model import InvitationWish, MadeInvitation
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.roles import known_roles
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.invitations import MOJO, Invitation
from mojo.shared.model.people import MEMBER, Principal
from mojo.shared.persistence.codes import new_code
from mojo.shared.ports import Audit, Invitations, People, StartLinks
from mojo.shared.util.clock import Clock


class InvitationService:
    """Every method raises StoreUnavailable, and PermissionDenied for who may not."""

    def __init__(
        self,
        *,
        invitations: Invitations,
        people: People,
        translator: Translator,
        links: StartLinks,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._invitations = invitations
        self._people = people
        self._translator = translator
        self._links = links
        self._audit = audit
        self._clock = clock

    async def make(self, by: Principal, wish: InvitationWish) -> MadeInvitation:
        """Make an invitation; its code can be had only now. Nobody can put into it what they do not hold.

        Raises InvalidInput for a role, scope, language or time zone that does not exist.
        """
        require(by, INVITE)
        role = wish.role or (None if wish.scopes else MEMBER)
        await self._check(by, wish, role)
        maker = await self._people.get_user(by.user_id)
        now, code = self._clock.now(), new_code()
        invitation = Invitation(
            id=secrets.token_hex(6),
            made_by=maker.id if maker else MOJO,
            made_at=now,
            expires_at=now + timedelta(hours=wish.expires_in_h),
            **wish.model_dump(exclude={"role", "expires_in_h"}),
            role=role,
        )
        async with recorded_first(self._audit, by, "invitation.made", invitation.id, role=role or "", uses=str(wish.uses)):
            await self._invitations.offer(invitation, code)
        return MadeInvitation(invitation=invitation, code=code, link=await self._links.link(code))

    async def outstanding(self, by: Principal) -> list[Invitation]:
        """Return those that can still be used, newest first: one's own, or all to who manages people."""
        require(by, INVITE)
        found = await self._invitations.outstanding()
        return [invitation for invitation in found if invitation.made_by == by.user_id or by.may(MANAGE)]

    async def revoke(self, by: Principal, invitation_id: str) -> None:
        """Let nobody use it any more. Raises NotFound if there is none that `by` may see."""
        mine = {invitation.id for invitation in await self.outstanding(by)}
        if invitation_id not in mine or not await self._invitations.revoke(invitation_id):
            raise NotFound("There is no such invitation.")
        await self._audit.record(by, "invitation.revoked", invitation_id)

    async def roles_to_give(self, by: Principal) -> list[str]:
        """Return the roles that `by` can put into an invitation."""
        roles = known_roles(await self._people.stored_roles())
        return [name for name, scopes in roles.items() if all(by.may(scope) for scope in scopes)]

    async def _check(self, by: Principal, wish: InvitationWish, role: str | None) -> None:
        roles = known_roles(await self._people.stored_roles())
        if role is not None:
            check_role(role, roles)
        check_known(wish.scopes, "scopes")
        if wish.language is not None and wish.language not in self._translator.languages:
            raise InvalidInput(f"language: Mojo has {', '.join(self._translator.languages)}.", field="language")
        if wish.timezone is not None:
            _check_timezone(wish.timezone)
        may_give(by, wish.scopes | (roles[role] if role else frozenset()))


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput("timezone: not an IANA time zone such as Europe/Lisbon.", field="timezone") from None
