"""Who comes in, and what they like."""

import logging
from zoneinfo import ZoneInfo

from mojo.features.account.model import MEMBER_SCOPES, NAME_LIMIT, Me
from mojo.features.account.settings import AdmissionRule
from mojo.shared.errors import InvalidInput
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import Principal, User
from mojo.shared.ports import Invitations, People
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.account")


class AccountService:
    """The people Mojo knows; provides the port `Admission`."""

    def __init__(
        self, people: People, invitations: Invitations, translator: Translator, clock: Clock, admission: AdmissionRule
    ) -> None:
        self._people = people
        self._invitations = invitations
        self._translator = translator
        self._clock = clock
        self._admission = admission

    async def admit(self, chat_id: int, name: str, telegram_language: str | None, invitation: str | None) -> User | None:
        """Return the person this stranger becomes, or None if they may not come in (no hint why). Raises StoreUnavailable."""
        known = await self._people.get_user_by_chat(chat_id)
        if known is not None:
            return await self.accept(known, invitation)
        user_id = f"tg{chat_id}"
        scopes = await self._redeem(invitation, user_id)
        if scopes is None and self._admission is AdmissionRule.INVITED:
            return None
        user = User(
            id=user_id,
            chat_id=chat_id,
            name=_shown_name(name),
            telegram_language=telegram_language,
            scopes=MEMBER_SCOPES if scopes is None else scopes,
            created_at=self._clock.now(),
        )
        await self._people.save_user(user)
        log.info("account.user_admitted", extra={"user_id": user.id, "invited": scopes is not None})
        return user

    async def accept(self, user: User, invitation: str | None) -> User:
        """Give `user` what `invitation` carries besides what they have; nothing if it is not good. Raises StoreUnavailable."""
        scopes = await self._redeem(invitation, user.id)
        if scopes is None or scopes <= user.scopes:
            return user
        log.info("account.invitation_accepted", extra={"user_id": user.id})
        return await self._save(user.model_copy(update={"scopes": user.scopes | scopes}))

    async def choose_language(self, user: User, language: str) -> User:
        """Speak `language` with `user` from now on. Raises InvalidInput if Mojo does not have it, StoreUnavailable."""
        if language not in self._translator.languages:
            raise InvalidInput(f"language: Mojo has {', '.join(self._translator.languages)}.", field="language")
        return await self._save(user.model_copy(update={"language": language}))

    async def choose_timezone(self, user: User, timezone: str) -> User:
        """Show times in `timezone` (IANA) from now on. Raises InvalidInput if there is no such zone, StoreUnavailable."""
        try:
            ZoneInfo(timezone)
        except (KeyError, ValueError, OSError):
            raise InvalidInput("timezone: not an IANA time zone such as Europe/Lisbon.", field="timezone") from None
        return await self._save(user.model_copy(update={"timezone": timezone}))

    async def me(self, principal: Principal) -> Me:
        """Return whom `principal` stands for. Raises StoreUnavailable."""
        user = await self._people.get_user(principal.user_id)
        return Me(
            user_id=principal.user_id,
            name=principal.name,
            scopes=sorted(principal.scopes),
            language=user.language or user.telegram_language if user else None,
            timezone=user.timezone if user else None,
        )

    async def _redeem(self, invitation: str | None, by: str) -> frozenset[str] | None:
        return await self._invitations.redeem(invitation, by) if invitation else None

    async def _save(self, user: User) -> User:
        await self._people.save_user(user)
        return user


def _shown_name(name: str) -> str:
    """Return the name as given, on one line and not endless."""
    return " ".join(name.split())[:NAME_LIMIT].strip() or "👤"
