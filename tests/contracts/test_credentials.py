"""Login codes, passwords and the ring of keys: the same in memory and in Redis."""

import asyncio
from datetime import timedelta

import pytest

from mojo.shared.auth.credentials import LoginCodes, Password, Passwords
from mojo.shared.auth.keys import RingStore
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores

ANNAS, BENS = Password("anna", "anna", "$argon2id$a"), Password("ben", "ben", "$argon2id$b")


@pytest.fixture
async def codes(stores: Stores) -> LoginCodes:
    return await stores(LoginCodes)  # type: ignore[type-abstract]


@pytest.fixture
async def passwords(stores: Stores) -> Passwords:
    return await stores(Passwords)  # type: ignore[type-abstract]


async def test_a_code_works_once_however_many_try(codes: LoginCodes, set_clock: SetClock) -> None:
    await codes.put("c1", "anna", set_clock.now() + timedelta(minutes=5))
    taken = await asyncio.gather(*(codes.take("c1") for _ in range(50)))
    assert sorted(filter(None, taken)) == ["anna"]
    assert await codes.take("c2") is None


async def test_a_code_is_good_for_five_minutes(codes: LoginCodes, set_clock: SetClock) -> None:
    for name in ("c1", "c2"):
        await codes.put(name, "anna", set_clock.now() + timedelta(minutes=5))
    set_clock.move(timedelta(minutes=5) - timedelta(milliseconds=1))
    assert await codes.take("c1") == "anna"
    set_clock.move(timedelta(milliseconds=1))
    assert await codes.take("c2") is None


async def test_a_password_is_found_by_person_and_by_name(passwords: Passwords) -> None:
    assert await passwords.put(ANNAS)
    assert await passwords.put(BENS)
    assert await passwords.of("anna") == await passwords.by_login("anna") == ANNAS
    assert await passwords.by_login("carla") is None
    assert await passwords.of("carla") is None


async def test_a_name_is_one_persons_until_they_give_it_up(passwords: Passwords) -> None:
    await passwords.put(ANNAS)
    assert not await passwords.put(Password("ben", "anna", "x"))
    assert await passwords.put(Password("anna", "anna.b", "y"))
    assert await passwords.by_login("anna") is None
    assert await passwords.put(Password("ben", "anna", "x"))
    assert await passwords.forget("ben")
    assert not await passwords.forget("ben")
    assert await passwords.by_login("anna") is None


async def test_the_ring_is_replaced_only_by_who_has_read_its_last_state(stores: Stores) -> None:
    ring = await stores(RingStore)  # type: ignore[type-abstract]
    assert await ring.read() is None
    swapped = await asyncio.gather(*(ring.swap(None, b"[%d]" % number) for number in range(5)))
    assert sorted(swapped) == [False] * 4 + [True]
    before = await ring.read()
    assert await ring.swap(before, b"[9]")
    assert not await ring.swap(before, b"[8]")
    assert await ring.read() == b"[9]"
