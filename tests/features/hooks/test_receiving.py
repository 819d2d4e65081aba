"""An event comes in: who may bring one, what is stored, what is made of it, and what happens when it comes twice."""

from datetime import timedelta

import pytest

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.notifications import Role
from tests.features.hooks.yard import Yard, bearer, github, stripe

BODY = b'{"text": "the wash is done"}'


async def test_it_is_stored_answered_and_then_told(yard: Yard) -> None:
    secret = await yard.make()
    answer = await yard.deliver(BODY, bearer(secret))
    assert (answer.status, answer.json["duplicate"]) == (202, False)
    assert (await yard.heard(), len(yard.runs.started)) == ([], 1)
    await yard.work()
    assert await yard.heard() == ["🔔 door\nthe wash is done"]
    (event,) = (await yard.manage("GET", "/door/events")).json
    assert (event["state"], event["body"]) == ("handled", BODY.decode())


class TestWhoMay:
    async def test_tokens(self, yard: Yard) -> None:
        secret = await yard.make()
        assert (await yard.deliver(BODY, {"x-hook-token": secret})).status == 202
        for headers in ({}, bearer("x"), bearer(secret[:-1]), {"x-hook-token": ""}, github(secret, BODY)):
            assert (await yard.deliver(BODY, headers)).status == 401

    async def test_githubs_signature(self, yard: Yard) -> None:
        """The example of docs.github.com, "Validating webhook deliveries": its secret and body, with our length of secret."""
        secret = await yard.make(style="github")
        assert (await yard.deliver(BODY, github(secret, BODY))).status == 202
        wrong = [github(secret, BODY + b" "), github("x" * 30, BODY), {"x-hub-signature-256": "sha256="}, bearer(secret), {}]
        assert [(await yard.deliver(BODY, headers)).status for headers in wrong] == [401] * 5

    async def test_stripes_signature(self, yard: Yard) -> None:
        secret = "whsec_" + "x" * 32
        assert await yard.make(style="stripe", secret=secret) == secret
        now, minute = yard.clock.now(), timedelta(minutes=1)
        assert (await yard.deliver(BODY, stripe(secret, BODY, now - 5 * minute))).status == 202
        late, early = stripe(secret, BODY, now - 6 * minute), stripe(secret, BODY, now + 6 * minute)
        odd = {"stripe-signature": "t=٣,v1=x"}
        for headers in (late, early, odd, {"stripe-signature": ""}, stripe(secret, b"other", now)):
            assert (await yard.deliver(BODY, headers)).status == 401

    async def test_strangers_learn_nothing_of_names(self, yard: Yard) -> None:
        await yard.make()
        known, unknown = await yard.deliver(BODY, bearer("x")), await yard.deliver(BODY, bearer("x"), "other")
        assert (known.status, known.json["detail"]) == (unknown.status, unknown.json["detail"])

    async def test_a_new_secret_ends_the_old_and_a_paused_hook_takes_nothing(self, yard: Yard) -> None:
        old = await yard.make()
        new = (await yard.manage("PATCH", "/door", {"new_secret": True})).json["secret"]
        assert [(await yard.deliver(BODY, bearer(secret))).status for secret in (old, new)] == [401, 202]
        await yard.manage("PATCH", "/door", {"paused": True})
        assert (await yard.deliver(b"other", bearer(new))).status == 409


class TestReplays:
    async def test_a_signed_body_counts_once_a_day_whatever_its_headers(self, yard: Yard) -> None:
        secret = await yard.make(style="github")
        for number in range(3):
            answer = await yard.deliver(BODY, {**github(secret, BODY), "x-github-delivery": str(number)})
            assert (answer.status, answer.json["duplicate"]) == (202, number > 0)
            await yard.work()
        assert len(await yard.heard()) == 1
        yard.clock.move(timedelta(hours=25))
        await yard.deliver(BODY, github(secret, BODY))
        await yard.work()
        assert len(await yard.heard()) == 2

    async def test_an_equal_plain_body_is_news_after_five_minutes(self, yard: Yard) -> None:
        secret = await yard.make()
        for wait_min, told in ((0, 1), (4, 1), (2, 2)):
            yard.clock.move(timedelta(minutes=wait_min))
            await yard.deliver(BODY, bearer(secret))
            await yard.work()
            assert len(await yard.heard()) == told

    async def test_a_sender_may_number_its_deliveries(self, yard: Yard) -> None:
        secret = await yard.make()
        for number in ("1", "2", "1"):
            await yard.deliver(BODY, {**bearer(secret), "x-delivery-id": number})
            await yard.work()
        assert len(await yard.heard()) == 2

    async def test_one_that_waits_is_started_again_and_told_once(self, yard: Yard) -> None:
        """The process may die between storing and starting; the sender heard no 202 and delivers again."""
        secret = await yard.make()
        yard.runs.failure = StoreUnavailable("away")
        assert (await yard.deliver(BODY, bearer(secret))).status == 503
        yard.runs.failure = None
        assert (await yard.deliver(BODY, bearer(secret))).json["duplicate"] is True
        assert (await yard.deliver(BODY, bearer(secret))).json["duplicate"] is True
        await yard.work()
        assert len(await yard.heard()) == 1

    async def test_handling_is_tried_again_after_an_outage(self, yard: Yard) -> None:
        secret = await yard.make()
        await yard.deliver(BODY, bearer(secret))
        started = list(yard.runs.started)
        yard.told.failure = StoreUnavailable("away")
        with pytest.raises(StoreUnavailable):
            await yard.work()
        yard.told.failure, yard.runs.started = None, started
        await yard.work()
        assert len(await yard.heard()) == 1


class TestWhatIsMadeOfIt:
    async def test_alertmanager(self, yard: Yard) -> None:
        """The body is version 4 of prometheus.io/docs/alerting/latest/configuration, "webhook_config"."""
        body = (
            b'{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"DiskFull","instance":"pi:9100"},'
            b'"annotations":{"summary":"95% used"}},{"status":"resolved","labels":{"alertname":"Up"},"annotations":'
            b'{"description":"back"}}]}'
        )
        action = {"template": "@alertmanager", "priority": "urgent", "role": "owner"}
        secret = await yard.make(action=action)
        await yard.deliver(body, bearer(secret))
        await yard.work()
        assert await yard.heard() == ["🔔 door\nfiring: DiskFull (pi:9100)\n95% used\nresolved: Up\nback"]
        assert (yard.told.notifications[0].to, yard.told.notifications[0].priority) == (Role("owner"), "urgent")

    async def test_a_job_gets_the_event(self, yard: Yard) -> None:
        secret = await yard.make(action={"job": "weather.morning_report"})
        await yard.deliver(b'{"a": 1}', {**bearer(secret), "user-agent": "x", "cookie": "secret"})
        await yard.work()
        ((job, payload),) = yard.runs.started
        assert (job, payload["hook"], payload["body"], payload["headers"]) == (
            "weather.morning_report",
            "door",
            {"a": 1},
            {"user-agent": "x"},
        )

    async def test_an_event_without_words_is_seen_as_failed(self, yard: Yard) -> None:
        secret = await yard.make(action={"template": "{{nothing}}"})
        await yard.deliver(BODY, bearer(secret))
        await yard.work()
        (event,) = (await yard.manage("GET", "/door/events")).json
        assert (event["state"], "nothing to say" in event["reason"]) == ("failed", True)

    async def test_plain_text_is_told_as_it_is(self, yard: Yard) -> None:
        secret = await yard.make()
        await yard.deliver(b"backup done", bearer(secret))
        await yard.work()
        assert await yard.heard() == ["🔔 door\nbackup done"]

    @pytest.mark.parametrize("body", [b"\xff\xfe", b"x" * (256 * 1024 + 1)], ids=["bytes", "large"])
    async def test_what_cannot_be_kept_is_refused(self, yard: Yard, body: bytes) -> None:
        secret = await yard.make()
        assert (await yard.deliver(body, bearer(secret))).status == 422
        assert yard.runs.started == []

    async def test_the_last_fifty_are_kept(self, yard: Yard) -> None:
        secret = await yard.make()
        for number in range(55):
            yard.clock.move(timedelta(seconds=1))
            await yard.deliver(str(number).encode(), bearer(secret))
            await yard.work()
        events = (await yard.manage("GET", "/door/events?limit=50")).json
        assert [event["body"] for event in events] == [str(number) for number in range(54, 4, -1)]
