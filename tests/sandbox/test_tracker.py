"""The move control: a phone that shares its live location and walks, and the stand-in that names addresses."""

import json
from typing import Any

import pytest

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
