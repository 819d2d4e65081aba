"""What becomes of each stored update."""

import orjson
import pytest

from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.ingress import accept
from mojo.shared.errors import ExternalTimeout
from tests.chronos.support import ANNA, House, make_house, message, words

GROUP = CommandGroup("work")


@GROUP.command("hi", scope=None)
async def hi(turn: Turn) -> Reply:
    return Reply(words("hi"))


@pytest.fixture
async def house() -> House:
    return await make_house(GROUP)


async def hand_out(house: House, times: int) -> None:
    """Hand the head of the inbox out to workers that die over it."""
    for _ in range(times):
        lease = await house.parts.inbox.take(0)
        assert lease is not None
        assert await house.parts.inbox.head(lease)
        await house.parts.inbox.release(lease)


@pytest.mark.parametrize("odd", [{}, "text", {"update_id": 5, "message": {"chat": {"id": ANNA}}}, {"update_id": 5, "message": 3}])
async def test_a_malformed_update_is_set_aside_and_blocks_nobody(house: House, odd: object) -> None:
    await house.receive(odd, message(6, "/hi"))
    assert house.heard() == ["hi"]
    ((_, item, reason),) = await house.parts.inbox.dead()
    assert item.body == orjson.dumps(odd)
    assert reason.startswith("malformed: ")
    assert "text" not in reason


async def test_an_update_that_keeps_failing_is_set_aside_and_the_person_is_told(house: House) -> None:
    await accept(house.parts.inbox, orjson.dumps(message(1, "/hi")))
    await hand_out(house, 3)
    await house.receive(message(2, "/hi"))
    ((_, item, reason),) = await house.parts.inbox.dead()
    assert (item.id, item.attempt, reason) == ("1", 4, "given up after 3 attempts")
    apology, answer = house.heard()
    before, _, after = house.said("chronos-dead-letter", reference="#").partition("#")
    assert apology.startswith(before)
    assert apology.endswith(after)
    assert answer == "hi"


async def test_an_apology_that_cannot_be_made_does_not_block_the_next_update(house: House) -> None:
    await accept(house.parts.inbox, orjson.dumps(message(1, "/hi")))
    await hand_out(house, 3)
    house.people.away = True
    await house.receive()
    assert house.settled == ["Bury"]


async def test_a_lost_answer_does_not_make_the_update_run_again(house: House) -> None:
    house.telegram.fail("sendMessage", ExternalTimeout("slow", service="telegram"))
    await house.receive(message(1, "/hi"))
    assert house.settled == ["Done"]
    await house.deliver()
    assert house.heard() == ["hi"]


async def test_an_update_that_comes_twice_is_answered_once(house: House) -> None:
    await house.receive(message(1, "/hi"))
    await house.receive(message(1, "/hi"))
    assert house.heard() == ["hi"]


async def test_nothing_a_person_wrote_is_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "mojo"):
        await house.receive(
            message(1, "/hi my secret"), message(2, "another secret"), message(3, location={"latitude": 1.25, "longitude": 2})
        )
    assert "chronos.update_handled" in caplog.text
    assert not any("secret" in repr(vars(record)) or "1.25" in repr(vars(record)) for record in caplog.records)
