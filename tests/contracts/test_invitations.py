"""Invitations: the same in memory and in Redis."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mojo.shared.model.invitations import Invitation
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile, new_code
from mojo.shared.persistence.invitations import CODES, RedisInvitations
from mojo.shared.persistence.memory import MemoryInvitations
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.ports import Invitations
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ANNA, BEN = "tg1001", "tg1002"


def role(invitation: Invitation | None) -> str | None:
    return invitation.role if invitation else None


def invitation(**more: object) -> Invitation:
    return Invitation.model_validate({"id": "i1", "role": "member", "made_by": "tg1", "made_at": NOW, **more})


@pytest.fixture
async def invitations(stores: Stores) -> Invitations:
    return await stores(Invitations)


async def test_the_owners_code_stays_the_same_until_it_is_used(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    assert await invitations.owner_code() == code
    assert role(await invitations.redeem(code, ANNA)) == "owner"
    assert await invitations.owner_code() is None


async def test_a_code_is_good_once(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    assert role(await invitations.redeem(code, ANNA)) == "owner"
    assert await invitations.redeem(code, BEN) is None


async def test_whoever_used_it_gets_the_same_answer_again(invitations: Invitations) -> None:
    """A process may die between redeeming a code and saving the person."""
    code = await invitations.owner_code()
    assert code is not None
    assert role(await invitations.redeem(code, ANNA)) == "owner"
    assert role(await invitations.redeem(code, ANNA)) == "owner"
    assert await invitations.owner_code() is None


@pytest.mark.parametrize("spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('O', '0')}\n"])
async def test_a_code_may_be_typed_as_people_type(invitations: Invitations, spoil: object) -> None:
    code = await invitations.owner_code()
    assert callable(spoil)
    assert role(await invitations.redeem(spoil(code), ANNA)) == "owner"


async def test_other_codes_are_no_good(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    for wrong in ("", "x", code[:-1], code + "A", new_code()):
        assert await invitations.redeem(wrong, ANNA) is None
    assert role(await invitations.redeem(code, ANNA)) == "owner"


async def test_of_fifty_who_redeem_at_once_one_comes_in(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    answers = await asyncio.gather(*(invitations.redeem(code, f"tg{number}") for number in range(50)))
    assert [role(answer) for answer in answers if answer is not None] == ["owner"]


async def test_processes_that_start_together_agree_on_one_code(client: RedisClient, tmp_path: Path) -> None:
    all_of_them = [RedisInvitations(client, CodeFile(tmp_path), SetClock(NOW)) for _ in range(10)]
    codes = await asyncio.gather(*(invitations.owner_code() for invitations in all_of_them))
    assert len(set(codes)) == 1


async def test_redis_never_sees_a_code_and_the_file_goes_once_it_is_used(client: RedisClient, tmp_path: Path) -> None:
    invitations = RedisInvitations(client, CodeFile(tmp_path), SetClock(NOW))
    code = await invitations.owner_code()
    assert code is not None
    stored = await client.execute("HGETALL", CODES)
    assert len(stored) == 1
    assert code.encode() not in str(stored).encode()
    (file,) = tmp_path.iterdir()
    assert (file.read_text(), file.stat().st_mode & 0o777) == (code, 0o600)
    await invitations.redeem(code, ANNA)
    assert await invitations.owner_code() is None
    assert list(tmp_path.iterdir()) == []


async def test_a_store_that_was_lost_gets_the_same_code_again(client: RedisClient, tmp_path: Path) -> None:
    invitations = RedisInvitations(client, CodeFile(tmp_path), SetClock(NOW))
    code = await invitations.owner_code()
    assert code is not None
    await client.execute("DEL", CODES)
    assert await invitations.owner_code() == code
    assert role(await invitations.redeem(code, ANNA)) == "owner"


async def test_what_a_code_carries_comes_out_as_it_went_in(invitations: Invitations) -> None:
    code, offered = new_code(), invitation(scopes={"a:b"}, language="de", timezone="Europe/Berlin", uses=2, note="für Ben")
    await invitations.offer(offered, code)
    assert await invitations.redeem(code, ANNA) == offered.model_copy(update={"used": 1})
    assert await invitations.outstanding() == [offered.model_copy(update={"used": 1})]
    assert await invitations.redeem(code, BEN) == offered.model_copy(update={"used": 2})
    assert await invitations.redeem(code, "tg3") is None
    assert await invitations.outstanding() == []


@pytest.mark.parametrize("store", ["memory", "redis"])
async def test_of_ten_thousand_who_race_for_two_hundred_places_two_hundred_come_in(
    valkey_url: str, redis_url: str, tmp_path: Path, store: str
) -> None:
    """Fifty at a time, two hundred each."""
    clients = [make_redis(valkey_url) for _ in range(4 if store == "redis" else 0)]
    many: list[Invitations] = [RedisInvitations(client, CodeFile(tmp_path), SetClock(NOW)) for client in clients]
    many = many or [MemoryInvitations(SetClock(NOW))]
    code = new_code()
    await many[0].offer(invitation(uses=200), code)

    async def racer(number: int) -> int:
        tries = [await many[number % len(many)].redeem(code, f"tg{number * 200 + turn}") for turn in range(200)]
        return sum(outcome is not None for outcome in tries)

    assert sum(await asyncio.gather(*(racer(number) for number in range(50)))) == 200
    assert await many[0].outstanding() == []
    for client in clients:
        await client.close()


@pytest.mark.parametrize("store", ["memory", "redis"])
async def test_a_code_ends_with_its_time_but_not_for_who_used_it(redis_url: str, tmp_path: Path, store: str) -> None:
    clock, client = SetClock(NOW), make_redis(redis_url)
    ours: Invitations = MemoryInvitations(clock) if store == "memory" else RedisInvitations(client, CodeFile(tmp_path), clock)
    code, offered = new_code(), invitation(uses=9, expires_at=NOW + timedelta(hours=72))
    await ours.offer(offered, code)
    clock.move(timedelta(hours=72, seconds=-1))
    assert await ours.redeem(code, ANNA) is not None
    clock.move(timedelta(seconds=1))
    assert await ours.redeem(code, BEN) is None
    assert await ours.outstanding() == []
    assert await ours.redeem(code, ANNA) is not None
    clock.move(timedelta(days=31))
    await ours.offer(invitation(id="i2"), new_code())
    if store == "redis":
        assert len(await client.execute("HKEYS", CODES)) == 1
    await client.close()


async def test_a_revoked_code_is_no_good_and_cannot_be_revoked_again(invitations: Invitations) -> None:
    code = new_code()
    await invitations.offer(invitation(), code)
    assert await invitations.revoke("i1")
    assert not await invitations.revoke("i1")
    assert await invitations.redeem(code, ANNA) is None
    assert not await invitations.revoke("owner")


async def test_with_a_person_go_what_they_made_and_what_they_redeemed(invitations: Invitations) -> None:
    mine, other = new_code(), new_code()
    await invitations.offer(invitation(made_by=ANNA), mine)
    await invitations.offer(invitation(id="i2", made_by=BEN), other)
    assert await invitations.redeem(other, ANNA) is not None
    await invitations.forget(ANNA)
    assert await invitations.redeem(mine, BEN) is None
    assert await invitations.redeem(other, ANNA) is None, "the one use was used up, and she is nobody now"


async def test_who_was_removed_comes_back_by_a_new_invitation_only(stores: Stores, set_clock: SetClock) -> None:
    invitations = await stores(Invitations)
    used, unused, new = new_code(), new_code(), new_code()
    await invitations.offer(invitation(uses=9), used)
    await invitations.offer(invitation(id="i2", uses=9), unused)
    assert await invitations.redeem(used, ANNA) is not None
    set_clock.move(timedelta(hours=1))
    await invitations.forget(ANNA)
    await invitations.forget(ANNA)
    assert [await invitations.redeem(code, ANNA) for code in (used, unused)] == [None, None]
    assert [role(await invitations.redeem(code, BEN)) for code in (used, unused)] == ["member", "member"]
    set_clock.move(timedelta(seconds=1))
    await invitations.offer(invitation(id="i3", made_at=set_clock.now()), new)
    assert role(await invitations.redeem(new, ANNA)) == "member"
