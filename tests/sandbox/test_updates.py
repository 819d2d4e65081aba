"""getUpdates: nothing is lost until it is confirmed, and whoever waits is woken at once."""

import asyncio
import time
from pathlib import Path

import pytest

from mojo.sandbox.store import Store
from mojo.shared.errors import ConfigurationError
from tests.sandbox.running import ANNA, Running, running


async def ids(box: Running, **parameters: object) -> list[int]:
    return [update["update_id"] for update in await box.call("getUpdates", **parameters)]


async def somebody_waits(box: Running) -> None:
    """Wait until a getUpdates waits."""
    async with asyncio.timeout(5):
        while not box.sandbox.updates.polled:
            await asyncio.sleep(0)


async def test_updates_come_again_until_a_higher_offset_confirms_them(box: Running) -> None:
    for number in range(5):
        box.say(f"message {number}")
    first = await ids(box)
    assert len(first) == 5
    assert first == list(range(first[0], first[0] + 5))
    assert await ids(box) == first
    assert await ids(box, limit=2) == first[:2]
    assert await ids(box, offset=first[2]) == first[2:]
    assert await ids(box) == first[2:]
    assert await ids(box, offset=first[-1] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(box: Running) -> None:
    for number in range(5):
        box.say(f"message {number}")
    assert len(await ids(box, offset=-2)) == 2
    assert len(await ids(box)) == 2


async def test_kinds_that_the_bot_does_not_want_are_not_stored(box: Running) -> None:
    await box.call("getUpdates", allowed_updates=["callback_query"])
    box.say("unwanted")
    assert await ids(box) == []
    await box.call("getUpdates", allowed_updates=[])
    box.say("wanted again")
    assert len(await ids(box)) == 1


async def test_who_waits_is_woken_within_50_ms(box: Running) -> None:
    waits_s = []
    offset = 0
    for number in range(5):
        waiting = asyncio.create_task(box.call("getUpdates", offset=offset, timeout=20))
        await somebody_waits(box)
        began = time.perf_counter()
        box.say(f"message {number}")
        updates = await waiting
        waits_s.append(time.perf_counter() - began)
        offset = updates[-1]["update_id"] + 1
    assert sorted(waits_s)[2] < 0.050


async def test_waiting_ends_with_the_time_out_or_with_the_sandbox(box: Running) -> None:
    assert await ids(box, timeout=0) == []
    waiting = asyncio.create_task(ids(box, timeout=40))
    await somebody_waits(box)
    box.sandbox.close()
    assert await waiting == []


async def test_a_second_receiver_ends_the_first_with_409(box: Running) -> None:
    first = asyncio.create_task(box.post("getUpdates", timeout=20))
    await somebody_waits(box)
    second = asyncio.create_task(box.post("getUpdates", timeout=20))
    status, envelope = await first
    assert (status, envelope["error_code"]) == (409, 409)
    assert envelope["description"].startswith("Conflict: terminated by other getUpdates request")
    box.say("for the second")
    assert (await second)[0] == 200


async def test_a_webhook_and_getupdates_exclude_each_other(box: Running) -> None:
    waiting = asyncio.create_task(box.post("getUpdates", timeout=20))
    await somebody_waits(box)
    await box.call("setWebhook", url="http://127.0.0.1:9/never")
    assert (await waiting)[1]["description"] == "Conflict: terminated by setWebhook request"
    status, envelope = await box.post("getUpdates")
    assert (status, envelope["description"][:34]) == (409, "Conflict: can't use getUpdates met")
    await box.call("deleteWebhook")
    assert (await box.post("getUpdates"))[0] == 200


async def test_a_restart_keeps_everything_and_ids_go_on_growing(tmp_path: Path) -> None:
    async with running(tmp_path) as before:
        sent = before.say("before")
        await before.call("sendMessage", chat_id=ANNA, text="answer")
        seen = await ids(before)
    async with running(tmp_path) as after:
        updates = await after.call("getUpdates")
        assert [update["message"] for update in updates] == [sent]
        assert [message["text"] for message in after.sandbox.chats.store.messages(ANNA)] == ["before", "answer"]
        await after.call("getUpdates", offset=seen[-1] + 1)
        after.say("after")
        assert (await ids(after))[0] > seen[-1]


def test_update_ids_grow_even_when_the_file_was_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids_seen = []
    for now_s in (1_800_000_000, 1_800_000_500):
        monkeypatch.setattr(time, "time", lambda now_s=now_s: now_s)
        store = Store(tmp_path)
        ids_seen += [store.add_update({"message": {}}) for _ in range(3)]
        store.close()
        for file in tmp_path.iterdir():
            file.unlink()
    assert ids_seen == sorted(set(ids_seen))


def test_a_transaction_happens_wholly_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def fail_halfway() -> None:
        with store.transaction():
            store.add_update({"message": {}})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert store.pending_count() == 0
    store.close()


def test_a_data_directory_that_cannot_be_used_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match=r"MOJO_DATA_DIR: cannot open .*Cure:"):
        Store(tmp_path / "file")
