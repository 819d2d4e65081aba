"""Every failure becomes the problem that its code stands for."""

import logging
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from fastapi import APIRouter
from pydantic import BaseModel, Field, field_validator
from starlette.exceptions import HTTPException

from mojo.api.doors import public
from mojo.api.problems import KINDS
from mojo.shared import errors
from mojo.shared.errors import MojoException
from tests.api.support import Answer, Client, make_api_context, make_client

STATUSES = {
    "mojo.unexpected": 500,
    "config.invalid": 500,
    "input.invalid": 422,
    "not_found": 404,
    "conflict": 409,
    "auth.unauthenticated": 401,
    "auth.forbidden": 403,
    "auth.too_many_attempts": 429,
    "limit.too_many_requests": 429,
    "store.unavailable": 503,
    "external.unavailable": 502,
    "external.timeout": 504,
    "external.rate_limited": 503,
    "external.bad_answer": 502,
    "external.rejected": 502,
}
NAMED = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, MojoException)]


class Colour(StrEnum):
    RED = "red"


class Tulip(BaseModel):
    kind: Literal["tulip"]


class Oak(BaseModel):
    kind: Literal["oak"]
    height_m: float = Field(gt=0)

    @field_validator("height_m")
    @classmethod
    def _not_absurd(cls, value: float) -> float:
        if value > 100:
            raise ValueError("no oak is higher than 100 m")
        return value


def client_raising(error: Exception) -> Client:
    router = APIRouter()

    @router.get("/fail", openapi_extra=public())
    async def fail() -> None:
        raise error

    return make_client(make_api_context(), router)


async def fail(error: Exception) -> Answer:
    return await client_raising(error).get("/api/v1/fail")


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
async def test_every_named_failure_has_its_status(kind: type[MojoException]) -> None:
    answer = await fail(kind("The tulips are out. Cure: wait for spring."))
    problem = answer.json
    assert answer.status == problem["status"] == STATUSES[kind.code]
    assert answer["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:mojo:problem:{kind.code}"
    assert problem["code"] == kind.code
    assert problem["title"] == KINDS[kind.code].title
    assert problem["instance"] == "/api/v1/fail"
    assert problem["reference"] == answer["traceparent"].split("-")[1][:8]
    assert ("tulips" in problem["detail"]) == (answer.status != 500)


async def test_a_new_failure_is_understood_through_its_ancestor() -> None:
    class NoSuchBed(errors.NotFound):
        code = "garden.no_such_bed"

    class NoSuchRow(NoSuchBed):
        code = "garden.no_such_row"

    answer = await fail(NoSuchRow("There is no row 7."))
    assert answer.status == 404
    assert answer.json["code"] == "garden.no_such_row"
    assert answer.json["title"] == "Not found"


async def test_invalid_input_names_its_field() -> None:
    answer = await fail(errors.InvalidInput("The row must be from 1 to 9.", field="row"))
    assert answer.json["errors"] == [{"field": "row", "rule": "input.invalid", "detail": "The row must be from 1 to 9."}]


@pytest.mark.parametrize(
    ("error", "wait_s"),
    [
        (errors.RateLimited("Slowly.", retry_after_s=30.4), "30"),
        (errors.RateLimited("Slowly."), "2"),
        (errors.StoreUnavailable("Away."), "2"),
        (errors.RateLimited("Slowly.", retry_after_s=0.01), "1"),
    ],
)
async def test_who_should_come_back_is_told_when(error: MojoException, wait_s: str) -> None:
    assert (await fail(error))["retry-after"] == wait_s


async def test_a_failure_nobody_foresaw_tells_only_its_reference(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "mojo.api"):
        answer = await fail(ZeroDivisionError("canary 38.7223"))
    reference = answer["traceparent"].split("-")[1][:8]
    assert answer.status == 500
    assert answer.json["reference"] == reference
    assert reference in answer.json["detail"]
    assert b"canary" not in answer.body
    assert b"ZeroDivision" not in answer.body
    [record] = [record for record in caplog.records if record.message == "api.request_broke"]
    assert record.exc_info
    assert record.exc_info[0] is ZeroDivisionError


async def test_what_breaks_after_the_answer_began_is_not_answered_twice() -> None:
    from starlette.responses import StreamingResponse

    router = APIRouter()

    async def half() -> Any:
        yield b"half"
        raise ZeroDivisionError

    @router.get("/half", openapi_extra=public())
    async def stream() -> StreamingResponse:
        return StreamingResponse(half())

    with pytest.raises(ZeroDivisionError):
        await make_client(make_api_context(), router).get("/api/v1/half")


@pytest.mark.parametrize(
    ("method", "url", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/api/v1/", 404, "not_found"),
        ("GET", "/livez/", 404, "not_found"),
        ("DELETE", "/livez", 405, "http.method_not_allowed"),
        ("BREW", "/livez", 405, "http.method_not_allowed"),
    ],
)
async def test_what_is_not_there_is_a_problem_too(method: str, url: str, status: int, code: str) -> None:
    answer = await make_client(make_api_context()).send(method, url)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert answer["content-type"] == "application/problem+json"
    assert ("allow" in answer) == (status == 405)


async def test_an_http_exception_keeps_its_status_and_headers() -> None:
    answer = await fail(HTTPException(418, "I am a teapot", headers={"X-Pot": "short and stout"}))
    assert (answer.status, answer.json["code"], answer.json["title"]) == (418, "http.418", "I'm a Teapot")
    assert answer["x-pot"] == "short and stout"


def garden() -> Client:
    router = APIRouter()

    @router.get("/beds/{bed}", openapi_extra=public())
    async def bed(bed: int, colour: Colour, limit: Annotated[int, Field(ge=1, le=9)] = 1) -> int:
        return bed

    @router.post("/plants", openapi_extra=public())
    async def plant(plant: Annotated[Tulip | Oak, Field(discriminator="kind")]) -> str:
        return plant.kind

    return make_client(make_api_context(), router)


@pytest.mark.parametrize(
    ("url", "field", "rule"),
    [
        ("/api/v1/beds/1", "colour", "missing"),
        ("/api/v1/beds/canary?colour=red", "bed", "int_parsing"),
        ("/api/v1/beds/1?colour=canary", "colour", "enum"),
        ("/api/v1/beds/1?colour=red&limit=777", "limit", "less_than_equal"),
    ],
)
async def test_a_broken_rule_in_the_url_is_named(url: str, field: str, rule: str) -> None:
    answer = await garden().get(url)
    assert (answer.status, answer.json["code"]) == (422, "input.invalid")
    [error] = answer.json["errors"]
    assert (error["field"], error["rule"]) == (field, rule)
    assert field in answer.json["detail"]
    assert "canary" not in str(answer.json | {"instance": ""})
    assert "777" not in str(answer.json | {"reference": ""})


@pytest.mark.parametrize(
    ("document", "field", "rule"),
    [
        ({"kind": "canary"}, "body", "union_tag_invalid"),
        ({"kind": "oak"}, "oak.height_m", "missing"),
        ({"kind": "oak", "height_m": "canary"}, "oak.height_m", "float_parsing"),
        ({"kind": "oak", "height_m": 777}, "oak.height_m", "value_error"),
        ([], "body", "model_attributes_type"),
    ],
)
async def test_a_broken_rule_in_the_body_is_named(document: Any, field: str, rule: str) -> None:
    answer = await garden().post("/api/v1/plants", document)
    assert answer.status == 422
    [error] = answer.json["errors"]
    assert (error["field"], error["rule"]) == (field, rule)
    assert b"canary" not in answer.body
    assert "777" not in str(answer.json | {"reference": ""})


async def test_json_that_is_none_is_named() -> None:
    headers = {"content-type": "application/json", "content-length": "7"}
    answer = await garden().send("POST", "/api/v1/plants", headers, [b'{"canar'])
    assert answer.status == 422
    assert answer.json["errors"] == [{"field": "body", "rule": "json_invalid", "detail": "JSON decode error"}]


def test_no_kind_is_without_a_failure() -> None:
    assert {kind.code for kind in NAMED} == set(KINDS) == set(STATUSES)
