"""What features ask of the rest of Mojo. Each is a small Protocol; hosts and `shared` provide them."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any, Protocol

from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.audit import AuditFilter, AuditOutcome, AuditPage
from mojo.shared.model.guarded import GuardedAnswer, GuardedRequest
from mojo.shared.model.invitations import Invitation
from mojo.shared.model.jobs import JobInfo
from mojo.shared.model.notifications import Attachment, Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.schedules import Payload, RunRecord, Schedule


class Notifier(Protocol):
    """The one way in which anything reaches a person unasked."""

    async def notify(self, notification: Notification) -> bool:
        """Store `notification` for each of its recipients; False if its dedupe key was seen before.

        Raises NotFound when there is no such person, or nobody of that role; StoreUnavailable.
        """
        ...


class Alerts(Protocol):
    """Notifications that were delivered, and what people do about them. Every method raises StoreUnavailable."""

    async def amend(self, short_id: str, chats: Iterable[str], change: str, now: Notification | None = None) -> None:
        """Let the messages of a notification in `chats` say what has been done about it; `change` names this amendment.

        With `now` they say that instead, from the moment at which they stand in the chat.
        """
        ...

    async def remind(self, notification: Notification, at: datetime, key: str) -> None:
        """Store `notification` to be delivered at `at`, unless it is acknowledged by then."""
        ...


class Targets(Protocol):
    """The places outside Telegram at which people can be told something."""

    async def owner_of(self, target_id: str) -> str | None:
        """Return whose target it is, None if there is none. Raises StoreUnavailable."""
        ...

    async def fallbacks_of(self, user_id: str) -> list[str]:
        """Return where a person is told what Telegram cannot bring them. Raises StoreUnavailable."""
        ...

    async def send(self, target_id: str, said: str, attachment: Attachment | None = None) -> None:
        """Deliver to a target. Raises NotFound, StoreUnavailable, or ExternalServiceError if it did not take it."""
        ...


class Schedules(Protocol):
    """Schedules made at run time."""

    async def put(self, schedule: Schedule) -> None:
        """Create or replace `schedule`. Raises InvalidInput when its trigger can never fire, StoreUnavailable."""
        ...

    async def remove(self, schedule_id: str) -> bool:
        """Forget the schedule; False if there was none."""
        ...

    async def get(self, schedule_id: str) -> Schedule | None: ...

    async def next_run(self, schedule_id: str) -> datetime | None:
        """Return when it fires next."""
        ...

    async def all(self) -> list[Schedule]:
        """Return every schedule, in id order."""
        ...

    async def runs(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        """Return what became of its last firings, newest first."""
        ...


class Jobs(Protocol):
    """The jobs that features brought."""

    def infos(self) -> list[JobInfo]:
        """Return every job, by name."""
        ...

    def info(self, name: str) -> JobInfo:
        """Return the job. Raises NotFound."""
        ...

    def checked(self, name: str, payload: Payload) -> Payload:
        """Return `payload` as the job wants it. Raises NotFound, and InvalidInput naming the field that breaks a rule."""
        ...


class Access(Protocol):
    """The sessions and access tokens by which people act through the API. Every method raises StoreUnavailable."""

    async def sessions_of(self, user_id: str) -> list[Session]:
        """Return the live sessions, last used first."""
        ...

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        """Return the access tokens that are still good, newest first."""
        ...

    async def end_session(self, user_id: str, session_id: str) -> bool:
        """End one session; False if the person has none of that id."""
        ...

    async def revoke_token(self, user_id: str, token_id: str) -> bool:
        """Revoke one access token; False if the person has none of that id."""
        ...

    async def end_all(self, user_id: str) -> int:
        """End every session and revoke every access token of the person; return how many there were."""
        ...


class Attempts(Protocol):
    """Slows, then locks, whoever guesses. `kind` is what is guessed (`code`, `password`, `token`, `invitation`), `subject` whom
    the failures are counted against: an address, an account, a chat. Every method raises StoreUnavailable."""

    async def check(self, kind: str, subject: str) -> None:
        """Return if an attempt may be made now. Raises TooManyAttempts with `retry_after_s` otherwise."""
        ...

    async def failed(self, kind: str, subject: str) -> None:
        """Count a wrong one. The failure that locks is audited and told to the owner, once."""
        ...

    async def succeeded(self, kind: str, subject: str) -> None:
        """Forget what was counted."""
        ...


class Audit(Protocol):
    """The append-only record of who did what."""

    async def record(
        self, by: Principal, action: str, target: str | None = None, outcome: AuditOutcome = AuditOutcome.DONE, **details: str
    ) -> None:
        """Write down that `by` did `action` (`area.past_tense`) on `target`. `details` never hold a secret, text or position.

        Raises StoreUnavailable, which callers let through: nobody is told that something is done which is not written down.
        """
        ...


class AuditTrail(Protocol):
    """The same record, to be read."""

    async def read(self, wanted: AuditFilter, limit: int = 50, before: str | None = None) -> AuditPage:
        """Return up to `limit` entries older than the cursor `before`, newest first. Raises StoreUnavailable."""
        ...


class People(Protocol):
    """The people Mojo knows, and the roles that say what they may do. Every method raises StoreUnavailable.

    Whoever is returned has in `scopes` all they may do at this moment: a changed role is felt at the next look.
    """

    async def get_user(self, user_id: str) -> User | None: ...

    async def get_user_by_chat(self, chat_id: int) -> User | None: ...

    async def save_user(self, user: User) -> None:
        """Create or replace `user` as a whole. Raises Conflict when somebody else has their chat.

        Of their scopes, those that the role does not bring stay with them whatever becomes of the role.
        """
        ...

    async def change_user(self, user_id: str, change: Callable[[User], User]) -> User:
        """Put `change(person as they are now)` in their place and return it; `change` is asked again when somebody was faster.

        A scope that `change` adds is given besides the role, one that it leaves out is withheld from this person. Neither id nor
        chat may change. Raises NotFound, and Conflict for the last owner who would be none any more.
        """
        ...

    async def remove_user(self, user_id: str) -> bool:
        """Forget the person and when they were here; False if there was none. Raises Conflict for the last owner."""
        ...

    async def list_users(self) -> list[User]:
        """Return everybody, who came first first."""
        ...

    async def note_seen(self, user_id: str, at: datetime) -> None:
        """Note that the person was here; at most one write a minute."""
        ...

    async def last_seen(self, user_id: str) -> datetime | None:
        """Return when the person was last here, to the minute; None if never, or if there is no such person."""
        ...

    async def stored_roles(self) -> dict[str, frozenset[str]]:
        """Return the roles that somebody has set; others are as the features declare them."""
        ...

    async def save_role(self, name: str, scopes: frozenset[str]) -> None:
        """Let `name` bring exactly `scopes` from now on."""
        ...


class PersonalData(Protocol):
    """What one part of Mojo keeps about people: its `personal.py` names the class that keeps this as `personal`."""

    name: str
    """Under which it stands in an export."""

    async def export(self, user_id: str) -> Any:
        """Return, as JSON, everything that is kept about the person. Raises StoreUnavailable."""
        ...

    async def forget(self, user_id: str) -> None:
        """Delete it. Runs again after a failure. Raises StoreUnavailable."""
        ...


class MorningReports(Protocol):
    """When the report that comes every day comes to somebody. Every method raises StoreUnavailable."""

    async def hour(self, user: User) -> time | None:
        """Return the time on the person's clock, None if none comes."""
        ...

    async def set_hour(self, user: User, at: time | None) -> None:
        """Let it come every day at that time, or no more. Raises Conflict when there is no place to report about."""
        ...


class StartLinks(Protocol):
    """Links that open Chronos."""

    async def link(self, code: str) -> str | None:
        """Return the deep link that carries the invitation `code`; None while the bot's name cannot be had."""
        ...


class Documents(Protocol):
    """Small JSON documents that expire: caches, last known good answers, conversation state."""

    async def read(self, key: str) -> Any | None: ...

    async def write(self, key: str, document: Any, ttl_s: float) -> None: ...

    async def delete(self, key: str) -> None: ...


class Fleet(Protocol):
    """What the processes of one Mojo tell each other about outside services. Every method raises StoreUnavailable."""

    async def claim(self, task: str, ttl_s: float) -> str | None:
        """Take `task` for at most `ttl_s`; return what to give it back with, None if somebody has it."""
        ...

    async def release(self, task: str, token: str) -> None:
        """Give `task` back, unless it has passed to somebody else by now."""
        ...

    async def leave_alone(self, service: str, for_s: float) -> None:
        """Say that `service` failed and should not be asked for `for_s`."""
        ...

    async def welcome(self, service: str) -> None:
        """Say that `service` is well again."""
        ...

    async def left_alone_s(self, service: str) -> float | None:
        """Return for how long `service` should not be asked; None or 0 if it may be."""
        ...

    async def count_call(self, service: str, day: str) -> int:
        """Count a call of `service` on `day` (ISO 8601); return how many there have been, this one included."""
        ...


class GuardedHttp(Protocol):
    """The way to addresses that people name: webhooks, checks, feeds. It never leads into the own network unasked."""

    async def fetch(self, request: GuardedRequest) -> GuardedAnswer:
        """Send one request and return the answer, whatever its status; redirects are followed as `request` says.

        Raises InvalidInput (field `url`) for an address that may not be asked, ExternalServiceError and its families.
        """
        ...


class Records(Protocol):
    """Small JSON records that stay until somebody removes them, on named shelves. Every method raises StoreUnavailable."""

    async def read(self, shelf: str, id: str) -> Any | None: ...

    async def all(self, shelf: str) -> dict[str, Any]:
        """Return every record of the shelf by id, in id order."""
        ...

    async def swap(self, shelf: str, id: str, before: Any | None, after: Any | None, limit: int = 10_000) -> bool:
        """Put `after` in the place of `before`; False, and nothing done, if something else is there. None is no record.

        Atomic, so of two who change one record at once the second is told. Raises ShelfFull when a new one would be over `limit`.
        """
        ...

    async def clear(self, shelf: str) -> None:
        """Remove the shelf with everything on it."""
        ...


class Admission(Protocol):
    """Who may come in."""

    async def admit(self, chat_id: int, name: str, telegram_language: str | None, invitation: str | None) -> User | None:
        """Return the person this stranger becomes, or None if they may not come in (no hint why)."""
        ...


class MenuRefresh(Protocol):
    """Shows somebody the commands that they may use now."""

    async def refresh(self, user_id: str, chat_id: int | None = None) -> None:
        """Let the person's menu follow what has become of them: call it after their scopes, state or language have changed.

        `chat_id` is needed for somebody who has been removed already. Stored before it returns. Raises StoreUnavailable.
        """
        ...


class Invitations(Protocol):
    """Codes that let people in; only their hashes are kept. Every method raises StoreUnavailable."""

    async def owner_code(self) -> str | None:
        """Return the owner's invitation code, made on first call; None once it has been redeemed."""
        ...

    async def offer(self, invitation: Invitation, code: str) -> None:
        """Let `code` be good for what `invitation` says."""
        ...

    async def redeem(self, code: str, by: str) -> Invitation | None:
        """Use the code once for the user id `by` and return what it carries; None if it is not (or no longer) good.

        Atomic. Again for the same `by` it gives the same answer, so that a crash before the person is saved burns no use.
        """
        ...

    async def outstanding(self) -> list[Invitation]:
        """Return those that somebody can still redeem, newest first; not the owner's."""
        ...

    async def revoke(self, invitation_id: str) -> bool:
        """Let nobody redeem it any more; False if there is none of that id."""
        ...

    async def forget(self, user_id: str) -> None:
        """Revoke what the person made, and forget what they redeemed. A use that was used up stays so.

        No code that was made before lets them in again.
        """
        ...
