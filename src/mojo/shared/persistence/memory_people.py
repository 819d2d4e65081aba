"""People and invitations again, in memory."""

from collections.abc import Callable
from datetime import datetime

import orjson

from mojo.shared.auth.roles import changed, effective, is_owner, recorded
from mojo.shared.model.invitations import Invitation
from mojo.shared.model.people import User
from mojo.shared.persistence.codes import code_fingerprint, new_code
from mojo.shared.persistence.invitations import owners_invitation, trace_of
from mojo.shared.persistence.people import SEEN_EVERY_S, chat_taken, last_owner, nobody
from mojo.shared.util.clock import Clock


class MemoryPeople:
    """Keeps `People`."""

    def __init__(self) -> None:
        self._records: dict[str, bytes] = {}
        self._roles: dict[str, bytes] = {}
        self._seen: dict[str, datetime] = {}

    async def get_user(self, user_id: str) -> User | None:
        record = self._records.get(user_id)
        return None if record is None else self._effective(record)

    async def get_user_by_chat(self, chat_id: int) -> User | None:
        return next((user for user in map(self._effective, self._records.values()) if user.chat_id == chat_id), None)

    async def save_user(self, user: User) -> None:
        holder = await self.get_user_by_chat(user.chat_id)
        if holder is not None and holder.id != user.id:
            raise chat_taken()
        self._records[user.id] = recorded(user, self._roles.get(user.role or ""))

    async def change_user(self, user_id: str, change: Callable[[User], User]) -> User:
        before = self._records.get(user_id)
        if before is None:
            raise nobody()
        user = self._effective(before)
        after = changed(before, user, change(user))
        if self._is_last_owner(before) and not is_owner(after):
            raise last_owner()
        self._records[user_id] = after
        return self._effective(after)

    async def remove_user(self, user_id: str) -> bool:
        record = self._records.get(user_id)
        if record is not None and self._is_last_owner(record):
            raise last_owner()
        self._seen.pop(user_id, None)
        return self._records.pop(user_id, None) is not None

    async def list_users(self) -> list[User]:
        return sorted(map(self._effective, self._records.values()), key=lambda user: (user.created_at, user.id))

    async def note_seen(self, user_id: str, at: datetime) -> None:
        last = self._seen.get(user_id)
        if user_id in self._records and (last is None or (at - last).total_seconds() >= SEEN_EVERY_S):
            self._seen[user_id] = at.replace(microsecond=0)

    async def last_seen(self, user_id: str) -> datetime | None:
        return self._seen.get(user_id)

    async def stored_roles(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(orjson.loads(scopes)) for name, scopes in self._roles.items()}

    async def save_role(self, name: str, scopes: frozenset[str]) -> None:
        self._roles[name] = orjson.dumps(sorted(scopes))

    def _effective(self, record: bytes) -> User:
        return effective(record, self._roles.get(orjson.loads(record).get("role") or ""))

    def _is_last_owner(self, record: bytes) -> bool:
        return is_owner(record) and sum(map(is_owner, self._records.values())) == 1


class MemoryInvitations:
    """Keeps `Invitations`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._owner_code = new_code()
        self._offered = {code_fingerprint(self._owner_code): owners_invitation(clock)}
        self._uses: dict[str, int] = {}
        self._redeemed: set[tuple[str, str]] = set()
        self._gone: dict[str, datetime] = {}

    async def owner_code(self) -> str | None:
        return None if self._uses.get(code_fingerprint(self._owner_code)) else self._owner_code

    async def offer(self, invitation: Invitation, code: str) -> None:
        self._offered[code_fingerprint(code)] = invitation

    async def redeem(self, code: str, by: str) -> Invitation | None:
        fingerprint = code_fingerprint(code)
        offered = self._offered.get(fingerprint)
        if offered is None or (trace_of(by) in self._gone and self._gone[trace_of(by)] >= offered.made_at):
            return None
        if (fingerprint, by) not in self._redeemed:
            if not self._is_open(fingerprint):
                return None
            self._uses[fingerprint] = self._uses.get(fingerprint, 0) + 1
            self._redeemed.add((fingerprint, by))
        return self._counted(fingerprint)

    async def outstanding(self) -> list[Invitation]:
        found = [self._counted(code) for code in self._offered if self._is_open(code)]
        made = [invitation for invitation in found if invitation.id != "owner"]
        return sorted(made, key=lambda invitation: (invitation.made_at, invitation.id), reverse=True)

    async def revoke(self, invitation_id: str) -> bool:
        known = {invitation.id for invitation in await self.outstanding()}
        if invitation_id not in known:
            return False
        self._offered = {code: offered for code, offered in self._offered.items() if offered.id != invitation_id}
        return True

    async def forget(self, user_id: str) -> None:
        self._offered = {code: offered for code, offered in self._offered.items() if offered.made_by != user_id}
        self._redeemed = {(code, by) for code, by in self._redeemed if by != user_id}
        self._gone[trace_of(user_id)] = self._clock.now()

    def _counted(self, code: str) -> Invitation:
        return self._offered[code].model_copy(update={"used": self._uses.get(code, 0)})

    def _is_open(self, code: str) -> bool:
        invitation = self._offered[code]
        fresh = invitation.expires_at is None or self._clock.now() < invitation.expires_at
        return fresh and self._uses.get(code, 0) < invitation.uses
