"""Who may talk with Chronos: people whom Mojo knows, and strangers with a good invitation. Everybody else is told why, seldom."""

import logging
from dataclasses import dataclass

from mojo.chronos.commands import Reply
from mojo.chronos.rendering import render, voice_for
from mojo.chronos.replies import Replies
from mojo.chronos.updates import Event
from mojo.shared.auth.guard import Guard
from mojo.shared.auth.limits import Bucket
from mojo.shared.errors import TooManyAttempts
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import PersonState, User
from mojo.shared.model.text import text
from mojo.shared.ports import Admission, Attempts, Documents, MenuRefresh, People

SELDOM_S = 3600
"""How long we stay silent towards somebody who has been told why."""

INVITATION = "invitation"
"""What is guessed by whoever tries codes."""

log = logging.getLogger("mojo.chronos")


@dataclass(frozen=True)
class Entrance:
    """Lets people in, or says once why not."""

    translator: Translator
    people: People
    admission: Admission
    attempts: Attempts
    documents: Documents
    guard: Guard
    limit: Bucket
    """How much one person may ask, wherever they are answered."""
    replies: Replies
    menus: MenuRefresh

    async def admit(self, key: str, event: Event) -> User | None:
        """Return who may go on, None if nobody; then everything that needed saying has been said. Raises StoreUnavailable."""
        if event.chat.type != "private":
            if event.command:
                await self._decline(key, event, None, "chronos-private-only")
            return None
        user = await self.people.get_user_by_chat(event.chat.id) or await self._redeem(event)
        if user is None:
            await self._decline(key, event, None, "chronos-refused")
        elif user.state is PersonState.SUSPENDED:
            await self._decline(key, event, user, "chronos-suspended")
        elif not (await self.guard.count(self.limit, user.id)).allowed:
            await self._decline(key, event, user, "chronos-slow-down", self.limit.period_s)
        else:
            return user
        return None

    async def _redeem(self, event: Event) -> User | None:
        """Return whom a stranger becomes. A code that is wrong, used up or not looked at any more is met alike."""
        chat_id, person = event.chat.id, event.person
        if event.invitation is not None:
            try:
                await self.attempts.check(INVITATION, str(chat_id))
            except TooManyAttempts:
                log.info("chronos.code_not_looked_at", extra={"chat_id": chat_id})
                return None
        user = await self.admission.admit(chat_id, person.name, person.language_code, event.invitation)
        if user is not None:
            await self.menus.refresh(user.id)
        if event.invitation is not None:
            settle = self.attempts.failed if user is None else self.attempts.succeeded
            await settle(INVITATION, str(chat_id))
        return user

    async def _decline(self, key: str, event: Event, user: User | None, why: str, silence_s: float = SELDOM_S) -> None:
        """Say why we do not answer, and then not again for `silence_s`."""
        told = f"told:{why}:{event.chat.id}"
        if await self.documents.read(told):
            return
        voice = voice_for(self.translator, user, event.person.language_code)
        await self.replies.send(render(Reply(text(why)), event.chat.id, voice), key)
        await self.documents.write(told, True, silence_s)
