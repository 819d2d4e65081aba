"""Who comes in, and with what."""

import logging
from contextlib import AbstractAsyncContextManager, nullcontext

from mojo.features.account.model import shown_name
from mojo.features.account.settings import AdmissionRule
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.roles import known_roles
from mojo.shared.model.invitations import MOJO, Invitation
from mojo.shared.model.people import EVERY_SCOPE, MEMBER, Door, PersonState, Principal, User
from mojo.shared.ports import Attempts, Audit, Invitations, People
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.account")

NAMELESS = "👤"

INVITATION = "invitation"
"""What whoever tries codes guesses; counted against their chat, whether they are known or not."""


class AdmissionDesk:
    """Keeps `Admission`. Every method raises StoreUnavailable."""

    def __init__(
        self,
        *,
        people: People,
        invitations: Invitations,
        attempts: Attempts,
        audit: Audit,
        clock: Clock,
        rule: AdmissionRule,
    ) -> None:
        self._people = people
        self._invitations = invitations
        self._attempts = attempts
        self._audit = audit
        self._clock = clock
        self._rule = rule

    async def admit(self, chat_id: int, name: str, telegram_language: str | None, invitation: str | None) -> User | None:
        """Return the person this stranger becomes, or None if they may not come in (no hint why)."""
        known = await self._people.get_user_by_chat(chat_id)
        if known is not None:
            return await self.accept(known, invitation)
        user_id = f"tg{chat_id}"
        brought = await self._redeem(invitation, user_id)
        if brought is None and self._rule is AdmissionRule.INVITED:
            return None
        user = User(
            id=user_id,
            chat_id=chat_id,
            name=shown_name(name) or NAMELESS,
            telegram_language=telegram_language,
            role=MEMBER,
            created_at=self._clock.now(),
        )
        if brought is not None:
            user = _invited(user, brought)
        async with self._recorded(user, brought):
            await self._people.save_user(user)
        log.info("account.user_admitted", extra={"user_id": user.id, "invited": brought is not None})
        return await self._people.get_user(user_id) or user

    async def accept(self, user: User, invitation: str | None) -> User:
        """Give `user` what `invitation` carries besides what they have; nothing if it is not good, or gave it before.

        Codes that are not good are counted as a stranger's are. Raises TooManyAttempts.
        """
        if user.state is not PersonState.ACTIVE or not invitation:
            return user
        await self._attempts.check(INVITATION, str(user.chat_id))
        brought = await self._redeem(invitation, user.id)
        if brought is None:
            await self._attempts.failed(INVITATION, str(user.chat_id))
            return user
        if brought.id in user.accepted:  # nor does it clear the count: it can be sent between two guesses
            return user
        brings = (await self._roles()).get(brought.role or "", frozenset())
        async with self._recorded(user, brought):
            accepted = await self._people.change_user(user.id, lambda now: _with(now, brought, brings))
        await self._attempts.succeeded(INVITATION, str(user.chat_id))
        log.info("account.invitation_accepted", extra={"user_id": user.id})
        return accepted

    async def _redeem(self, code: str | None, by: str) -> Invitation | None:
        brought = await self._invitations.redeem(code, by) if code else None
        return brought if brought and await self._is_vouched_for(brought) else None

    async def _is_vouched_for(self, invitation: Invitation) -> bool:
        """Tell whether who made it is still here and may still give what it carries."""
        if invitation.made_by == MOJO:
            return True
        maker = await self._people.get_user(invitation.made_by)
        carried = invitation.scopes | (await self._roles()).get(invitation.role or "", frozenset())
        return maker is not None and maker.state is PersonState.ACTIVE and all(maker.may(scope) for scope in carried)

    async def _roles(self) -> dict[str, frozenset[str]]:
        return known_roles(await self._people.stored_roles())

    def _recorded(self, user: User, brought: Invitation | None) -> AbstractAsyncContextManager[None]:
        if brought is None:
            return nullcontext()
        by = Principal(user_id=user.id, name=user.name, scopes=user.scopes, door=Door.CHRONOS, origin=str(user.chat_id))
        return recorded_first(self._audit, by, "invitation.redeemed", brought.id, made_by=brought.made_by)


def _invited(newcomer: User, brought: Invitation) -> User:
    """Return the new person as their invitation makes them."""
    return newcomer.model_copy(
        update={
            "role": brought.role,
            "scopes": brought.scopes,
            "language": brought.language,
            "timezone": brought.timezone or newcomer.timezone,
            "invited_by": brought.made_by,
            "accepted": frozenset({brought.id}),
        }
    )


def _with(user: User, brought: Invitation, brings: frozenset[str]) -> User:
    """Return `user` with what the invitation carries: its role if that takes nothing away, else that role's scopes."""
    if brought.id in user.accepted:
        return user
    rises = brought.role is not None and (EVERY_SCOPE in brings or brings >= user.scopes)
    return user.model_copy(
        update={
            "role": brought.role if rises else user.role,
            "scopes": user.scopes | brought.scopes | (frozenset() if rises else brings),
            "invited_by": user.invited_by or brought.made_by,
            "accepted": user.accepted | {brought.id},
        }
    )
