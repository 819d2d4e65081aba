"""Who may remind whom: both have to want it, and whoever is reminded can take it back."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from mojo.features.reminders.texts import consent_buttons
from mojo.shared.errors import Conflict, NotFound, PermissionDenied
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.text import text
from mojo.shared.ports import Audit, Notifier, People, Records
from mojo.shared.util.clock import Clock

ASK_AGAIN_AFTER = timedelta(days=1)


class Consent(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class ConsentNeeded(Conflict):
    """They have been asked whether they want to be reminded by this person, and have not said yes."""

    code = "reminders.consent_needed"


class ConsentRefused(Conflict):
    """They do not want to be reminded by this person."""

    code = "reminders.consent_refused"


class Consents:
    """One record a pair. Every method raises StoreUnavailable."""

    def __init__(self, records: Records, people: People, notifier: Notifier, audit: Audit, clock: Clock) -> None:
        self._records = records
        self._people = people
        self._notifier = notifier
        self._audit = audit
        self._clock = clock

    async def require(self, by: Principal, to: User) -> None:
        """Return if `by` may remind `to`; else ask them, once a day. Raises PermissionDenied, ConsentNeeded, ConsentRefused."""
        if not by.may("reminders:send"):
            raise PermissionDenied("Reminding others needs the scope reminders:send.", scope="reminders:send")
        stored = await self._records.read(_shelf(to.id), by.user_id)
        state = Consent(stored["state"]) if stored else None
        if state is Consent.GIVEN:
            return
        if state is Consent.REFUSED:
            raise ConsentRefused(f"{to.name} does not want to be reminded by you.", person=to.name)
        await self._ask(by, to, stored)
        raise ConsentNeeded(f"{to.name} has been asked whether you may; try again once they have said yes.", person=to.name)

    async def given(self, by: str, to: str) -> bool:
        """Tell whether `by` may remind `to` now; oneself one always may."""
        stored = None if by == to else await self._records.read(_shelf(to), by)
        return by == to or bool(stored and stored["state"] == Consent.GIVEN)

    async def answer(self, by: Principal, sender_id: str, *, allowed: bool) -> User:
        """Let `sender_id` remind `by`, or not any more; return the sender, who is told. Raises NotFound."""
        sender = await self._people.get_user(sender_id)
        if sender is None or sender_id == by.user_id:
            raise NotFound("There is no such person.", person=sender_id)
        state = Consent.GIVEN if allowed else Consent.REFUSED
        before = await self._records.read(_shelf(by.user_id), sender_id)
        await self._records.swap(_shelf(by.user_id), sender_id, before, self._record(state))
        await self._audit.record(by, "reminder.consent_given" if allowed else "reminder.consent_refused", sender_id)
        if allowed:
            said = text("reminders-consent-told", person=by.name)
            key = f"reminders.consent:{by.user_id}:{sender_id}:{self._clock.now().isoformat()}"
            await self._notifier.notify(Notification(sender_id, said, dedupe_key=key, kind="reminders.consent"))
        return sender

    async def of(self, user_id: str) -> list[tuple[User, Consent]]:
        """Return who has asked to remind the person, and what was answered."""
        stored = await self._records.all(_shelf(user_id))
        people = {user.id: user for user in await self._people.list_users()}
        return [(people[sender], Consent(record["state"])) for sender, record in stored.items() if sender in people]

    async def forget(self, user_id: str) -> None:
        """Forget what the person was asked and answered, and what others answered them."""
        await self._records.clear(_shelf(user_id))
        for user in await self._people.list_users():
            if stored := await self._records.read(_shelf(user.id), user_id):
                await self._records.swap(_shelf(user.id), user_id, stored, None)

    async def _ask(self, by: Principal, to: User, stored: Any) -> None:
        now = self._clock.now()
        if stored and now - datetime.fromisoformat(stored["at"]) < ASK_AGAIN_AFTER:
            return
        question = Notification(
            to.id,
            text("reminders-consent-ask", person=by.name),
            dedupe_key=f"reminders.ask:{by.user_id}:{to.id}:{now.date()}",
            kind="reminders.consent",
            buttons=consent_buttons(by.user_id),
        )
        await self._notifier.notify(question)
        await self._records.swap(_shelf(to.id), by.user_id, stored, self._record(Consent.ASKED))

    def _record(self, state: Consent) -> dict[str, str]:
        return {"state": state.value, "at": self._clock.now().isoformat()}


def _shelf(user_id: str) -> str:
    return f"reminder-consents:{user_id}"
