"""GET /api/v1/me tells a program for whom it acts."""

from collections.abc import Callable

import orjson

from mojo.features.account.routes import router
from mojo.shared.model.people import Principal
from mojo.shared.ports import People
from tests.api.support import ANNA, Answer, Client, grant, make_client
from tests.features.account.door import Door


async def client_as(door: Door, principal: Principal) -> tuple[Client, dict[str, str]]:
    known = await (await door.context.get(People)).get_user(principal.user_id)  # type: ignore[type-abstract]
    user = known or ANNA.model_copy(update={"id": principal.user_id, "name": principal.name})
    headers = await grant(door.context, *principal.scopes, user=user)
    return make_client(door.context, router), headers


async def test_me_is_the_person_behind_the_token(open_door: Callable[..., Door]) -> None:
    door = open_door()
    anna = await door.admitted(7, "Anna", "de", await door.owner_code())
    anna = await door.change(anna, timezone="Europe/Berlin")
    client, headers = await client_as(door, Principal(user_id=anna.id, name="Anna", scopes=frozenset({"account:read"})))
    answer = await client.get("/api/v1/me", headers)
    assert answer.status == 200
    assert answer.json == {
        "user_id": anna.id,
        "name": "Anna",
        "scopes": ["account:read"],
        "role": "owner",
        "language": "de",
        "timezone": "Europe/Berlin",
        "units": "metric",
        "clock": "24h",
        "wind": "kmh",
        "quiet_hours": None,
        "morning_report_at": None,
        "created_at": "2026-07-01T12:00:00Z",
    }


async def test_me_needs_the_scope_and_a_token(door: Door) -> None:
    client, headers = await client_as(door, Principal(user_id="x", name="X", scopes=frozenset({"weather:read"})))
    refused = await client.get("/api/v1/me", headers)
    assert (refused.status, (await client.get("/api/v1/me")).status) == (403, 401)
    assert "account:read" in refused.json["detail"]


async def test_the_clock_and_the_wind_are_chosen_and_given_back(door: Door) -> None:
    anna = await door.admitted(7, "Anna", "ru", await door.owner_code())
    scopes = frozenset({"account:read", "account:write"})
    client, headers = await client_as(door, Principal(user_id=anna.id, name="Anna", scopes=scopes))

    async def patch(change: dict[str, str | None]) -> Answer:
        sent = {**headers, "content-type": "application/json"}
        return await client.send("PATCH", "/api/v1/me", sent, [orjson.dumps(change)])

    async def patched(**change: str | None) -> tuple[str, str]:
        answer = await patch(change)
        return answer.json["clock"], answer.json["wind"]

    assert await patched(clock="12h", wind="bft") == ("12h", "bft")
    assert await patched(clock=None, wind=None) == ("24h", "ms")
    assert (await patch({"wind": "furlong"})).status == 422
