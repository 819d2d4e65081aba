"""The move control: a phone that shares its live location and walks, and the stand-in that names addresses."""

import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from mojo.features.location import owntracks
from mojo.features.location.owntracks import decrypt, encrypt
from tests.sandbox.running import ANNA, Running

JSON = {"content-type": "application/json"}


async def send(box: Running, path: str, **fields: Any) -> int:
    async with box.http.post(f"{box.url}/chat/{ANNA}/{path}", data=json.dumps(fields), headers=JSON) as answer:
        return answer.status


async def test_each_step_edits_the_live_location(box: Running) -> None:
    assert await send(box, "live", at="38.7,-9.1") == 204
    assert await send(box, "move", bearing=90, metres=500) == 204
    assert await send(box, "move", bearing=0, metres=500) == 204
    assert await send(box, "still") == 204
    first, east, north, last = await box.call("getUpdates")
    assert first["message"]["location"]["live_period"] > 0
    here, there = east["edited_message"]["location"], north["edited_message"]["location"]
    assert (here["latitude"], here["longitude"], here["heading"]) == (38.7, pytest.approx(-9.09424, abs=1e-4), 90)
    assert there["latitude"] == pytest.approx(38.7045, abs=1e-4)
    assert east["edited_message"]["message_id"] == first["message"]["message_id"]
    assert "live_period" not in last["edited_message"]["location"]
    assert await send(box, "move", bearing=0, metres=1) == 404, "nothing is live any more"


@pytest.mark.parametrize(
    "step", [{"bearing": 361, "metres": 1}, {"bearing": 0, "metres": 100_001}, {"bearing": "up", "metres": 1}]
)
async def test_a_step_that_is_none_moves_nobody(box: Running, step: dict[str, Any]) -> None:
    await send(box, "live", latitude=0, longitude=179.999)
    assert await send(box, "move", **step) == 400
    assert await send(box, "move", bearing=90, metres=1000) == 204
    updates = await box.call("getUpdates")
    assert -180 <= updates[-1]["edited_message"]["location"]["longitude"] < -179


async def test_the_page_has_the_control(box: Running) -> None:
    async with box.http.get(f"{box.url}/chat/{ANNA}") as answer:
        page = await answer.text()
    assert f"/chat/{ANNA}/live" in page
    assert f"/chat/{ANNA}/move" in page


async def reverse(box: Running, query: str) -> Any:
    async with box.http.get(f"{box.url}/reverse?format=jsonv2&{query}") as answer:
        return answer.status, await answer.json()


async def test_addresses_as_nominatim_gives_them(box: Running) -> None:
    status, found = await reverse(box, "lat=38.72&lon=-9.14&zoom=18&accept-language=de")
    assert (status, found["address"]["city"], found["address"]["country"]) == (200, "Lissabon", "Portugal")
    assert found["address"]["road"]
    _, town = await reverse(box, "lat=38.72&lon=-9.14&zoom=10")
    assert set(town["address"]) == {"city", "country"}
    assert (await reverse(box, "lat=0&lon=-30"))[1] == {"error": "Unable to geocode"}
    assert (await reverse(box, "lat=91&lon=0"))[0] == (await reverse(box, "lon=0"))[0] == 400


class Api:
    """Takes what a phone posts, and answers with a friend; encrypted if it was."""

    def __init__(self, key: str = "") -> None:
        self.key = key
        self.taken: list[tuple[str, Any]] = []
        self.status = 200

    async def take(self, request: web.BaseRequest) -> web.Response:
        message = await request.json()
        friends: Any = [{"_type": "card", "tid": "BN", "name": "Ben"}, {"_type": "location", "tid": "BN", "lat": 1, "lon": 2}]
        if self.key:
            message, friends = decrypt(message, self.key), encrypt(friends, self.key)
        self.taken.append((request.headers["Authorization"], message))
        return web.json_response(friends, status=self.status)


async def phone(box: Running, api: Api, **fields: Any) -> tuple[int, Any]:
    server = RawTestServer(api.take)
    await server.start_server()
    body = {"url": str(server.make_url("/api/v1/location/owntracks")), "token": "mojo_pat_1", **fields}
    headers = {**JSON, "accept": "application/json"}
    async with box.http.post(f"{box.url}/chat/{ANNA}/phone", data=json.dumps(body), headers=headers) as answer:
        told = answer.status, await answer.json()
    await server.close()
    return told


async def test_a_phone_posts_as_owntracks_does(box: Running) -> None:
    api = Api()
    status, told = await phone(box, api, send="location", latitude=38.7, longitude=-9.1, battery=55)
    ((credential, message),) = api.taken
    assert (status, told["status"], told["answer"][0]["name"]) == (200, 200, "Ben")
    assert credential == "Bearer mojo_pat_1"
    (report,) = owntracks.read(message).reports
    assert (report.at.latitude, report.at.longitude, report.battery_pct, report.accuracy_m) == (38.7, -9.1, 55, 12)
    assert report.device == f"owntracks/{ANNA}/phone"


async def test_a_phone_walks_and_draws_a_zone(box: Running) -> None:
    api = Api()
    await phone(box, api, send="90", metres=500, latitude=38.7, longitude=-9.1)
    await phone(box, api, send="waypoint", name="Work", latitude=38.7, longitude=-9.1)
    (_, step), (_, drawn) = api.taken
    assert step["lon"] == pytest.approx(-9.09424, abs=1e-4)
    (waypoint,) = owntracks.read(drawn).waypoints
    assert (waypoint.name, waypoint.radius_m) == ("Work", 150)


async def test_a_phone_with_a_key_encrypts_and_reads_what_is_encrypted(box: Running) -> None:
    api = Api("open sesame")
    _, told = await phone(box, api, key="open sesame", send="location")
    assert api.taken[0][1]["_type"] == "location"
    assert told["answer"][0]["name"] == "Ben"


async def test_a_phone_says_what_went_wrong(box: Running) -> None:
    refusing = Api()
    refusing.status = 401
    assert (await phone(box, refusing, send="location"))[1]["status"] == 401
    _, told = await phone(box, Api(), send="location", url="http://127.0.0.1:9/x")
    assert (told["status"], told["answer"]) == (None, "Connection refused")


@pytest.mark.parametrize(
    "odd", [{"url": "http://example.org/"}, {"latitude": 91}, {"send": "jump"}, {"send": "361"}, {"token": "a\r\nX: y"}]
)
async def test_a_phone_sends_nothing_odd(box: Running, odd: dict[str, Any]) -> None:
    api = Api()
    status, _ = await phone(box, api, **{"send": "location", **odd})
    assert status == 400
    assert api.taken == []


async def test_the_page_of_a_phone_shows_what_was_answered(box: Running) -> None:
    async with box.http.get(f"{box.url}/chat/{ANNA}/phone") as answer:
        assert "/api/v1/location/owntracks" in await answer.text()
    form = {"url": "http://127.0.0.1:9/", "token": "t", "send": "location", "latitude": "1", "longitude": "2"}
    async with box.http.post(f"{box.url}/chat/{ANNA}/phone", data=form) as answer:
        page = await answer.text()
    assert "No answer" in page
    assert "Connection refused" in page
