"""Routes are found; what breaks a rule of the house fails at start, and says where it is."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from dishka import Provider, Scope
from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from mojo.api.app import create_app, feature_routers
from mojo.api.doors import needs, public, use
from mojo.api.route_index import RouteIndex
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.errors import ConfigurationError
from tests.api.support import Client, make_api_context, make_app, make_client

ROUTES = """
from fastapi import APIRouter
from mojo.api.doors import public
router = APIRouter(prefix="/{name}")
@router.get("/hello", openapi_extra=public())
async def hello() -> str:
    return "{name}"
"""


@pytest.fixture
def features(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of features, of which `found_garden` and `found_kitchen` are installed."""
    names = ["found_garden", "found_kitchen"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("mojo.shared.util.discovery.feature_packages", lambda: names)
    declared_scopes.cache_clear()
    yield tmp_path
    declared_scopes.cache_clear()
    for module in [module for module in sys.modules if module.startswith("found_")]:
        del sys.modules[module]


async def test_a_feature_is_found_by_having_routes(features: Path) -> None:
    (features / "found_garden" / "routes.py").write_text(ROUTES.format(name="garden"))
    (features / "found_kitchen" / "routes.py").write_text(ROUTES.format(name="kitchen"))
    client = Client(create_app(make_api_context()))
    assert (await client.get("/api/v1/garden/hello")).json == "garden"
    assert (await client.get("/api/v1/kitchen/hello")).json == "kitchen"


def test_a_feature_without_routes_is_no_fault(features: Path) -> None:
    assert feature_routers() == []


def test_routes_without_a_router_are_named(features: Path) -> None:
    (features / "found_garden" / "routes.py").write_text("router = None")
    with pytest.raises(ConfigurationError, match=r"found_garden\.routes has no `router`"):
        feature_routers()


def test_two_features_that_claim_one_path_are_both_named(features: Path) -> None:
    for name in ("found_garden", "found_kitchen"):
        (features / name / "routes.py").write_text(ROUTES.format(name="shared"))
    with pytest.raises(
        ConfigurationError, match=r"GET /api/v1/shared/hello .*found_garden.routes.hello.*found_kitchen.routes.hello"
    ):
        create_app(make_api_context())


def test_a_claim_is_one_whatever_the_parameter_is_called() -> None:
    first, second = APIRouter(), APIRouter()
    for router, path in ((first, "/beds/{bed}"), (second, "/beds/{other}")):
        router.add_api_route(path, _nothing, openapi_extra=public())
    with pytest.raises(ConfigurationError, match="claimed"):
        make_app(make_api_context(), first, second)


def test_a_feature_cannot_take_the_hosts_own_path() -> None:
    router = APIRouter()
    router.add_api_route("/status", _nothing, openapi_extra=public())
    assert make_app(make_api_context(), router)  # /api/v1/status is another path
    with pytest.raises(ConfigurationError, match="GET /status"):
        RouteIndex([*make_app(make_api_context()).routes, *router.routes])


def test_a_route_that_does_not_say_who_may_ask_is_named() -> None:
    router = APIRouter()
    router.add_api_route("/beds", _nothing)
    with pytest.raises(ConfigurationError, match=r"/api/v1/beds \(.*_nothing\) does not say who may ask"):
        make_app(make_api_context(), router)


def test_a_scope_that_nobody_declares_stops_the_start(features: Path) -> None:
    (features / "found_kitchen" / "routes.py").write_text(ROUTES.format(name="kitchen"))
    asking = ROUTES.format(name="garden").replace("public", "needs").replace("needs()", 'needs("garden:read")')
    (features / "found_garden" / "routes.py").write_text(asking)
    with pytest.raises(ConfigurationError, match=r"GET /api/v1/garden/hello \(found_garden.routes.hello\) needs garden:read"):
        create_app(make_api_context())
    declared = "from mojo.shared.auth.scopes import Scope\nscopes = [Scope('garden:read')]\n"
    (features / "found_garden" / "scopes.py").write_text(declared)
    declared_scopes.cache_clear()
    importlib.invalidate_caches()
    assert create_app(make_api_context())


def test_a_rate_limit_that_nobody_knows_stops_the_start() -> None:
    router = APIRouter()
    router.add_api_route("/beds", _nothing, openapi_extra=needs("garden:read", limit="hourly"))
    with pytest.raises(ConfigurationError, match="rate limit 'hourly', which API_RATE_LIMITS does not know"):
        make_app(make_api_context(), router)
    assert make_app(make_api_context({"API_RATE_LIMITS": "hourly=5/3600"}), router)


def test_what_is_no_api_route_is_refused() -> None:
    router = APIRouter()
    router.mount("/static", PlainTextResponse("hello"))
    with pytest.raises(ConfigurationError, match="no API route"):
        make_app(make_api_context(), router)


async def test_two_methods_may_share_a_path() -> None:
    router = APIRouter()
    router.add_api_route("/beds/{bed}", _nothing, methods=["GET"], openapi_extra=public())
    router.add_api_route("/beds/{bed}", _nothing, methods=["PUT"], openapi_extra=needs("garden:write"))
    client = make_client(make_api_context(), router)
    assert (await client.get("/api/v1/beds/1")).status == 200
    assert (await client.send("PUT", "/api/v1/beds/1")).status == 401
    assert (await client.send("POST", "/api/v1/beds/1"))["allow"] == "GET, HEAD, PUT"


async def test_a_fixed_path_wins_over_one_with_a_parameter() -> None:
    router = APIRouter()

    @router.get("/beds/{bed}", openapi_extra=public())
    async def bed(bed: str) -> str:
        return bed

    @router.get("/beds/best", openapi_extra=public())
    async def best() -> str:
        return "the best"

    client = make_client(make_api_context(), router)
    assert (await client.get("/api/v1/beds/best")).json == "the best"
    assert (await client.get("/api/v1/beds/other")).json == "other"
    assert (await client.get("/api/v1/beds/other/row")).status == 404


async def test_parameters_are_converted() -> None:
    router = APIRouter()

    @router.get("/files/{row:int}/{path:path}", openapi_extra=public())
    async def file(row: int, path: str) -> list[object]:
        return [row, path]

    client = make_client(make_api_context(), router)
    assert (await client.get("/api/v1/files/7/a/b.txt")).json == [7, "a/b.txt"]
    assert (await client.get("/api/v1/files/x/a")).status == 404


async def test_nested_routers_are_flat_in_the_index() -> None:
    inner, outer = APIRouter(prefix="/row"), APIRouter(prefix="/bed")
    inner.add_api_route("/plants", _nothing, openapi_extra=public())
    outer.include_router(inner)
    client = make_client(make_api_context(), outer)
    assert (await client.get("/api/v1/bed/row/plants")).status == 200


async def test_a_route_is_given_the_processs_one_service_built_once() -> None:
    class Gardener:
        built = 0

        def __init__(self) -> None:
            Gardener.built += 1

    router = APIRouter()

    @router.get("/gardener", openapi_extra=public())
    async def gardener(gardener: Annotated[Gardener, use(Gardener)]) -> int:
        return id(gardener)

    provider = Provider(scope=Scope.APP)
    provider.provide(Gardener)
    client = make_client(make_api_context({}, provider), router)
    answers = {(await client.get("/api/v1/gardener")).json for _ in range(3)}
    assert len(answers) == Gardener.built == 1


async def _nothing() -> None:
    return None
