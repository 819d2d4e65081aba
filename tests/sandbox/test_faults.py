"""Every switch makes its service fail in its own way, and nothing else."""

import asyncio

import aiohttp
import pytest

from mojo.sandbox.faults import Service
from mojo.sandbox.settings import BOT_TOKEN
from tests.sandbox.running import ANNA, Running

PATHS = {
    "telegram": f"/bot{BOT_TOKEN}/getMe",
    "open_meteo": "/v1/forecast?latitude=1&longitude=2&current=temperature_2m",
    "open_meteo_geocoding": "/v1/search?name=Rome",
    "reverse_geocoder": "/reverse?lat=38.7&lon=-9.1",
    "open_meteo_air": "/v1/air-quality?latitude=1&longitude=2",
}
SERVICES = list(PATHS)


async def switch(box: Running, **fault: object) -> int:
    async with box.http.post(f"{box.url}/sandbox/faults", json=fault) as answer:
        return answer.status


async def test_all_is_well_until_something_is_switched(box: Running) -> None:
    for path in PATHS.values():
        assert (await box.page(path))[0] == 200
    assert {fault["mode"] for fault in (await box.control("faults")).values()} == {"ok"}


async def test_a_switch_is_for_one_service_only(box: Running) -> None:
    for service in SERVICES:
        assert await switch(box, service=service, mode="error") == 204
        statuses = {name: (await box.page(path))[0] for name, path in PATHS.items()}
        assert statuses == {name: 500 if name == service else 200 for name in SERVICES}
        assert (await box.page(f"/chat/{ANNA}"))[0] == 200
        await switch(box, service=service, mode="ok")
        assert (await box.page(PATHS[service]))[0] == 200


async def test_rate_limited_says_for_how_long(box: Running) -> None:
    for service in SERVICES:
        await switch(box, service=service, mode="rate_limited", seconds=7)
    for service in SERVICES:
        async with box.http.get(box.url + PATHS[service]) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
            body = await answer.json()
    assert body == {"error": True, "reason": "Too Many Requests: retry after 7"}
    status, envelope = await box.post("getMe")
    assert (status, envelope["parameters"]) == (429, {"retry_after": 7})


async def test_garbage_is_no_json(box: Running) -> None:
    await switch(box, service="open_meteo", mode="garbage")
    status, body = await box.page(PATHS["open_meteo"])
    assert (status, body[:6]) == (200, "<html>")


async def test_reset_breaks_off_in_the_middle(box: Running) -> None:
    await switch(box, service="open_meteo", mode="reset")
    with pytest.raises(aiohttp.ClientError):
        await box.page(PATHS["open_meteo"])


async def test_gone_never_answers_and_does_not_hold_up_the_end(box: Running) -> None:
    await switch(box, service="telegram", mode="gone")
    waiting = asyncio.create_task(box.page(PATHS["telegram"]))
    done, _ = await asyncio.wait({waiting}, timeout=0.1)
    assert not done
    box.sandbox.close()
    assert (await waiting)[0] == 503


async def test_slow_answers_rightly_but_later(box: Running) -> None:
    await switch(box, service="open_meteo", mode="slow", seconds=3600)
    waiting = asyncio.create_task(box.page(PATHS["open_meteo"]))
    done, _ = await asyncio.wait({waiting}, timeout=0.1)
    assert not done
    box.sandbox.close()
    assert (await waiting)[0] == 200


async def test_a_fault_may_be_over_after_some_answers(box: Running) -> None:
    await switch(box, service="open_meteo", mode="error", times=2)
    assert [(await box.page(PATHS["open_meteo"]))[0] for _ in range(3)] == [500, 500, 200]
    assert (await box.control("faults"))["open_meteo"]["mode"] == "ok"


WRONG: list[dict[str, object]] = [
    {},
    {"service": "mail", "mode": "ok"},
    {"service": "telegram", "mode": "sulking"},
    {"service": "telegram", "mode": "slow", "seconds": "long"},
    {"service": "telegram", "mode": "slow", "seconds": -1},
    {"service": "telegram", "mode": "slow", "seconds": "nan"},
    {"service": "telegram", "mode": "error", "times": 0.5},
    {"service": "telegram", "mode": "error", "times": -1},
]


async def test_a_switch_that_does_not_exist_is_refused(box: Running, subtests: pytest.Subtests) -> None:
    for fault in WRONG:
        with subtests.test(**fault):
            assert await switch(box, **fault) == 400
    assert {fault["mode"] for fault in (await box.control("faults")).values()} == {"ok"}


async def test_the_first_page_shows_the_switches_and_turns_them(box: Running) -> None:
    async with box.http.post(f"{box.url}/sandbox/faults", data={"service": "telegram", "mode": "slow"}) as answer:
        assert answer.url.path == "/"
        html = await answer.text()
    assert 'value="slow" aria-pressed="true"' in html
    assert html.count('value="ok" aria-pressed="true"') == len(Service) - 1
