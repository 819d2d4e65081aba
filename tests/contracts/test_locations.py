"""Where people are, as stored: the same promises in memory and on a real Redis in every topology."""

from datetime import timedelta

import pytest

from mojo.shared.persistence.locations import KEPT_LOOKS, LOOKS_KEPT_MS, Entry, LocationStore, Person
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores


@pytest.fixture
async def store(stores: Stores) -> LocationStore:
    return await stores(LocationStore)  # type: ignore[type-abstract]


async def test_nothing_is_known_at_first(store: LocationStore):
    assert await store.read("anna") == Person()
    assert await store.history("anna", 0, 10**15, 10) == []
    assert await store.looks("anna", 10) == []


async def test_a_profile_is_replaced_only_as_it_was_read(store: LocationStore):
    assert await store.put_profile("anna", None, b"one")
    assert not await store.put_profile("anna", None, b"two")
    assert not await store.put_profile("anna", b"other", b"two")
    assert await store.put_profile("anna", b"one", b"two")
    assert await store.read("anna") == Person(b"two")


async def test_a_track_is_refused_once_the_profile_has_changed(store: LocationStore):
    """Whoever turns tracking off is not tracked by a report that was on its way."""
    await store.put_profile("anna", None, b"on")
    before = await store.read("anna")
    await store.put_profile("anna", b"on", b"off")
    assert not await store.put_track("anna", before, b"there", [Entry(1, b"line")])
    assert await store.read("anna") == Person(b"off")
    assert await store.history("anna", 0, 10, 10) == []


async def test_of_two_tracks_at_once_one_is_told(store: LocationStore):
    before = await store.read("anna")
    assert await store.put_track("anna", before, b"first")
    assert not await store.put_track("anna", before, b"second")
    assert await store.read("anna") == Person(None, b"first")


async def test_history_is_in_order_without_repetitions_and_ends(store: LocationStore):
    lines = [Entry(30, b"c"), Entry(10, b"a"), Entry(20, b"b"), Entry(10, b"a")]
    assert await store.put_track("anna", Person(), b"1", lines, 0)
    assert await store.history("anna", 0, 100, 10) == [b"a", b"b", b"c"]
    assert await store.history("anna", 10, 30, 10) == [b"a", b"b"]
    assert await store.history("anna", 0, 100, 1) == [b"a"]
    assert await store.put_track("anna", Person(None, b"1"), b"2", [Entry(40, b"d")], 20)
    assert await store.history("anna", 0, 100, 10) == [b"b", b"c", b"d"]


async def test_history_is_forgotten_wholly_or_up_to_a_day(store: LocationStore):
    await store.put_track("anna", Person(), b"1", [Entry(at, b"%d" % at) for at in (10, 20, 30)], 0)
    assert await store.forget_history("anna", 20) == 1
    assert await store.history("anna", 0, 100, 10) == [b"20", b"30"]
    assert await store.forget_history("anna") == 2
    assert await store.history("anna", 0, 100, 10) == []


async def test_looks_are_newest_first_and_bounded(store: LocationStore):
    for number in range(KEPT_LOOKS + 5):
        await store.note_look("anna", b"%d" % number)
    looks = await store.looks("anna", KEPT_LOOKS + 5)
    assert (looks[0], len(looks)) == (b"%d" % (KEPT_LOOKS + 4), KEPT_LOOKS)
    assert await store.looks("anna", 2) == looks[:2]


async def test_the_track_is_forgotten_without_what_was_allowed(store: LocationStore):
    await store.put_profile("anna", None, b"p")
    await store.put_track("anna", Person(b"p"), b"t", [Entry(1, b"a")], 0)
    await store.forget_track("anna")
    assert await store.read("anna") == Person(b"p")
    assert await store.history("anna", 0, 10, 10) == []


async def test_everything_is_forgotten_of_one_person_only(store: LocationStore):
    for user_id in ("anna", "ben"):
        await store.put_profile(user_id, None, b"p")
        await store.put_track(user_id, Person(b"p"), b"t", [Entry(1, b"a")], 0)
        await store.note_look(user_id, b"look")
        await store.wake(user_id, 5)
    await store.forget("anna")
    assert await store.read("anna") == Person()
    assert (await store.history("anna", 0, 10, 10), await store.looks("anna", 10)) == ([], [])
    assert await store.read("ben") == Person(b"p", b"t")
    assert await store.due(10, 20, 10) == ["ben"]


async def test_offers_are_kept_for_each_viewer(store: LocationStore):
    for user_id in ("ben", "anna", "ben"):
        await store.offer("carl", user_id)
    assert await store.offers("carl") == ["anna", "ben"]
    assert await store.offers("anna") == []
    await store.forget_offers("carl")
    assert await store.offers("carl") == []


async def test_whoever_is_due_comes_again_until_they_may_rest(store: LocationStore):
    await store.wake("anna", 100)
    assert await store.due(99, 500, 10) == []
    assert await store.due(100, 500, 10) == ["anna"]
    assert await store.due(100, 500, 10) == [], "somebody is at it"
    assert await store.due(500, 900, 10) == ["anna"], "and if they never came back, somebody else is"
    await store.wake("anna", 950)
    await store.rest("anna", 900)
    assert await store.due(950, 999, 10) == ["anna"], "woken since, so there is no rest"
    await store.rest("anna", 999)
    assert await store.due(10_000, 10_001, 10) == []


async def test_looks_end_after_90_days_in_memory(set_clock: SetClock, stores: Stores, request: pytest.FixtureRequest):
    """Redis goes by its own clock."""
    store = await stores(LocationStore)  # type: ignore[type-abstract]
    if type(store).__name__ != "MemoryLocations":
        return
    await store.note_look("anna", b"look")
    set_clock.move(timedelta(milliseconds=LOOKS_KEPT_MS))
    assert await store.looks("anna", 10) == []
