"""Invitations in Redis: by the hash of each code what it carries, how often it was used and by whom."""

import hashlib
from typing import Any

import orjson

from mojo.shared.model.invitations import MOJO, Invitation
from mojo.shared.model.people import OWNER as OWNER_ROLE
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile, code_fingerprint
from mojo.shared.util.clock import Clock

CODES = "mojo:{invitations}:offered"
"""Fingerprint of the code -> the invitation, with `made_s` and `expires_s` for the script."""
USED = "mojo:{invitations}:used"
"""Fingerprint -> how many came in by it."""
REDEEMED = "mojo:{invitations}:redeemed_by"
"""`<fingerprint>:<user id>` -> when, in seconds."""
OWNER = "mojo:{invitations}:owner"
"""Says that the owner has come in."""

GONE = "mojo:{invitations}:gone"
"""SHA-256 of the id of who was removed -> when, in seconds: what was made before does not let them in again."""

_OFFER_OWNER = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return 1
"""
_REDEEM = """
local code, by, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local offered = redis.call('HGET', KEYS[1], code)
if not offered then return false end
local invitation = cjson.decode(offered)
local gone = tonumber(redis.call('HGET', KEYS[5], ARGV[4]) or -1)
if gone >= (invitation.made_s or 0) then return false end
local used = tonumber(redis.call('HGET', KEYS[2], code) or 0)
if redis.call('HEXISTS', KEYS[3], code .. ':' .. by) == 1 then return {offered, used} end
if used >= invitation.uses or now >= invitation.expires_s then return false end
redis.call('HINCRBY', KEYS[2], code, 1)
redis.call('HSET', KEYS[3], code .. ':' .. by, ARGV[3])
if invitation.id == 'owner' then redis.call('SET', KEYS[4], '1') end
return {offered, used + 1}
"""
_OUTSTANDING = """
local now, found = tonumber(ARGV[1]), {}
local offered = redis.call('HGETALL', KEYS[1])
for i = 1, #offered, 2 do
  local code, invitation = offered[i], cjson.decode(offered[i + 1])
  local used = tonumber(redis.call('HGET', KEYS[2], code) or 0)
  if used < invitation.uses and now < invitation.expires_s then found[#found + 1] = {code, offered[i + 1], used} end
end
return found
"""
_DROP = """
local dropped = 0
local gone = {}
for _, code in ipairs(ARGV) do
  gone[code] = true
  dropped = dropped + redis.call('HDEL', KEYS[1], code)
  redis.call('HDEL', KEYS[2], code)
end
for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
  if gone[string.match(field, '^[^:]+')] then redis.call('HDEL', KEYS[3], field) end
end
return dropped
"""
_FORGET = """
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.match(field, ':(.*)$') == ARGV[1] then redis.call('HDEL', KEYS[1], field) end
end
local gone = redis.call('HGETALL', KEYS[2])
for i = 1, #gone, 2 do
  if tonumber(gone[i + 1]) < tonumber(ARGV[4]) then redis.call('HDEL', KEYS[2], gone[i]) end
end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
"""
_LONG_OVER = """
local found, before = {}, tonumber(ARGV[1])
local offered = redis.call('HGETALL', KEYS[1])
for i = 1, #offered, 2 do
  if cjson.decode(offered[i + 1]).expires_s < before then found[#found + 1] = offered[i] end
end
return found
"""
KEPT_S = 30 * 86_400
"""How long an invitation that is over is kept: whoever used it gets the same answer for as long."""
GONE_S = 366 * 86_400
"""No invitation is good for longer, so who was removed need not be remembered for longer."""
NEVER_S = 1 << 52
"""Later than any instant, and still a whole number in Lua."""


class RedisInvitations:
    """Keeps `Invitations`. The clear owner's code is in a file of the data directory until it has been used."""

    def __init__(self, redis: RedisClient, owner_code: CodeFile, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock
        self._owner_code = owner_code
        self._offer_owner = redis.script(_OFFER_OWNER)
        self._redeem = redis.script(_REDEEM)
        self._outstanding = redis.script(_OUTSTANDING)
        self._drop = redis.script(_DROP)
        self._forget = redis.script(_FORGET)
        self._long_over = redis.script(_LONG_OVER)

    async def owner_code(self) -> str | None:
        code = self._owner_code.read_or_make()
        if await self._offer_owner(keys=[CODES, OWNER], args=[code_fingerprint(code), _stored(owners_invitation(self._clock))]):
            return code
        self._owner_code.forget()
        return None

    async def offer(self, invitation: Invitation, code: str) -> None:
        over = await self._long_over(keys=[CODES], args=[self._now_s() - KEPT_S])
        await self._remove(over)
        await self._redis.execute("HSET", CODES, code_fingerprint(code), _stored(invitation))

    async def redeem(self, code: str, by: str) -> Invitation | None:
        keys = [CODES, USED, REDEEMED, OWNER, GONE]
        found = await self._redeem(keys=keys, args=[code_fingerprint(code), by, self._now_s(), trace_of(by)])
        return _invitation(*found) if found else None

    async def outstanding(self) -> list[Invitation]:
        return [invitation for _, invitation in await self._by_code()]

    async def revoke(self, invitation_id: str) -> bool:
        codes = [code for code, invitation in await self._by_code() if invitation.id == invitation_id]
        return await self._remove(codes) > 0

    async def forget(self, user_id: str) -> None:
        codes = [code for code, invitation in await self._by_code() if invitation.made_by == user_id]
        await self._remove(codes)
        now_s = self._now_s()
        await self._forget(keys=[REDEEMED, GONE], args=[user_id, trace_of(user_id), now_s, now_s - GONE_S])

    async def _remove(self, codes: list[bytes]) -> int:
        return int(await self._drop(keys=[CODES, USED, REDEEMED], args=codes)) if codes else 0

    async def _by_code(self) -> list[tuple[bytes, Invitation]]:
        """Return what can still be redeemed, newest first, without the owner's."""
        found = await self._outstanding(keys=[CODES, USED], args=[self._now_s()])
        codes = [(code, _invitation(stored, used)) for code, stored, used in found]
        codes = [(code, invitation) for code, invitation in codes if not _is_owners(invitation)]
        return sorted(codes, key=lambda entry: (entry[1].made_at, entry[1].id), reverse=True)

    def _now_s(self) -> float:
        return self._clock.now().timestamp()


def trace_of(user_id: str) -> str:
    """Return the form in which somebody who was removed is remembered."""
    return hashlib.sha256(user_id.encode()).hexdigest()


def owners_invitation(clock: Clock) -> Invitation:
    """Return what the first person who comes in is given."""
    return Invitation(id="owner", role=OWNER_ROLE, uses=1, made_by=MOJO, made_at=clock.now())


def _is_owners(invitation: Invitation) -> bool:
    return invitation.id == "owner"


def _stored(invitation: Invitation) -> bytes:
    expires = invitation.expires_at
    instants = {"made_s": invitation.made_at.timestamp(), "expires_s": expires.timestamp() if expires else NEVER_S}
    return orjson.dumps(invitation.model_dump(mode="json") | instants)


def _invitation(stored: bytes, used: int) -> Invitation:
    document: dict[str, Any] = orjson.loads(stored)
    return Invitation.model_validate({**document, "used": used})
