"""Places over HTTP: the doors, their scopes, and what phones get back."""

import base64
from typing import Any

import orjson
import pytest

from mojo.features.location import owntracks
from mojo.features.location.geo import moved
from mojo.features.location.model import Precision
from mojo.features.location.routes import router
from tests.api.support import TOKEN, Client, grant, make_client
from tests.features.location.desk import ANNA, BEN, LISBON, Desk

BASE = "/api/v1/location"
HERE = {"_type": "location", "tid": "ph", "lat": 38.7223, "lon": -9.1393, "acc": 30, "batt": 15}


@pytest.fixture
async def headers(desk: Desk) -> dict[str, str]:
    return await grant(desk.context, "location:read", "location:write", "location:share", user=ANNA)


@pytest.fixture
def client(desk: Desk) -> Client:
    return make_client(desk.context, router)


def message(desk: Desk, **more: Any) -> bytes:
    return orjson.dumps({**HERE, "tst": int(desk.clock.now().timestamp()), **more})


async def post(client: Client, path: str, headers: dict[str, str], body: Any) -> Any:
    return await send(client, "POST", path, headers, body)


async def send(client: Client, method: str, path: str, headers: dict[str, str], body: Any = b"") -> Any:
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    given = {"content-type": "application/json", "content-length": str(len(raw)), **headers}
    return await client.send(method, f"{BASE}/{path}", given, [raw])


async def test_a_phone_with_owntracks_sends_its_token_as_password(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track()
    basic = {"authorization": f"Basic {base64.b64encode(f'anna:{TOKEN}'.encode()).decode()}"}
    answer = await post(client, "owntracks", basic, message(desk))
    assert (answer.status, answer.json) == (200, [])
    assert (await client.get(f"{BASE}/me", headers)).json["battery_pct"] == 15
    assert (await client.get(f"{BASE}/me", basic)).status == 401, "nowhere else"
    for wrong in ("Basic", "Basic !!!", f"Basic {base64.b64encode(b'anna:wrong').decode()}", f"Basic {TOKEN}"):
        assert (await post(client, "owntracks", {"authorization": wrong}, message(desk))).status == 401


async def test_friends_who_share_the_exact_place_are_on_the_phones_map(client: Client, desk: Desk, headers: dict[str, str]):
    for precision, friends in ((Precision.CITY, 0), (Precision.EXACT, 2)):
        await desk.track(BEN)
        await desk.report(moved(LISBON, 0, 100), BEN)
        await desk.allow(BEN, ANNA, precision)
        await desk.track()
        answer = await post(client, "owntracks", headers, message(desk))
        assert len(answer.json) == friends
    looks = await (await desk.sharing()).looks(desk.by(BEN))
    assert [look.viewer for look in looks] == ["anna"]
    await post(client, "owntracks", headers, message(desk))
    assert len(await (await desk.sharing()).looks(desk.by(BEN))) == 1, "a map that refreshes is one look an hour"


async def test_an_encrypted_phone(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track()
    await desk.track(BEN)
    await desk.report(LISBON, BEN)
    await desk.allow(BEN, ANNA, Precision.EXACT)
    setup = (await client.get(f"{BASE}/phone", headers)).json
    assert len(setup["owntracks_secret"]) == 32
    sealed = owntracks.encrypt(orjson.loads(message(desk)), setup["owntracks_secret"])
    answer = await post(client, "owntracks", headers, sealed)
    assert [it["_type"] for it in owntracks.decrypt(answer.json, setup["owntracks_secret"])] == ["card", "location"]
    wrong = await post(client, "owntracks", headers, owntracks.encrypt({}, "another secret"))
    assert (wrong.status, wrong.json["errors"][0]["field"]) == (422, "data")


async def test_waypoints_of_the_phone_become_zones(client: Client, desk: Desk, headers: dict[str, str]):
    waypoint = {"_type": "waypoint", "desc": "Home", "lat": 38.7, "lon": -9.1, "rad": 80, "tst": 1}
    assert (await post(client, "owntracks", headers, waypoint)).status == 200
    assert [zone["name"] for zone in (await client.get(f"{BASE}/zones", headers)).json] == ["Home"]


async def test_overland_is_told_that_all_is_well(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track()
    point = {"type": "Point", "coordinates": [-9.1393, 38.7223]}
    feature = {"type": "Feature", "geometry": point, "properties": {"timestamp": desk.clock.now().isoformat()}}
    answer = await post(client, "overland", headers, {"locations": [feature]})
    assert (answer.status, answer.json) == (200, {"result": "ok"})
    assert (await client.get(f"{BASE}/me", headers)).json["at"] == {"latitude": 38.7223, "longitude": -9.1393}


async def test_a_gpx_file_becomes_history(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track(history_days=3650)
    points = "".join(f'<trkpt lat="38.{70 + i}" lon="-9.1"><time>2026-06-01T1{i}:00:00Z</time></trkpt>' for i in range(3))
    document = f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>".encode()
    for _ in range(2):
        answer = await send(client, "POST", "gpx", {**headers, "content-type": "application/gpx+xml"}, document)
        assert answer.status == 200
    day = (await client.get(f"{BASE}/history?day=2026-06-01", headers)).json
    assert len(day["fixes"]) == 3
    shapes = (await client.get(f"{BASE}/history/geojson?day=2026-06-01", headers)).json
    assert shapes["features"][0]["geometry"]["coordinates"] == [[[-9.1, 38.7], [-9.1, 38.71], [-9.1, 38.72]]]
    picture = await client.get(f"{BASE}/history/map?day=2026-06-01", headers)
    assert (picture.status, picture["content-type"]) == (200, "image/png")


async def test_a_link_opens_a_page_that_looks_only_when_asked(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track()
    await desk.report(LISBON)
    opened = (await post(client, "shares", headers, {"minutes": 120, "precision": "exact"})).json
    token = opened["link"].partition("#")[2]
    page = await client.get(f"{BASE}/shared", {"accept-language": "de"})
    assert (page.status, page["cache-control"]) == (200, "no-store")
    assert "Geteilter Ort" in page.body.decode()
    assert (await client.get(f"{BASE}/looks", headers)).json == []
    shown = await post(client, "shared", {}, {"token": token})
    assert shown.json["sighting"]["at"] == {"latitude": 38.7223, "longitude": -9.1393}
    assert "Anna" in shown.json["said"]
    assert (await post(client, "shared/map", {}, {"token": token})).status == 200
    assert (await post(client, "shared", {}, {"token": token[:-1]})).status == 404
    assert token not in str((await client.get(f"{BASE}/settings", headers)).json)


async def test_settings_viewers_pause_and_erasing(client: Client, desk: Desk, headers: dict[str, str]):
    sent = {**headers, "content-type": "application/json"}
    changed = await send(client, "PATCH", "settings", sent, orjson.dumps({"on": True, "history_days": 7}))
    assert (changed.json["on"], changed.json["history_days"]) == (True, 7)
    allowed = await send(client, "PUT", "viewers/ben", sent, b'{"precision": "city"}')
    assert allowed.json["viewers"] == {"ben": "city"}
    assert (await send(client, "PUT", "viewers/nobody", sent, b'{"precision": "city"}')).status == 404
    assert (await send(client, "PUT", "viewers/anna", sent, b'{"precision": "city"}')).status == 422
    assert (await send(client, "PUT", "pause", sent, b"{}")).status == 200
    assert (await post(client, "reports", headers, [])).json["ignored"] == "paused"
    assert (await send(client, "DELETE", "pause", headers)).status == 200
    assert (await send(client, "DELETE", "positions", headers)).status == 204
    assert (await client.get(f"{BASE}/me", headers)).status == 404


async def test_comings_and_goings_and_errands(client: Client, desk: Desk, headers: dict[str, str]):
    await desk.track(BEN)
    await desk.report(LISBON, BEN)
    sent = {**headers, "content-type": "application/json"}
    zone = (await send(client, "PUT", "zones", sent, orjson.dumps({"name": "Home", "at": HERE_AT}))).json
    assert (await post(client, "errands", headers, {"zone": zone["id"], "task": "water the plants"})).status == 201
    assert (await post(client, "errands", headers, {"zone": "none", "task": "x"})).status == 404
    refused = await post(client, "watches", headers, {"person": "ben", "zone": "home"})
    assert (refused.status, refused.json["code"]) == (404, "location.not_shared")
    assert (await send(client, "DELETE", f"zones/{zone['id']}", headers)).status == 204
    assert (await client.get(f"{BASE}/settings", headers)).json["errands"] == []


HERE_AT = {"latitude": 38.7223, "longitude": -9.1393}


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "reports", "location:write"), ("POST", "owntracks", "location:write"), ("POST", "overland", "location:write"),
        ("POST", "gpx", "location:write"), ("GET", "phone", "location:write"), ("GET", "me", "location:read"),
        ("GET", "people", "location:read"), ("GET", "people/anna", "location:read"), ("GET", "people/anna/map", "location:read"),
        ("GET", "settings", "location:share"), ("PATCH", "settings", "location:share"), ("GET", "looks", "location:share"),
        ("DELETE", "positions", "location:share"), ("GET", "history?day=2026-07-01", "location:write"),
    ],
)  # fmt: skip
async def test_every_door_needs_its_scope(client: Client, desk: Desk, method: str, path: str, scope: str):
    assert (await send(client, method, path, {})).status == 401
    other = {"location:read", "location:write", "location:share"} - {scope}
    wrong = await grant(desk.context, *other, user=ANNA)
    assert (await send(client, method, path, wrong)).status == 403
