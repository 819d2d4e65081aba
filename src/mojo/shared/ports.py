"""What features ask of the rest of Mojo. Each is a small Protocol; hosts and `shared` provide them."""

from datetime import datetime
from typing import Any, Protocol

from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.guarded import GuardedAnswer, GuardedRequest
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import Principal, User
from mojo.shared.model.places import Place
from mojo.shared.model.schedules import RunRecord, Schedule


class Notifier(Protocol):
    """The one way in which anything reaches a person unasked."""

    async def notify(self, notification: Notification) -> bool:
        """Store `notification` for delivery; False if its dedupe key was seen before. Raises StoreUnavailable."""
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


class Tokens(Protocol):
    """Who a bearer token stands for."""

    async def principal_of(self, token: str) -> Principal | None:
        """Return whom `token` stands for, None if nobody. Raises StoreUnavailable."""
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


class Audit(Protocol):
    """The append-only record of who did what."""

    async def record(
        self, by: Principal, action: str, target: str | None = None, outcome: AuditOutcome = AuditOutcome.DONE, **details: str
    ) -> None:
        """Write down that `by` did `action` (`area.past_tense`) on `target`. `details` never hold a secret, text or position.

        Raises StoreUnavailable.
        """
        ...


class People(Protocol):
    """The people Mojo knows."""

    async def get_user(self, user_id: str) -> User | None: ...

    async def get_user_by_chat(self, chat_id: int) -> User | None: ...

    async def save_user(self, user: User) -> None: ...

    async def list_users(self) -> list[User]: ...


class Documents(Protocol):
    """Small JSON documents that expire: caches, last known good answers, conversation state."""

    async def read(self, key: str) -> Any | None: ...

    async def write(self, key: str, document: Any, ttl_s: float) -> None: ...

    async def delete(self, key: str) -> None: ...


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


class Places(Protocol):
    """Where people are and which places are theirs, for what they ask about themselves. Every method raises StoreUnavailable."""

    async def position_of(self, user_id: str) -> Place | None:
        """Return where the person was last, None if that is not known or not to be taken now."""
        ...

    async def saved(self, user_id: str) -> list[Place]:
        """Return the places that the person has named, such as home."""
        ...


class Admission(Protocol):
    """Who may come in."""

    async def admit(self, chat_id: int, name: str, telegram_language: str | None, invitation: str | None) -> User | None:
        """Return the person this stranger becomes, or None if they may not come in (no hint why)."""
        ...


class Invitations(Protocol):
    """Codes that let people in."""

    async def owner_code(self) -> str | None:
        """Return the owner's invitation code, made on first call; None once it has been redeemed."""
        ...

    async def redeem(self, code: str, by: str) -> frozenset[str] | None:
        """Use up the code for the user id `by` and return the scopes it carries; None if it is not (or no longer) good.

        Atomic. Again for the same `by` it gives the same answer, so that a crash before the person is saved burns no code.
        """
        ...
