"""What the stores behind notifications promise, in memory and in Redis."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from mojo.shared.model.deliveries import Acted, Action, DeliveryOutcome, DeliveryRecord
from mojo.shared.model.notifications import Notification
from mojo.shared.model.targets import OutsideTarget
from mojo.shared.model.text import text
from mojo.shared.persistence.deliveries import KEPT_OF_LANE, Deliveries
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.persistence.send_limits import MOST_DEBT, Pace, SendLimits
from mojo.shared.persistence.targets import TargetStore
from tests.contracts.stores import Stores

NOW = datetime.now(UTC)
NO_LIMIT = Pace(0)


def record(lane: str, outcome: DeliveryOutcome = DeliveryOutcome.DELIVERED, number: int = 1) -> DeliveryRecord:
    said = Notification("anna", text("weather-now"), "k").to_json()
    return DeliveryRecord(lane=lane, at=datetime.now(UTC), outcome=outcome, notification=said, item_id="k", message_id=number)


class TestDeliveries:
    @pytest.fixture
    async def deliveries(self, stores: Stores) -> Deliveries:
        return await stores(Deliveries)  # type: ignore[type-abstract]

    async def test_the_last_outcome_of_each_lane_is_known(self, deliveries: Deliveries) -> None:
        first, second, other = record("2", DeliveryOutcome.AMBIGUOUS), record("2"), record("1")
        for kept in (first, second, other):
            await deliveries.record("id", kept)
        assert await deliveries.of_notification("id") == [other, second]
        assert await deliveries.of_lane("2") == [second, first]
        assert await deliveries.of_lane("2", limit=1) == [second]
        assert await deliveries.counts() == {"ambiguous": 1, "delivered": 2}
        assert (await deliveries.of_notification("x"), await deliveries.of_lane("x")) == ([], [])

    async def test_a_lane_keeps_no_more_than_it_should(self, deliveries: Deliveries) -> None:
        for number in range(KEPT_OF_LANE + 5):
            await deliveries.record(f"id-{number}", record("1", number=number))
        kept = await deliveries.of_lane("1", limit=1000)
        assert [entry.message_id for entry in kept] == list(range(KEPT_OF_LANE + 4, 4, -1))

    async def test_only_the_first_acknowledgement_counts(self, deliveries: Deliveries) -> None:
        acts = [
            Acted(action=action, user_id=who, name=who, at=NOW + timedelta(seconds=after))
            for after, (action, who) in enumerate([
                (Action.SNOOZED, "anna"),
                (Action.ACKNOWLEDGED, "ben"),
                (Action.ACKNOWLEDGED, "anna"),
                (Action.SNOOZED, "ben"),
                (Action.SNOOZED, "anna"),
            ])
        ]  # fmt: skip
        assert [await deliveries.act("id", acted) for acted in acts] == [True, True, False, True, True]
        assert await deliveries.acts("id") == [acts[1], acts[3], acts[4]]
        assert await deliveries.acts("other") == []


class TestSendLimits:
    @pytest.fixture
    async def limits(self, stores: Stores) -> SendLimits:
        return await stores(SendLimits)  # type: ignore[type-abstract]

    async def test_a_chat_has_its_pace_and_others_do_not_wait_for_it(self, limits: SendLimits) -> None:
        pace = Pace(5)
        assert (await limits.reserve("a", pace, NO_LIMIT, 1)).taken
        again = await limits.reserve("a", pace, NO_LIMIT, 1)
        assert not again.taken
        assert 4 < again.wait_s <= 5
        assert (await limits.reserve("b", pace, NO_LIMIT, 1)).taken

    async def test_after_a_pause_a_burst_is_allowed(self, limits: SendLimits) -> None:
        taken = [(await limits.reserve("a", Pace(5, burst=3), NO_LIMIT, 1)).taken for _ in range(4)]
        assert taken == [True, True, True, False]

    async def test_all_chats_together_take_slots_one_after_the_other(self, limits: SendLimits) -> None:
        slots = [await limits.reserve(str(chat), NO_LIMIT, Pace(0.4), 1) for chat in range(4)]
        assert [slot.taken for slot in slots] == [True, True, True, False]
        assert slots[0].wait_s == 0
        assert 0.2 < slots[1].wait_s <= 0.4 < slots[2].wait_s <= 0.8 < slots[3].wait_s

    async def test_what_was_refused_costs_nothing(self, limits: SendLimits) -> None:
        await limits.reserve("a", Pace(5), Pace(0.5), 1)
        await limits.reserve("a", Pace(5), Pace(0.5), 1)
        assert (await limits.reserve("b", Pace(5), Pace(0.5), 1)).wait_s <= 0.5

    async def test_the_pace_is_kept(self, limits: SendLimits) -> None:
        sent, until = 0, asyncio.get_running_loop().time() + 0.5
        while asyncio.get_running_loop().time() < until:
            slot = await limits.reserve("a", Pace(0.05), NO_LIMIT, 1)
            sent += slot.taken
            await asyncio.sleep(0 if slot.taken else slot.wait_s)
        assert 5 <= sent <= 11

    async def test_answers_push_notifications_away_but_not_for_ever(self, limits: SendLimits) -> None:
        for _ in range(50):
            await limits.charge("a", Pace(1), Pace(0.01))
        slot = await limits.reserve("a", Pace(1), NO_LIMIT, 1)
        assert not slot.taken
        assert MOST_DEBT - 1 < slot.wait_s <= MOST_DEBT + 1


class TestTargets:
    @pytest.fixture
    async def targets(self, stores: Stores) -> TargetStore:
        return await stores(TargetStore)  # type: ignore[type-abstract]

    async def test_they_are_kept_with_their_secret_and_show_it_to_nobody(self, targets: TargetStore) -> None:
        later = OutsideTarget(id="a", owner="anna", name="Phone", url=SecretStr("ntfy://s3cret"), created_at=NOW)
        first = later.model_copy(update={"id": "b", "created_at": NOW - timedelta(1)})
        for target in (later, first):
            await targets.put(target)
        assert await targets.all() == [first, later]
        kept = await targets.get("a")
        assert kept == later
        assert kept is not None
        assert kept.url.get_secret_value() == "ntfy://s3cret"
        assert "s3cret" not in f"{kept!r}{kept}{kept.model_dump_json()}"
        assert [await targets.remove("a"), await targets.remove("a")] == [True, False]
        assert await targets.get("a") is None


async def test_what_is_mute_is_so_for_its_time(stores: Stores) -> None:
    mutes = await stores(Mutes)
    assert await mutes.of("anna") == {}
    until = NOW + timedelta(hours=1)
    await mutes.set("anna", "weather.alert", until)
    await mutes.set("anna", "other", NOW + timedelta(milliseconds=1))
    await asyncio.sleep(0.005)
    assert await mutes.of("anna") == {"weather.alert": until}
    await mutes.set("anna", "weather.alert", None)
    assert await mutes.of("anna") == {}
