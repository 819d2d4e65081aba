"""Canaries: secrets, people's words and positions, driven through every way in which something can fail, and found nowhere.

Looked through are the lines as they are written (file and terminal), error bodies, the run history, what is buried, health and
metrics. `test_secrets_stay_secret.py` does the same at the doors that people log in through.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp
import orjson
import pytest
from fastapi import APIRouter, Request
from pydantic import BaseModel, ValidationError
from yarl import URL

from mojo.api.doors import public
from mojo.chronos.commands import CommandGroup, Turn
from mojo.chronos.ingress import accept
from mojo.chronos.lane_runner import LaneRunner
from mojo.scheduler.jobs import Run
from mojo.shared.errors import ConfigurationError, ExternalServiceError, InvalidInput
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.metrics import exposition
from mojo.shared.queue.orders import RUN, Order
from mojo.shared.settings import load_settings, section_classes
from mojo.shared.util.clock import SystemClock
from tests.api.support import make_api_context, make_client
from tests.chronos.support import make_house, message, reach
from tests.scheduler import conftest as scheduler
from tests.scheduler.conftest import NOW, Works
from tests.security.canaries import CANARIES, LATITUDE, LONGITUDE, Written, found, listening
from tests.security.support import OWNER, Whole
from tests.shared.external.clockwork import Clockwork
from tests.shared.external.raw_server import answer, cut_off, document, nonsense, reset, running

works = scheduler.works


class Form(BaseModel):
    """Something that is validated."""

    number: int


class Unspeakable(Exception):
    """Says everything it knows, as many do."""


@pytest.fixture
def written() -> Iterator[Written]:
    with listening() as handler:
        yield handler


def response_error(canary: str) -> Exception:
    address = URL.build(scheme="https", user="me", password=canary, host="api.example", path=f"/bot{canary}/x")
    url = address.with_query({"q": canary, "lat": str(LATITUDE)})
    info = aiohttp.RequestInfo(url, "GET", headers={"Authorization": canary}, real_url=url)  # type: ignore[arg-type]
    return aiohttp.ClientResponseError(info, (), status=400, message=canary, headers={"X": canary})  # type: ignore[arg-type]


def validation_error(canary: str) -> Exception:
    try:
        Form.model_validate({"number": canary, canary: canary})
    except ValidationError as error:
        return error
    raise AssertionError


FAILURES: dict[str, Callable[[str], Exception]] = {
    "quoting": lambda canary: ValueError(f"could not read {canary!r}"),
    "key": KeyError,
    "own": lambda canary: InvalidInput(f"There is no place called {canary}.", field="place"),
    "response": response_error,
    "validation": validation_error,
    "invalid url": aiohttp.InvalidURL,
    "unicode": lambda canary: UnicodeDecodeError("utf-8", canary.encode(), 0, 1, f"odd: {canary}"),
    "group": lambda canary: ExceptionGroup("several", [ValueError(canary), response_error(canary)]),
    "note": lambda canary: Unspeakable({"body": canary, "headers": {"authorization": canary}}),
}


def raise_chained(failure: Exception) -> None:
    """Raise it as the cause of another one, as most failures come."""
    try:
        raise failure
    except Exception as error:
        raise RuntimeError("It broke.") from error


def crashing(how: str, seen: list[str]) -> CommandGroup:
    """Return commands that fail with what they were told."""
    group = CommandGroup("t")

    @group.command("crash", scope=None)
    async def crash(turn: Turn) -> None:
        seen.append(turn.args)
        raise_chained(FAILURES[how](turn.args))

    @group.command("refuse", scope=None)
    async def refuse(turn: Turn) -> None:
        seen.append(turn.args)
        raise FAILURES[how](turn.args)

    @group.location(scope=None)
    async def locate(turn: Turn) -> None:
        seen.append("")
        assert turn.location is not None
        raise FAILURES[how](f"{turn.location.latitude}, {turn.location.longitude} ({turn.location})")

    return group


@pytest.mark.parametrize("how", FAILURES)
async def test_a_command_that_fails_tells_nothing_of_what_was_said(written: Written, how: str) -> None:
    seen: list[str] = []
    house = await make_house(crashing(how, seen))
    said = [f"/{name} {canary}" for canary in CANARIES.values() for name in ("crash", "refuse")]
    place = {"latitude": LATITUDE, "longitude": LONGITUDE}
    for update in [*(message(number, text) for number, text in enumerate(said)), message(99, location=place)]:
        await accept(house.parts.inbox, orjson.dumps(update))
    stop = asyncio.Event()
    runner = asyncio.create_task(LaneRunner(house.parts.inbox, house.parts.worker.handle, 1).run(stop))
    await reach(lambda: len(seen) == len(said) + 1 and sum("update_handled" in line for line in written.lines) >= 2 * len(seen))
    stop.set()
    await runner
    assert found(*written.lines) == []
    assert sum("Traceback" in line for line in written.lines) >= len(CANARIES)
    await house.context.close()


@pytest.mark.parametrize("how", FAILURES)
async def test_a_job_that_fails_tells_nothing_of_its_payload(works: Works, written: Written, how: str) -> None:
    @works.group.job("t.crash", max_attempts=1)
    async def crash(run: Run) -> None:
        logging.getLogger("mojo.t").info("t.refused", extra={"reason": f"cannot do {run.payload['said']}"})
        raise_chained(FAILURES[how](str(run.payload["said"])))

    works.start()
    for name, canary in CANARIES.items():
        order = Order(job="t.crash", schedule="s", planned_at=NOW, payload={"said": canary})
        await works.queue.enqueue(RUN, name, order.to_payload())
    await works.queue.run_due()
    records = [await works.runs.get(name) for name in CANARIES]
    assert [record and record.attempt for record in records] == [1] * len(CANARIES)
    assert sum("Traceback" in line for line in written.lines) >= len(CANARIES)
    shown = [f"{record.error} {record.log} {record.result}" for record in records if record]
    assert found(*written.lines, *shown) == []


def breaking(how: str) -> APIRouter:
    """Return a route that fails with what it is sent."""
    router = APIRouter()

    @router.post("/form", openapi_extra=public())
    async def form(form: Form) -> int:
        return form.number

    @router.api_route("/crash/{said}", methods=["GET", "POST"], openapi_extra=public())
    async def crash(said: str, request: Request, q: str = "") -> None:
        body = await request.body()
        raise_chained(FAILURES[how](str(orjson.loads(body)["said"]) if body else q or said))

    return router


@pytest.mark.parametrize("how", FAILURES)
async def test_a_request_that_fails_tells_nothing_of_itself(written: Written, how: str) -> None:
    client = make_client(make_api_context({"TELEGRAM_WEBHOOK_SECRET": CANARIES["setting"]}), breaking(how))
    bodies = []
    for canary in CANARIES.values():
        sent = orjson.dumps({"said": canary, "number": canary, canary: canary})
        headers = {"content-type": "application/json", "content-length": str(len(sent)), "x-request-id": canary}
        quoted = {"q": canary}
        bodies += [
            await client.send("POST", "/api/v1/crash/x", headers, [sent]),
            await client.send("POST", "/api/v1/form", headers, [sent]),
            await client.get(f"/api/v1/crash/{canary.replace('/', '')}"),
            await client.get(str(URL("/api/v1/crash/x").with_query(quoted))),
            await client.get("/api/v1/nothing", {"authorization": canary, "cookie": canary}),
        ]
    assert {answer.status for answer in bodies} >= {404, 422}
    told = [str({name: value for name, value in answer.json.items() if name != "instance"}) for answer in bodies]
    assert found(*written.lines, *told, exposition()[0].decode()) == []
    assert sum("Traceback" in line for line in written.lines) >= len(CANARIES)


@pytest.mark.enable_socket
async def test_a_service_that_fails_tells_nothing_of_question_or_answer(written: Written) -> None:
    board, clock = HealthBoard(SystemClock()), SystemClock()
    async with running() as server:
        http = HttpExit(board, ExternalSettings(), clock, Clockwork().timing)
        bad_port = ServicePolicy(name="gone", base_url="http://canaryuser:canarypass4711@127.0.0.1:9/")
        failures = []
        for number, canary in enumerate(CANARIES.values()):
            url = server.url.replace("http://", "http://canaryuser:canarypass4711@")
            for kind, action in enumerate(bad_answers(canary)):
                server.play(action)
                policy = ServicePolicy(name=f"s{number}x{kind}", base_url=url, query={"key": canary}, headers={"X-Key": "k"})
                failures.append(await failure_of(http, policy, canary))
        failures.append(await failure_of(http, bad_port, CANARIES["words"]))
        await http.close()
    assert len(failures) == 1 + 7 * len(CANARIES)
    told = ["".join(traceback.format_exception(error)) + str(vars(error)) for error in failures]
    assert found(*told, *written.lines, str(board.snapshot()), exposition()[0].decode()) == []


def bad_answers(canary: str) -> list[Any]:
    header = {"location": "http://127.0.0.1/" + canary.replace(" ", "+")}
    return [
        document({"error": canary}, status=400),
        answer(canary.encode(), status=500),
        answer(canary.encode()),
        answer(b"", status=302, **header),
        cut_off(canary.encode(), 1000),
        nonsense,
        reset,
    ]


async def failure_of(http: HttpExit, policy: ServicePolicy, canary: str) -> ExternalServiceError:
    service = http.service(policy)
    with pytest.raises(ExternalServiceError) as caught:
        await service.request_json("POST", "/v1/x", {"q": canary, "latitude": str(LATITUDE)}, {"said": canary})
    logging.getLogger("mojo.t").warning("t.failed", exc_info=caught.value)
    return caught.value


def what_settings_say(environ: dict[str, str]) -> list[str]:
    try:
        load_settings(environ, dotenv=None)
    except ConfigurationError as error:
        return [error.detail, "".join(traceback.format_exception(error))]
    return []


@pytest.mark.parametrize("alias", sorted({f.alias for kind in section_classes() for f in kind.model_fields.values() if f.alias}))
def test_a_wrong_setting_is_named_but_not_shown(alias: str) -> None:
    for value in (CANARIES["setting"], CANARIES["url credentials"], CANARIES["bot token"]):
        assert found(*what_settings_say({alias: value})) == []


async def test_every_route_that_is_sent_rubbish_tells_nothing_of_it(written: Written) -> None:
    whole = Whole()
    await whole.save(OWNER)
    token = await whole.token(OWNER)
    names = ["text", "code", "password", "name", "latitude", "place", "when", "url", "said", "label", "role", "secret", "zone"]
    bodies = []
    for canary in (CANARIES["words"], CANARIES["position"], CANARIES["invitation"], CANARIES["setting"]):
        rubbish = {name: {"x": canary} for name in names}
        for method, path, _ in await whole.guarded():
            bodies.append((await whole.call(method, path, token, rubbish)).body)
            bodies.append((await whole.call(method, path, token, [canary])).body)
        for path in ("/hooks/door", "/api/v1/location/owntracks", "/api/v1/auth/login"):
            bodies.append((await whole.call("POST", path, canary.replace(" ", ""), rubbish)).body)
    assert len(bodies) > 200
    assert found(*written.lines, *(body.decode("latin-1") for body in bodies)) == []
    metrics = await whole.call("GET", "/metrics", token)
    status = await whole.call("GET", "/status", token)
    assert found(metrics.body.decode(), status.body.decode()) == []
    await whole.context.close()


async def test_what_libraries_say_is_told_without_what_they_quote(written: Written) -> None:
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(None)
    for canary in CANARIES.values():
        failure = response_error(canary)
        logging.getLogger("aiohttp.client").error("Request failed: %s", failure)
        logging.getLogger("aiogram.dispatcher").error(failure)
        logging.getLogger("docket.worker").warning("task failed", extra={"why": failure, "nested": [failure]})
        loop.call_exception_handler({"message": f"Task exception was never retrieved {failure}", "exception": failure})
    loop.set_exception_handler(before)
    assert len(written.lines) >= 8 * len(CANARIES)
    assert found(*written.lines) == []


async def test_clients_do_not_show_what_they_hold(written: Written) -> None:
    from redis.asyncio import Redis

    from mojo.shared.external.lazy_aiogram import Bot

    secret = CANARIES["setting"]
    redis = Redis.from_url(f"redis://me:{secret}@127.0.0.1:1/0")
    settings = load_settings(
        {"REDIS_URL": f"redis://me:{secret}@127.0.0.1:1/0", "TELEGRAM_BOT_TOKEN": CANARIES["bot token"]}, None
    )
    things = [redis, redis.connection_pool, Bot(CANARIES["bot token"]), settings.core, settings, vars(settings.core)]
    for thing in things:
        logging.getLogger("mojo.t").warning("t.shown %s %r", thing, thing, extra={"thing": thing, "all": [thing]})
    assert len(written.lines) >= 2 * len(things)
    assert found(*written.lines) == []
    await redis.aclose()
