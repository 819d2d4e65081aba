"""What every request passes, in which order, and what is told about it."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from fastapi import APIRouter, Request
from starlette.responses import Response

from mojo import __version__
from mojo.api.access_log import AccessLog, AccessRecord
from mojo.api.doors import needs, public
from mojo.shared.metrics import exposition
from mojo.shared.settings import Stage
from mojo.shared.util.ecs import EcsFormatter, Origin, prepare
from mojo.shared.util.ecs_fields import ECS_VERSION
from mojo.shared.util.redaction import Redactor
from mojo.shared.util.trace import current_trace, traced
from tests.api.support import TOKEN, Client, grant, make_api_context, make_app, make_client

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def garden() -> APIRouter:
    router = APIRouter()

    @router.get("/beds/{bed}", openapi_extra=needs("garden:read"))
    async def bed(bed: int) -> int:
        return bed

    @router.get("/gate", openapi_extra=public())
    async def gate() -> dict[str, str | None]:
        trace = current_trace()
        return {"trace_id": trace.trace_id if trace else None}

    @router.get("/picture", openapi_extra=public())
    async def picture() -> Response:
        headers = {"Content-Security-Policy": "img-src 'self'", "Cache-Control": "max-age=60"}
        return Response(b"", media_type="image/png", headers=headers)

    @router.post("/seeds", openapi_extra=public())
    async def seeds(request: Request) -> int:
        return len(await request.body())

    return router


def client(**environ: str) -> Client:
    return make_client(make_api_context(environ), garden())


def requests_counted(route: str, status: int) -> int:
    text = exposition()[0].decode()
    found = re.search(
        rf'mojo_api_request_seconds_count{{method="GET",route="{re.escape(route)}",status="{status}"}} ([\d.]+)', text
    )
    return int(float(found.group(1))) if found else 0


def test_the_chain_is_cors_process_time_authentication_body_limit() -> None:
    link: Any = make_app(make_api_context({"API_CORS_ORIGINS": "https://home.example"}), garden()).chain
    names = []
    while link is not None:
        names.append(type(link).__name__)
        link = getattr(link, "_app", None) or getattr(link, "app", None)
    assert names[:4] == ["CORSMiddleware", "ProcessTime", "Authentication", "BodyLimit"]
    assert names[-1] == "Dispatcher"


async def test_a_refusal_has_passed_process_time_and_cors_but_not_the_handler() -> None:
    answer = await client(API_CORS_ORIGINS="https://home.example").get("/api/v1/beds/1", {"origin": "https://home.example"})
    assert answer.status == 401
    assert float(answer["x-process-time"]) >= 0
    assert answer["access-control-allow-origin"] == "https://home.example"


async def test_process_time_is_in_seconds() -> None:
    assert re.fullmatch(r"\d+\.\d{6}", (await client().get("/api/v1/gate"))["x-process-time"])


async def test_a_story_is_continued_and_handed_on() -> None:
    answer = await client().get("/api/v1/gate", {"traceparent": PARENT})
    version, trace_id, span_id, flags = answer["traceparent"].split("-")
    assert (version, trace_id, flags) == ("00", "0af7651916cd43dd8448eb211c80319c", "01")
    assert span_id != "b7ad6b7169203331"
    assert answer.json == {"trace_id": trace_id}


@pytest.mark.parametrize("parent", ["", "nonsense", "00-" + "0" * 32 + "-b7ad6b7169203331-01", "é"])
async def test_a_broken_story_begins_anew(parent: str) -> None:
    answer = await client().get("/api/v1/gate", {"traceparent": parent})
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", answer["traceparent"])
    assert "0" * 32 not in answer["traceparent"]


async def test_a_request_id_is_kept_if_it_can_be_one() -> None:
    kept = await client().get("/api/v1/gate", {"x-request-id": "order-66"})
    assert kept["x-request-id"] == "order-66"
    for wrong in ("", "two words", "x" * 65, 'a"b', "12345:AAF-token", "mojo_dev_x", "eyJh.eyJz.c2ln"):
        answer = await client().get("/api/v1/gate", {"x-request-id": wrong})
        assert answer["x-request-id"] == answer["traceparent"].split("-")[1]


async def test_answers_are_hardened_unless_a_route_knows_better() -> None:
    plain = await client().get("/api/v1/gate")
    assert plain["x-content-type-options"] == "nosniff"
    assert plain["referrer-policy"] == "no-referrer"
    assert plain["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert plain["cache-control"] == "no-store"
    picture = await client().get("/api/v1/picture")
    assert picture["content-security-policy"] == "img-src 'self'"
    assert picture["cache-control"] == "max-age=60"


async def test_one_line_a_request_without_path_query_or_token(caplog: pytest.LogCaptureFixture) -> None:
    context = make_api_context()
    headers = await grant(context, "garden:read")
    with caplog.at_level(logging.INFO, "mojo.api.access"):
        answer = await make_client(context, garden()).get("/api/v1/beds/38?near=7223", headers | {"x-request-id": "order-66"})
    [record] = [record for record in caplog.records if isinstance(record, AccessRecord)]
    text = record.take_lines()
    line = orjson.loads(text)
    duration_ns = line.pop("event.duration")
    assert 0 < duration_ns < 5e9
    assert datetime.fromisoformat(line.pop("@timestamp")).utcoffset() == timedelta(0)
    _, trace_id, span_id, _ = answer["traceparent"].split("-")
    assert line == {
        "message": "api.request",
        "event.action": "api.request",
        "log.level": "info",
        "log.logger": "mojo.api.access",
        "ecs.version": ECS_VERSION,
        "service.name": "api",
        "service.environment": "dev",
        "event.dataset": "mojo.api",
        "event.outcome": "success",
        "service.version": __version__,
        "trace.id": trace_id,
        "span.id": span_id,
        "http.request.method": "GET",
        "http.request.id": "order-66",
        "http.response.status_code": 200,
        "client.ip": "127.0.0.1",
        "user.id": "anna",
        "url.path": "/api/v1/beds/{bed}",
    }
    assert b"7223" not in text
    assert TOKEN.encode() not in text


def test_a_line_has_the_fields_of_every_other_line() -> None:
    with traced() as trace:
        general = logging.makeLogRecord(
            {"name": "mojo.api.access", "levelname": "INFO", "levelno": 20, "msg": "api.request", "url.path": "/x"}
        )
        vars(general).update({"event.duration": 1, "http.response.status_code": 200})
        prepare(general)
    records: list[AccessRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[assignment]
    logger = logging.getLogger("mojo.api.access")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)  # assigning it would leave what the logger has cached
    try:
        AccessLog(Stage.DEV).write(trace, "/x", 200, {"event.duration": 1})
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    formatter = EcsFormatter(Origin("mojo", "DEV", __version__), Redactor())
    lines = formatter.line(general), records[0].take_lines()
    first, second = (orjson.loads(line) | {"@timestamp": None} for line in lines)
    assert first == second


async def test_unknown_paths_share_one_metric() -> None:
    before = requests_counted("unmatched", 404)
    for path in ("/nowhere/a", "/nowhere/b", "/nowhere/c"):
        await client().get(path)
    assert requests_counted("unmatched", 404) == before + 3
    assert "nowhere" not in exposition()[0].decode()


async def test_requests_are_counted_by_template_and_status() -> None:
    before = requests_counted("/api/v1/beds/{bed}", 401)
    await client().get("/api/v1/beds/1")
    await client().get("/api/v1/beds/2")
    assert requests_counted("/api/v1/beds/{bed}", 401) == before + 2


async def test_invented_methods_share_one_metric() -> None:
    await client().send("BREW", "/api/v1/gate")
    text = exposition()[0].decode()
    assert 'method="other"' in text
    assert "BREW" not in text


async def test_a_failure_nobody_foresaw_is_counted_as_500() -> None:
    router = APIRouter()

    @router.get("/broken", openapi_extra=public())
    async def broken() -> None:
        raise ZeroDivisionError

    before = requests_counted("/api/v1/broken", 500)
    answer = await make_client(make_api_context(), router).get("/api/v1/broken")
    assert requests_counted("/api/v1/broken", 500) == before + 1
    assert answer["x-request-id"]


SMALL = {"API_MAX_BODY_BYTES": "1024"}


@pytest.mark.parametrize(("length", "status"), [(1024, 200), (1025, 413)])
async def test_a_declared_body_is_measured_before_it_is_read(length: int, status: int) -> None:
    answer = await client(**SMALL).send("POST", "/api/v1/seeds", {"content-length": str(length)}, [b"x" * length])
    assert answer.status == status
    assert answer.json == length if status == 200 else answer.json["code"] == "input.too_large"


@pytest.mark.parametrize(("chunks", "status"), [([b"x" * 512] * 2, 200), ([b"x" * 512] * 3, 413)])
async def test_a_body_of_unknown_length_is_measured_while_it_is_read(chunks: list[bytes], status: int) -> None:
    answer = await client(**SMALL).send("POST", "/api/v1/seeds", {"transfer-encoding": "chunked"}, chunks)
    assert answer.status == status
    assert answer.json == 1024 if status == 200 else answer.json["code"] == "input.too_large"


async def test_without_origins_no_page_may_call() -> None:
    answer = await client().get("/api/v1/gate", {"origin": "https://home.example"})
    assert "access-control-allow-origin" not in answer


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ("https://home.example,http://localhost:5173", "http://localhost:5173", "http://localhost:5173"),
        ("https://home.example", "https://evil.example", None),
        ("*", "https://anybody.example", "*"),
    ],
)
async def test_pages_of_named_origins_may_call_but_never_with_credentials(origins: str, origin: str, allowed: Any) -> None:
    preflight = {
        "origin": origin,
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
    }
    api = client(API_CORS_ORIGINS=origins)
    asked = await api.send("OPTIONS", "/api/v1/beds/1", preflight)
    called = await api.get("/api/v1/gate", {"origin": origin})
    for answer in (asked, called):
        assert (answer["access-control-allow-origin"] if allowed else None) == allowed
        assert ("access-control-allow-origin" in answer) == bool(allowed)
        assert "access-control-allow-credentials" not in answer
    assert asked.status == (200 if allowed else 400)
