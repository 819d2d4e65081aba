"""/docs works without internet, and the document tells who may ask and what can go wrong."""

import re
from typing import Any

import pytest
from fastapi import APIRouter

from mojo.api.doors import needs, public
from mojo.api.settings import ApiSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings
from tests.api.support import Client, grant, make_api_context, make_client


def client(**environ: str) -> Client:
    router = APIRouter(tags=["garden"])

    @router.get("/beds", openapi_extra=needs("garden:read"))
    async def beds(limit: int = 1) -> int:
        """Beds of the garden.

        The sunniest comes first.
        """
        return limit

    @router.get("/gate", openapi_extra=public())
    async def gate() -> str:
        return "open"

    return make_client(make_api_context(environ), router)


async def document() -> Any:
    return (await client().get("/openapi.json")).json


async def test_a_guarded_route_shows_its_scope_and_the_bearer_token() -> None:
    tree = await document()
    operation = tree["paths"]["/api/v1/beds"]["get"]
    assert tree["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert operation["security"] == [{"bearer": ["garden:read"]}]
    assert operation["x-mojo-scope"] == "garden:read"
    assert {"401", "403", "503", "default"} <= operation["responses"].keys()


async def test_the_docstring_is_the_summary_and_the_rest_of_it_the_description() -> None:
    paths = (await document())["paths"]
    beds, gate = paths["/api/v1/beds"]["get"], paths["/api/v1/gate"]["get"]
    assert (beds["summary"], beds["description"]) == ("Beds of the garden", "The sunniest comes first.")
    assert gate["summary"] == "Gate"
    assert "description" not in gate


async def test_an_open_route_shows_no_lock() -> None:
    operation = (await document())["paths"]["/api/v1/gate"]["get"]
    assert "security" not in operation
    assert "401" not in operation["responses"]


async def test_every_failure_is_documented_as_a_problem_and_every_reference_resolves() -> None:
    tree = await document()
    for path in tree["paths"].values():
        for operation in path.values():
            failures = {status: it for status, it in operation["responses"].items() if not status.startswith("2")}
            assert "default" in failures
            assert all(list(it["content"]) == ["application/problem+json"] for it in failures.values())
    named = set(re.findall(r"#/components/schemas/(\w+)", str(tree)))
    assert named <= tree["components"]["schemas"].keys()
    assert "HTTPValidationError" not in tree["components"]["schemas"]


async def test_the_document_stays_the_same_when_asked_twice() -> None:
    api = client()
    assert (await api.get("/openapi.json")).body == (await api.get("/openapi.json")).body


async def test_the_page_and_its_files_come_from_this_machine() -> None:
    api = client()
    page = await api.get("/docs")
    assert page.status == 200
    assert not re.search(rb"https?://|//cdn", page.body)
    files = re.findall(rb'(?:src|href)="(/[^"]+)"', page.body)
    assert len(files) == 2
    for file in files:
        answer = await api.get(file.decode())
        assert answer.status == 200
        assert len(answer.body) > 10_000


async def test_only_the_two_files_are_served() -> None:
    for name in ("redoc.standalone.js", "..%2fcore.py", "../core.py", "x"):
        assert (await client().get(f"/docs/assets/{name}")).status == 404


@pytest.mark.parametrize(("stage", "remembers"), [("DEV", b"true"), ("PROD", b"false")])
async def test_only_in_dev_the_page_remembers_the_token(stage: str, remembers: bytes) -> None:
    environ = {"STAGE": stage, "TELEGRAM_BOT_TOKEN": "123456789:" + "x" * 35}
    page = await client(**environ).get("/docs")
    assert b'"persistAuthorization": ' + remembers in page.body


async def test_metrics_need_their_scope() -> None:
    context = make_api_context()
    api = make_client(context)
    assert (await api.get("/metrics")).status == 401
    assert (await api.get("/metrics", await grant(context, "garden:read"))).status == 403
    answer = await api.get("/metrics", await grant(context, "metrics:read"))
    assert answer.status == 200
    assert answer["content-type"].startswith("text/plain")
    assert b"mojo_api_request_seconds_bucket" in answer.body
    assert b"process_resident_memory_bytes" in answer.body


@pytest.mark.parametrize("origins", ["home.example", "https://home.example/", "https://*.example", "https://a.example, nonsense"])
def test_what_is_no_origin_is_refused_at_start(origins: str) -> None:
    with pytest.raises(ConfigurationError, match=r"API_CORS_ORIGINS: an origin is scheme://host.*Cure: Web origins"):
        load_settings({"API_CORS_ORIGINS": origins}, dotenv=None)


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused_at_start(port: str) -> None:
    with pytest.raises(ConfigurationError, match="API_PORT"):
        load_settings({"API_PORT": port}, dotenv=None)


def test_origins_are_a_list() -> None:
    settings = load_settings({"API_CORS_ORIGINS": " https://a.example , *"}, dotenv=None)[ApiSettings]
    assert settings.origins == ["https://a.example", "*"]
