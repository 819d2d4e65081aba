"""The door in the API: say something, see what became of it, keep targets, look after what was given up."""

from typing import Any

import pytest

from mojo.features.notifications.fakes import FakeSender
from mojo.features.notifications.routes import router
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError
from mojo.shared.model.deliveries import DeliveryOutcome, DeliveryRecord
from mojo.shared.model.notifications import Notification, short_id
from mojo.shared.model.text import text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import Audit
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.queue.outbox import HELD, OUTBOX, body_of
from mojo.shared.util.clock import SetClock
from tests.api.support import Client, grant, make_client
from tests.features.notifications.people import NOON

ROOT = "/api/v1/notifications"
URL = "ntfys://s3cret-topic"


@pytest.fixture
def client(context: AppContext) -> Client:
    return make_client(context, router)


@pytest.fixture
async def mine(context: AppContext) -> dict[str, str]:
    return await grant(context, "notify:read", "notify:write")


@pytest.fixture
async def boss(context: AppContext) -> dict[str, str]:
    return await grant(context, "notify:read", "notify:write", "notify:manage", token=new_token(PERSONAL))


async def refusal(client: Client, headers: Any, document: Any, url: str = ROOT) -> tuple[int, str]:
    answer = await client.post(url, document, headers)
    return answer.status, str(answer.json)


class TestSaying:
    async def test_it_waits_for_oneself_and_is_stored_once(self, client: Client, mine: Any) -> None:
        said = {"text": "The *oven* is hot", "priority": "high", "dedupe_key": "oven", "kind": "kitchen.oven"}
        first, second = await client.post(ROOT, said, mine), await client.post(ROOT, said, mine)
        assert (first.status, first.json["stored"], second.json["stored"]) == (202, True, False)
        shown = (await client.get(ROOT, mine)).json
        assert shown["waiting"] == [{"said": "The *oven* is hot", "kind": "kitchen.oven", "priority": "high", "attempts": 0}]
        assert (shown["held"], shown["delivered"], shown["muted"]) == ([], [], {})

    async def test_others_need_the_scope_for_it(self, client: Client, mine: Any, boss: Any) -> None:
        status, said = await refusal(client, mine, {"text": "x", "to": "ben"})
        assert (status, "notify:manage" in said) == (403, True)
        assert (await client.post(ROOT, {"text": "x", "to": "ben"}, boss)).status == 202
        assert (await refusal(client, boss, {"text": "x", "to": "nobody"}))[0] == 404
        assert (await refusal(client, boss, {"text": "x", "role": "empty"}))[0] == 404

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 4001}, "text"),
            ({"text": "x", "to": "ben", "role": "admin"}, "role"),
            ({"text": "x", "kind": "No!"}, "kind"),
            ({"text": "x", "expires_at": "2026-07-01T12:00:00"}, "expires_at"),
            ({"text": "x", "priority": "loud"}, "priority"),
        ],
    )
    async def test_bad_input_names_the_field(self, client: Client, mine: Any, wrong: Any, field: str) -> None:
        status, said = await refusal(client, mine, wrong)
        assert status == 422
        assert field in said
        assert (await client.get(ROOT, mine)).json["waiting"] == []

    async def test_what_was_held_and_what_became_of_others(self, client: Client, context: AppContext, mine: Any) -> None:
        said = Notification("anna", text("chronos-cancelled"), "k", kind="chat")
        lanes = await context.get(LanesFactory)  # type: ignore[type-abstract]
        await lanes(HELD).put("quiet:1001", "k", 1, body_of(said, NOON))
        deliveries = await context.get(Deliveries)  # type: ignore[type-abstract]
        kept = {"lane": "1001", "at": NOON, "notification": said.to_json(), "item_id": "k"}
        await deliveries.record("id", DeliveryRecord(**kept, outcome=DeliveryOutcome.AMBIGUOUS))
        shown = (await client.get(ROOT, mine)).json
        assert [entry["said"] for entry in shown["held"]] == ["All right, never mind."]
        assert [(entry["said"], entry["outcome"]) for entry in shown["delivered"]] == [("All right, never mind.", "ambiguous")]


class TestTargets:
    async def test_its_url_is_shown_to_nobody(self, client: Client, mine: Any, boss: Any) -> None:
        added = await client.post(f"{ROOT}/targets", {"name": " My  phone ", "url": URL}, mine)
        assert (added.status, added.json["name"], added.json["shown"]) == (201, "My phone", "ntfys://***")
        listed = await client.get(f"{ROOT}/targets", boss)
        assert len(listed.json) == 1
        assert b"s3cret" not in added.body + listed.body

    async def test_it_can_be_tested_and_removed(self, client: Client, mine: Any, sender: FakeSender, context: AppContext) -> None:
        target = (await client.post(f"{ROOT}/targets", {"name": "Phone", "url": URL}, mine)).json["id"]
        assert (await client.post(f"{ROOT}/targets/{target}/test", None, mine)).status == 204
        assert sender.sent == [(URL, "Mojo: Phone ✓", None)]
        sender.failing[URL] = ExternalServiceError("The target did not take the notification.", service="target")
        failed = await client.post(f"{ROOT}/targets/{target}/test", None, mine)
        assert (failed.status, b"s3cret" in failed.body) == (502, False)
        assert (await client.send("DELETE", f"{ROOT}/targets/{target}", mine)).status == 204
        assert (await client.send("DELETE", f"{ROOT}/targets/{target}", mine)).status == 404
        audit: Any = await context.get(Audit)  # type: ignore[type-abstract]
        assert [entry.action for entry in audit.entries] == ["target.added", "target.removed"]

    @pytest.mark.parametrize("url", ["nothing://x", "dbus://", "no url", "fcm://p?keyfile=/etc/passwd", ""])
    async def test_one_that_cannot_be_used_is_refused_and_not_repeated(self, client: Client, mine: Any, url: str) -> None:
        status, said = await refusal(client, mine, {"name": "x", "url": url}, f"{ROOT}/targets")
        assert (status, "url" in said, "/etc/passwd" in said) == (422, True, False)
        assert (await client.get(f"{ROOT}/targets", mine)).json == []

    async def test_twenty_are_enough(self, client: Client, mine: Any) -> None:
        answers = [await client.post(f"{ROOT}/targets", {"name": "x", "url": URL}, mine) for _ in range(21)]
        assert [answer.status for answer in answers] == [201] * 20 + [422]

    async def test_one_speaks_to_ones_own_targets_only(self, client: Client, mine: Any, boss: Any, context: AppContext) -> None:
        target = (await client.post(f"{ROOT}/targets", {"name": "x", "url": URL}, mine)).json["id"]
        assert (await client.post(ROOT, {"text": "x", "target": target}, mine)).status == 202
        assert (await refusal(client, mine, {"text": "x", "target": "0123"}))[0] == 404


class TestOutbox:
    async def test_dead_letters_are_listed_sent_again_and_dropped(self, client: Client, context: AppContext, boss: Any) -> None:
        lanes = (await context.get(LanesFactory))(OUTBOX)  # type: ignore[type-abstract]
        for number in (1, 2):
            await lanes.put("1", f"item {number}", number, b"{}")
            lease = await lanes.take(0)
            assert lease
            item = await lanes.head(lease)
            assert item
            await lanes.bury(lease, item, "refused")
            await lanes.release(lease)
        listed = (await client.get(f"{ROOT}/dead", boss)).json
        assert [(letter["id"], letter["reason"]) for letter in listed] == [
            (short_id("item 2"), "refused"),
            (short_id("item 1"), "refused"),
        ]
        assert (await client.get(f"{ROOT}/summary", boss)).json["dead"] == 2
        assert (await client.post(f"{ROOT}/dead/{listed[0]['id']}/send", None, boss)).status == 204
        assert (await client.send("DELETE", f"{ROOT}/dead/{listed[1]['id']}", boss)).status == 204
        assert (await client.send("DELETE", f"{ROOT}/dead/{listed[1]['id']}", boss)).status == 404
        assert (await client.get(f"{ROOT}/dead", boss)).json == []
        summary = (await client.get(f"{ROOT}/summary", boss)).json
        assert (summary["waiting"], summary["oldest_at"]) == (1, "2026-07-01T12:00:00Z")

    @pytest.mark.parametrize("path", ["/dead", "/summary"])
    async def test_they_are_for_whoever_may_manage(self, client: Client, mine: Any, path: str) -> None:
        assert (await client.get(ROOT + path, mine)).status == 403


class TestAlerts:
    async def test_they_are_answered_by_whoever_got_them(
        self, client: Client, context: AppContext, mine: Any, clock: SetClock
    ) -> None:
        said = Notification("anna", text("chronos-cancelled"), "k", kind="door", alert=True)
        deliveries = await context.get(Deliveries)  # type: ignore[type-abstract]
        kept = {"lane": "1001", "at": NOON, "notification": said.to_json(), "item_id": "k", "message_id": 7}
        await deliveries.record(said.short_id, DeliveryRecord(**kept, outcome=DeliveryOutcome.DELIVERED))
        url = f"{ROOT}/{said.short_id}"
        assert (await client.post(f"{url}/snooze", {"minutes": 10}, mine)).json == {"until": "2026-07-01T12:10:00Z"}
        assert (await client.post(f"{url}/mute", {"hours": 24}, mine)).json == {"until": "2026-07-02T12:00:00Z"}
        firsts = [(await client.post(f"{url}/acknowledge", None, mine)).json["first"] for _ in range(2)]
        assert firsts == [True, False]
        assert (await client.get(ROOT, mine)).json["muted"] == {"door": "2026-07-02T12:00:00Z"}
        assert (await client.post(f"{ROOT}/{short_id('x')}/acknowledge", None, mine)).status == 404
        assert (await client.post(f"{url}/snooze", {"minutes": 43201}, mine)).status == 422
