"""Invitations: the same in memory and in Redis."""

import asyncio
from pathlib import Path

import pytest

from mojo.shared.model.people import EVERY_SCOPE
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile, new_code
from mojo.shared.persistence.invitations import CODES, RedisInvitations
from mojo.shared.ports import Invitations
from tests.contracts.stores import Stores

OWNER = frozenset({EVERY_SCOPE})
ANNA, BEN = "tg1001", "tg1002"


@pytest.fixture
async def invitations(stores: Stores) -> Invitations:
    return await stores(Invitations)


async def test_the_owners_code_stays_the_same_until_it_is_used(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    assert await invitations.owner_code() == code
    assert await invitations.redeem(code, ANNA) == OWNER
    assert await invitations.owner_code() is None


async def test_a_code_is_good_once(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    assert await invitations.redeem(code, ANNA) == OWNER
    assert await invitations.redeem(code, BEN) is None


async def test_whoever_used_it_gets_the_same_answer_again(invitations: Invitations) -> None:
    """A process may die between redeeming a code and saving the person."""
    code = await invitations.owner_code()
    assert code is not None
    assert await invitations.redeem(code, ANNA) == OWNER
    assert await invitations.redeem(code, ANNA) == OWNER
    assert await invitations.owner_code() is None


@pytest.mark.parametrize("spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('O', '0')}\n"])
async def test_a_code_may_be_typed_as_people_type(invitations: Invitations, spoil: object) -> None:
    code = await invitations.owner_code()
    assert callable(spoil)
    assert await invitations.redeem(spoil(code), ANNA) == OWNER


async def test_other_codes_are_no_good(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    for wrong in ("", "x", code[:-1], code + "A", new_code()):
        assert await invitations.redeem(wrong, ANNA) is None
    assert await invitations.redeem(code, ANNA) == OWNER


async def test_of_fifty_who_redeem_at_once_one_comes_in(invitations: Invitations) -> None:
    code = await invitations.owner_code()
    assert code is not None
    answers = await asyncio.gather(*(invitations.redeem(code, f"tg{number}") for number in range(50)))
    assert [answer for answer in answers if answer is not None] == [OWNER]


async def test_processes_that_start_together_agree_on_one_code(client: RedisClient, tmp_path: Path) -> None:
    all_of_them = [RedisInvitations(client, CodeFile(tmp_path)) for _ in range(10)]
    codes = await asyncio.gather(*(invitations.owner_code() for invitations in all_of_them))
    assert len(set(codes)) == 1


async def test_redis_never_sees_a_code_and_the_file_goes_once_it_is_used(client: RedisClient, tmp_path: Path) -> None:
    invitations = RedisInvitations(client, CodeFile(tmp_path))
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
    invitations = RedisInvitations(client, CodeFile(tmp_path))
    code = await invitations.owner_code()
    assert code is not None
    await client.execute("DEL", CODES)
    assert await invitations.owner_code() == code
    assert await invitations.redeem(code, ANNA) == OWNER
