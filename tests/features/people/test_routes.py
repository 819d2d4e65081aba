"""The API's door to other people and to oneself."""

from typing import Any

import orjson
import pytest

from mojo.features.account.routes import router as account
from mojo.features.people.routes import router as people
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.model.people import EVERY_SCOPE
from mojo.shared.ports import Documents
from tests.api.support import Answer, Client, grant, make_client
from tests.features.people.circle import Circle

ANNA = "/api/v1/people/anna"


class As:
    """A client that acts for one person."""

    def __init__(self, client: Client, headers: dict[str, dict[str, str]]) -> None:
        self._client = client
        self._headers = headers

    async def __call__(self, who: str, method: str, path: str, document: Any = None) -> Answer:
        body = b"" if document is None else orjson.dumps(document)
        headers = {**self._headers[who], "content-type": "application/json", "content-length": str(len(body))}
        return await self._client.send(method, path, headers, [body])


@pytest.fixture
async def call(circle: Circle) -> As:
    headers = {
        who: await grant(circle.context, EVERY_SCOPE, token=new_token(PERSONAL), user=await circle.user(who))
        for who in ("olga", "adam", "anna", "gil")
    }
    return As(make_client(circle.context, account, people), headers)


async def test_others_answer_404_and_oneself_200(call: As) -> None:
    assert (await call("anna", "GET", ANNA)).status == 200
    for other in ("olga", "nobody"):
        assert (await call("anna", "GET", f"/api/v1/people/{other}")).status == 404
    assert (await call("anna", "GET", "/api/v1/people")).status == 403
    assert [person["id"] for person in (await call("adam", "GET", "/api/v1/people")).json] == ["adam", "anna", "gil", "olga"]


async def test_somebody_is_suspended_changed_restored_and_removed(call: As, circle: Circle) -> None:
    assert (await call("adam", "POST", f"{ANNA}/suspend")).json["state"] == "suspended"
    assert (await call("adam", "POST", f"{ANNA}/restore")).json["state"] == "active"
    changed = await call("adam", "PATCH", ANNA, {"role": "guest", "grant": ["report:write"]})
    assert (changed.json["role"], "report:write" in changed.json["scopes"]) == ("guest", True)
    removed = await call("adam", "DELETE", ANNA)
    assert removed.json["export"]["person"]["id"] == "anna"
    assert (await call("adam", "GET", ANNA)).status == 404
    assert (await call("adam", "POST", "/api/v1/people/olga/suspend")).status == 409
    assert (await call("gil", "POST", "/api/v1/people/adam/suspend")).status == 403


@pytest.mark.parametrize("what", ["sessions/s1", "tokens/g1"])
async def test_sessions_and_tokens_of_others_are_ended_by_who_manages_people(call: As, circle: Circle, what: str) -> None:
    await circle.logged_in("anna", "s1", circle.clock.now())
    await circle.given_token("anna", "g1", "router")
    assert (await call("gil", "DELETE", f"{ANNA}/{what}")).status == 403
    assert (await call("adam", "DELETE", f"/api/v1/people/gil/{what}")).status == 404
    assert (await call("adam", "DELETE", f"/api/v1/people/olga/{what}")).status == 409
    assert (await call("adam", "DELETE", f"{ANNA}/{what}")).status == 204
    assert (await call("adam", "DELETE", f"{ANNA}/{what}")).status == 404


@pytest.mark.parametrize("sneaked", ["state", "scopes", "id", "chat_id", "name", "invited_by"])
async def test_nothing_else_can_be_changed_about_others(call: As, sneaked: str) -> None:
    answer = await call("adam", "PATCH", ANNA, {sneaked: "x"})
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, sneaked)


@pytest.mark.parametrize("sneaked", ["role", "scopes", "state", "id", "user_id", "chat_id", "accepted", "created_at"])
async def test_nobody_makes_themselves_more_than_they_are(call: As, circle: Circle, sneaked: str) -> None:
    before = await circle.user("gil")
    answer = await call("gil", "PATCH", "/api/v1/me", {"name": "Gil the Great", sneaked: "admin"})
    assert (answer.status, answer.json["errors"][0]["rule"]) == (422, "extra_forbidden")
    assert await circle.user("gil") == before


async def test_a_profile_is_changed_field_by_field_and_off_again(call: As) -> None:
    quiet = {"start": "22:00:00", "end": "07:00:00"}
    changed = await call("gil", "PATCH", "/api/v1/me", {"name": " Gil  \u202eG. ", "units": "imperial", "quiet_hours": quiet})
    assert (changed.json["name"], changed.json["units"], changed.json["quiet_hours"]) == ("Gil G.", "imperial", quiet)
    changed = await call("gil", "PATCH", "/api/v1/me", {"language": "zh", "timezone": "Asia/Shanghai", "quiet_hours": None})
    me = changed.json
    assert (me["language"], me["timezone"], me["quiet_hours"], me["units"]) == ("zh", "Asia/Shanghai", None, "imperial")


async def test_the_hour_of_the_morning_report_is_the_one_of_its_schedule(call: As, circle: Circle) -> None:
    refused = await call("gil", "PATCH", "/api/v1/me", {"name": "X", "morning_report_at": "07:30"})
    assert (refused.status, refused.json["code"]) == (409, "weather.no_place")
    assert (await circle.user("gil")).name == "Gil", "all of it or nothing"
    documents = await circle.context.get(Documents)  # type: ignore[type-abstract]
    lisbon = {"at": {"latitude": 38.7, "longitude": -9.1}, "name": "Lisbon", "timezone": "Europe/Lisbon"}
    await documents.write("weather:last_place:gil", lisbon, 60)
    assert (await call("gil", "PATCH", "/api/v1/me", {"morning_report_at": "07:30"})).json["morning_report_at"] == "07:30:00"
    moved = await call("gil", "PATCH", "/api/v1/me", {"timezone": "Asia/Tokyo"})
    assert moved.json["morning_report_at"] == "07:30:00", "at the same hour there"
    assert (await call("gil", "PATCH", "/api/v1/me", {"morning_report_at": None})).json["morning_report_at"] is None


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"language": "fr"}, "language"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"name": "\u202e \u200f"}, "name"),
        ({"name": None}, "name"),
        ({"units": "nautical"}, "units"),
        ({"quiet_hours": {"start": "22:00", "end": "22:00"}}, "quiet_hours"),
        ({"quiet_hours": {"start": "22:00:30", "end": "07:00"}}, "quiet_hours.start"),
        ({"morning_report_at": "25:00"}, "morning_report_at"),
    ],
)
async def test_bad_input_names_the_field_and_changes_nothing(call: As, circle: Circle, document: Any, field: str) -> None:
    before = await circle.user("gil")
    answer = await call("gil", "PATCH", "/api/v1/me", document)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)
    assert await circle.user("gil") == before


async def test_everything_kept_about_oneself_can_be_had(call: As) -> None:
    exported = (await call("gil", "GET", "/api/v1/me/export")).json
    assert exported["person"]["name"] == "Gil"
    assert set(exported) >= {"schedules", "weather", "conversation", "sessions", "tokens"}


async def test_invitations_come_and_go(call: As) -> None:
    made = await call("adam", "POST", "/api/v1/invitations", {"role": "guest", "uses": 3, "note": "neighbours"})
    assert (made.status, made.json["invitation"]["uses"]) == (201, 3)
    (listed,) = (await call("adam", "GET", "/api/v1/invitations")).json
    assert (listed["note"], made.json["code"] in str(listed)) == ("neighbours", False)
    assert (await call("adam", "DELETE", f"/api/v1/invitations/{listed['id']}")).status == 204
    assert (await call("adam", "DELETE", f"/api/v1/invitations/{listed['id']}")).status == 404
    assert (await call("adam", "POST", "/api/v1/invitations", {"role": "owner"})).status == 403
    assert (await call("gil", "POST", "/api/v1/invitations", {})).status == 403
    for wrong in ({"uses": 0}, {"uses": 1001}, {"expires_in_h": 0}, {"role": "king"}, {"language": "fr"}, {"made_by": "olga"}):
        assert (await call("adam", "POST", "/api/v1/invitations", wrong)).status == 422


async def test_roles_are_seen_and_changed(call: As, circle: Circle) -> None:
    assert (await call("adam", "GET", "/api/v1/roles/guest")).json["people"] == 1
    assert (await call("adam", "GET", "/api/v1/roles/king")).status == 404
    changed = await call("adam", "PUT", "/api/v1/roles/guest", {"scopes": ["weather:read"]})
    assert (changed.status, changed.json["scopes"]) == (200, ["weather:read"])
    assert (await circle.user("gil")).scopes == {"weather:read"}
    assert (await call("olga", "PUT", "/api/v1/roles/owner", {"scopes": []})).status == 409
    assert (await call("adam", "PUT", "/api/v1/roles/guest", {"scopes": ["*"]})).status == 422
