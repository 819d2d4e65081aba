"""Reminders over HTTP, their calendar, and files of other calendars."""

from typing import Any

import orjson
import pytest

from mojo.features.reminders.routes import router
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.ports import People
from tests.api.support import Answer, Client, grant, make_client
from tests.features.reminders.desk import ANNA, BEN, EVERYTHING, Desk


class Program:
    """A program that acts for somebody."""

    def __init__(self, client: Client, headers: dict[str, str]) -> None:
        self.client = client
        self.headers = headers

    async def send(self, method: str, path: str = "", document: Any = None, body: bytes | None = None) -> Answer:
        content = body if body is not None else orjson.dumps(document) if document is not None else b""
        kind = "text/calendar" if body is not None else "application/json"
        headers = {**self.headers, "content-type": kind, "content-length": str(len(content))}
        return await self.client.send(method, f"/api/v1/reminders{path}", headers, [content])


async def program(desk: Desk, user: Any = ANNA, scopes: frozenset[str] = EVERYTHING) -> Program:
    headers = await grant(desk.context, *scopes, token=new_token(PERSONAL), user=user)
    return Program(make_client(desk.context, router), headers)


async def test_a_reminder_is_made_read_changed_and_deleted(desk: Desk) -> None:
    anna = await program(desk)
    made = await anna.send("POST", document={"text": "morgen um 8 Mama anrufen", "language": "de"})
    assert (made.status, made.json["reminder"]["task"], made.json["next_at"]) == (201, "Mama anrufen", "2026-11-26T07:00:00Z")
    path = f"/{made.json['reminder']['id']}"
    changed = await anna.send("PATCH", path, {"at": "2026-11-27T08:00:00+01:00", "rule": "freq=daily", "nag": {"times": 2}})
    assert (changed.json["next_at"], changed.json["reminder"]["when"]["rule"]) == ("2026-11-27T07:00:00Z", "FREQ=DAILY")
    moved = await anna.send("PATCH", path, {"at": "2026-11-27T09:00:00+01:00"})
    assert (moved.json["next_at"], moved.json["reminder"]["when"]["rule"]) == ("2026-11-27T08:00:00Z", "FREQ=DAILY")
    assert (await anna.send("PATCH", path, {"once": True})).json["reminder"]["when"]["rule"] is None
    assert (await anna.send("PATCH", path, {"rule": "FREQ=DAILY"})).json["reminder"]["when"]["rule"] == "FREQ=DAILY"
    assert [one["reminder"]["id"] for one in (await anna.send("GET")).json] == [path[1:]]
    assert (await anna.send("POST", f"{path}/done")).status == 204
    assert (await anna.send("POST", f"{path}/snooze", {"minutes": 5})).json["next_at"] == "2026-11-25T11:05:00Z"
    assert (await anna.send("DELETE", path)).status == 204
    assert (await anna.send("GET", path)).status == 404
    assert desk.schedules.kept == {}


@pytest.mark.parametrize(
    ("document", "status", "word"),
    [
        ({}, 422, "text"),
        ({"text": "call mum"}, 422, "text"),
        ({"text": "tomorrow at 8"}, 422, "task"),
        ({"text": "yesterday at 8 x"}, 422, "text"),
        ({"task": "x", "at": "2020-01-01T00:00:00Z"}, 422, "at"),
        ({"task": "x", "at": "9998-01-01T00:00:00Z"}, 422, "at"),
        ({"task": "x", "at": "0001-01-01T00:00:00Z", "rule": "FREQ=DAILY"}, 422, "at"),
        ({"task": "x", "at": "2027-01-01T00:00:00"}, 422, "at"),
        ({"task": "x\u0000", "at": "2027-01-01T00:00:00Z"}, 422, "task"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "rule": "FREQ=SECONDLY"}, 422, "rule"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "timezone": "Mars/Base"}, 422, "timezone"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "nag": {"every_min": 1}}, 422, "nag"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "extra": 1}, 422, "extra"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "person": "nobody"}, 404, "person"),
        ({"task": "x", "at": "2027-01-01T00:00:00Z", "person": "ben"}, 409, "asked"),
    ],
)
async def test_bad_input_names_its_field_and_changes_nothing(desk: Desk, document: Any, status: int, word: str) -> None:
    anna = await program(desk)
    refused = await anna.send("POST", document=document)
    assert refused.status == status
    assert word in refused.body.decode()
    assert (await anna.send("GET")).json == []


async def test_reminders_of_others_are_not_there(desk: Desk) -> None:
    made = await (await program(desk)).send("POST", document={"text": "tomorrow at 8 x"})
    ben, path = await program(desk, BEN), f"/{made.json['reminder']['id']}"
    answers = [
        await ben.send("GET", path),
        await ben.send("PATCH", path, {"task": "y"}),
        await ben.send("DELETE", path),
        await ben.send("POST", f"{path}/done"),
    ]
    assert [answer.status for answer in answers] == [404] * 4
    assert (await ben.send("GET")).json == []


async def test_each_door_has_its_scope(desk: Desk) -> None:
    reader = await program(desk, scopes=frozenset({"reminders:read"}))
    assert (await reader.send("POST", document={"text": "tomorrow at 8 x"})).status == 403
    writer = await program(desk, scopes=frozenset({"reminders:write"}))
    assert (await writer.send("GET")).status == 403
    refused = await writer.send("POST", document={"text": "tomorrow at 8 x", "person": "ben"})
    assert (refused.status, "reminders:send" in refused.body.decode()) == (403, True)


async def test_there_is_an_end_to_how_many(desk: Desk) -> None:
    anna = await program(desk)
    answers = [await anna.send("POST", document={"text": "tomorrow at 8 x"}) for _ in range(201)]
    assert [answer.status for answer in answers].count(201) == 200
    assert answers[-1].status == 409


async def test_consent_over_http(desk: Desk) -> None:
    anna, ben = await program(desk), await program(desk, BEN)
    wanted = {"text": "tomorrow at 8 x", "person": "ben"}
    assert (await anna.send("POST", document=wanted)).status == 409
    assert (await ben.send("GET", "/consents")).json == [{"person": "anna", "name": "Anna", "consent": "asked"}]
    assert (await ben.send("PUT", "/consents/anna", {"allowed": True})).status == 204
    assert (await anna.send("POST", document=wanted)).status == 201
    assert (await ben.send("PUT", "/consents/nobody", {"allowed": True})).status == 404


class TestFeed:
    async def test_it_is_a_calendar_that_can_be_imported_again(self, desk: Desk) -> None:
        anna, ben = await program(desk), await program(desk, BEN)
        await anna.send("POST", document={"text": "tomorrow at 8 call mum; all, of us"})
        await anna.send("POST", document={"text": "every weekday at 18:00 bins"})
        calendar = await self._read(anna, await self._link(anna))
        assert calendar["content-type"] == "text/calendar; charset=utf-8"
        text = calendar.body.decode()
        assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in text
        assert "DTSTART;TZID=Europe/Berlin:20261126T080000" in text
        assert "BEGIN:VTIMEZONE" in text
        report = (await ben.send("POST", "/import", body=calendar.body)).json
        assert {one["task"] for one in report["imported"]} == {"call mum; all, of us", "bins"}
        assert report["skipped"] == []

    async def test_a_new_link_ends_the_old_one_and_each_can_be_revoked(self, desk: Desk) -> None:
        anna = await program(desk)
        first = await self._link(anna)
        second = await self._link(anna)
        assert [(await self._read(anna, link)).status for link in (first, second)] == [404, 200]
        await anna.send("DELETE", "/feed")
        assert (await self._read(anna, second)).status == 404

    async def test_a_link_is_good_for_its_person_only_and_while_they_may(self, desk: Desk) -> None:
        link = await self._link(anna := await program(desk))
        assert (await self._read(anna, link.replace("/anna/", "/ben/"))).status == 404
        almost = f"{link[:-5]}{'x' if link[-5] != 'x' else 'y'}.ics"
        assert (await self._read(anna, almost)).status == 404
        await (await desk.get(People)).save_user(ANNA.model_copy(update={"scopes": frozenset()}))  # type: ignore[type-abstract]
        assert (await self._read(anna, link)).status == 404

    async def _link(self, program: Program) -> str:
        url: str = (await program.send("POST", "/feed")).json["url"]
        return url[url.index("/api/v1/reminders") :]

    async def _read(self, program: Program, link: str) -> Answer:
        return await program.client.get(link)


def calendar(*entries: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *entries, "END:VCALENDAR", ""]).encode()


def event(*lines: str, kind: str = "VEVENT", summary: str = "x") -> str:
    return "\r\n".join([f"BEGIN:{kind}", f"SUMMARY:{summary}", *lines, f"END:{kind}"])


class TestImport:
    @pytest.mark.parametrize(
        ("entry", "start", "rule", "zone"),
        [
            (event("DTSTART;TZID=America/New_York:20270101T090000"), "2027-01-01T09:00:00", None, "America/New_York"),
            (event("DTSTART:20270101T090000Z"), "2027-01-01T10:00:00", None, "Europe/Berlin"),
            (event("DTSTART:20270101T090000"), "2027-01-01T09:00:00", None, "Europe/Berlin"),
            (event("DTSTART;VALUE=DATE:20270101"), "2027-01-01T09:00:00", None, "Europe/Berlin"),
            (event("DUE:20270101T090000", kind="VTODO"), "2027-01-01T09:00:00", None, "Europe/Berlin"),
            (
                event("DTSTART:20200101T090000", "RRULE:FREQ=YEARLY"),
                "2020-01-01T09:00:00",
                "FREQ=YEARLY",
                "Europe/Berlin",
            ),
            (event("DTSTART:20150101T090000", "RRULE:FREQ=DAILY"), "2026-11-26T09:00:00", "FREQ=DAILY", "Europe/Berlin"),
            (
                event("DTSTART:20270101T090000", "RRULE:FREQ=DAILY;UNTIL=20270105T080000Z"),
                "2027-01-01T09:00:00",
                "FREQ=DAILY;UNTIL=20270105T090000",
                "Europe/Berlin",
            ),
            (
                event("DTSTART:20270101T090000", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM"),
                "2027-01-01T08:45:00",
                None,
                "Europe/Berlin",
            ),
        ],
    )
    async def test_entries(self, desk: Desk, entry: str, start: str, rule: str | None, zone: str) -> None:
        report = (await (await program(desk)).send("POST", "/import", body=calendar(entry))).json
        assert report["skipped"] == []
        assert report["imported"][0]["when"] == {"start": start, "rule": rule, "timezone": zone}

    @pytest.mark.parametrize(
        ("entry", "reason"),
        [
            (event("DTSTART:20200101T090000"), "over"),
            (event("DTSTART:20270101T090000", "STATUS:CANCELLED"), "cancelled"),
            (event(), "neither DTSTART nor DUE"),
            (event("DTSTART:20270101T090000", "RRULE:FREQ=SECONDLY"), "RRULE"),
            (event("DTSTART:20270101T090000", "RRULE:FREQ=DAILY", "EXDATE:20270102T090000"), "EXDATE"),
            (event("DTSTART:20270101T090000", "RECURRENCE-ID:20270101T090000"), "series"),
            (event("DTSTART:nonsense"), ""),
            (event("DTSTART:20270101T090000", summary=""), "SUMMARY"),
        ],
    )
    async def test_what_is_skipped_is_said_and_the_rest_is_taken(self, desk: Desk, entry: str, reason: str) -> None:
        good = event("DTSTART:20270101T090000", "UID:good", summary="good")
        report = (await (await program(desk)).send("POST", "/import", body=calendar(entry, good))).json
        assert [one["task"] for one in report["imported"]] == ["good"]
        assert len(report["skipped"]) == 1
        assert reason in report["skipped"][0]["reason"]

    async def test_the_same_file_again_makes_no_second_reminder(self, desk: Desk) -> None:
        anna = await program(desk)
        for _ in range(2):
            await anna.send("POST", "/import", body=calendar(event("DTSTART:20270101T090000", "UID:1")))
        assert len((await anna.send("GET")).json) == 1

    @pytest.mark.parametrize(
        "body",
        [b"", b"hello", b"\xff\xfe", b"BEGIN:VCALENDAR", calendar(*[event("DTSTART:20270101T090000")] * 201), b"x" * 600_000],
        ids=["empty", "text", "bytes", "cut", "many", "large"],
    )
    async def test_what_is_no_calendar_is_refused(self, desk: Desk, body: bytes) -> None:
        anna = await program(desk)
        assert (await anna.send("POST", "/import", body=body)).status == 422
        assert (await anna.send("GET")).json == []
