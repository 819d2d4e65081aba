"""Requests to addresses that people name, against names that lie and servers that lead astray."""

import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, InvalidInput
from mojo.shared.external.guarded import GuardedExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.model.guarded import GuardedRequest
from tests.shared.external.raw_server import RawServer, answer, bomb, cut_off, document, reset, running, silence

pytestmark = pytest.mark.enable_socket

OPEN = "127.0.0.1/32"
"""In these tests the one address that counts as public."""
SECRET = "topsecret"
INSIDE = "127.0.0.2"


class Names(AbstractResolver):
    """Resolves a name to one list of addresses after the other; the last one stays."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[Any]:
        self.asked.append(host)
        answers = self.names.get(host.partition(".")[0])
        if not answers:
            raise OSError("no such host")
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [{"hostname": host, "host": it, "port": port, "family": 2, "proto": 6, "flags": 4} for it in now]

    async def close(self) -> None:
        """Nothing to close."""


class World:
    """A guarded way out, a server outside, and names."""

    def __init__(self, server: RawServer, names: Names) -> None:
        self.server = server
        self.names = names
        self.port = int(server.url.rpartition(":")[2])
        settings = ExternalSettings(MOJO_ALLOWED_NETWORKS=OPEN)
        self.http = GuardedExit(settings, names)

    def url(self, name: str = "outside.example", path: str = "/hook") -> str:
        return f"http://{name}:{self.port}{path}"

    async def fetch(self, url: str | None = None, **more: Any) -> Any:
        return await self.http.fetch(GuardedRequest(url=url or self.url(), **more))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with running() as server:
        server.play(answer(b"fine", content_type="text/plain"))
        names = Names(outside=[["127.0.0.1"]], inside=[[INSIDE]], both=[["127.0.0.1", INSIDE]])
        world = World(server, names)
        yield world
        await world.http.close()


async def test_a_public_address_answers(world: World) -> None:
    got = await world.fetch(method="POST", headers={"X-Event": "1"}, body=b"ping")
    assert (got.status, got.body, got.headers["content-type"]) == (200, b"fine", "text/plain")
    assert world.server.requests[0].startswith("POST /hook HTTP/1.1\r\n")
    assert "X-Event: 1" in world.server.requests[0]


async def test_a_status_is_an_answer(world: World) -> None:
    world.server.play(document({}, 503))
    assert (await world.fetch()).status == 503


@pytest.mark.parametrize("name", ["inside.example", "both.example"])
async def test_a_name_that_leads_inside_is_refused(world: World, name: str) -> None:
    with pytest.raises(InvalidInput, match=r"^url: must lead to a public address") as caught:
        await world.fetch(world.url(name))
    assert caught.value.params["field"] == "url"
    assert world.server.connections == 0


@pytest.mark.parametrize(
    "host",
    [INSIDE, "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0.0.0.0", "[fe80::1%25lo]"],
)
async def test_an_address_that_is_not_public_is_refused(world: World, host: str) -> None:
    with pytest.raises(InvalidInput):
        await world.fetch(world.url(host))
    assert world.names.asked == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "017700000001"])
async def test_other_spellings_of_the_own_machine_are_refused(host: str) -> None:
    guarded = GuardedExit(ExternalSettings())
    with pytest.raises(InvalidInput):
        await guarded.fetch(GuardedRequest(url=f"http://{host}/"))
    await guarded.close()


async def test_a_name_that_changes_its_mind_gains_nothing(world: World) -> None:
    """DNS rebinding: the answer that was checked is the one that is connected to."""
    world.names.names["outside"] = [["127.0.0.1"], [INSIDE]]
    assert (await world.fetch()).status == 200
    assert world.names.asked == ["outside.example"]
    with pytest.raises(InvalidInput):
        await world.fetch()
    assert world.server.connections == 1


async def test_a_redirect_is_followed_to_public_addresses_only(world: World) -> None:
    world.server.play(document({}, 302, location="/elsewhere"), answer(b"there"))
    assert (await world.fetch()).body == b"there"
    for target in (
        world.url("inside.example"),
        f"http://{INSIDE}/",
        "file:///etc/passwd",
        "gopher://outside.example/",
    ):
        world.server.play(document({}, 302, location=target))
        with pytest.raises(InvalidInput):
            await world.fetch()


async def test_redirects_do_not_carry_secrets_elsewhere(world: World) -> None:
    world.names.names["other"] = [["127.0.0.1"]]
    world.server.play(document({}, 302, location=world.url("other.example")), answer(b"there"))
    await world.fetch(method="POST", body=b"topsecret", headers={"Authorization": "Bearer topsecret", "X-Kind": "a"})
    first, second = world.server.requests
    assert "topsecret" in first
    assert "topsecret" not in second
    assert second.startswith("GET ")
    assert "X-Kind: a" in second


async def test_headers_cannot_bring_more_headers_along(world: World) -> None:
    with pytest.raises(InvalidInput, match=r"^headers: "):
        await world.fetch(headers={"X-Kind": "a\r\nX-Other: b"})
    assert world.server.requests == []


async def test_redirects_end(world: World) -> None:
    world.server.play(document({}, 302, location="/again"))
    with pytest.raises(BadAnswer, match="without end"):
        await world.fetch(redirects=3)
    assert len(world.server.requests) == 4
    assert (await world.fetch(redirects=0)).status == 302


async def test_https_never_falls_to_http(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def secure(request: GuardedRequest, url: Any) -> Any:
        assert url.scheme == "https"
        return type("Got", (), {"status": 302, "headers": {"location": world.url()}})

    monkeypatch.setattr(world.http, "_one", secure)
    with pytest.raises(BadAnswer, match="from https to http"):
        await world.fetch("https://outside.example/")


@pytest.mark.parametrize("url", ["http://outside.example:22/", "http://8.8.8.8:25/", "https://outside.example:6379/"])
async def test_ports_are_limited(url: str) -> None:
    guarded = GuardedExit(ExternalSettings(), Names(outside=[["8.8.8.8"]]))
    with pytest.raises(InvalidInput):
        await guarded.fetch(GuardedRequest(url=url))
    await guarded.close()


@pytest.mark.parametrize("url", ["", "example.org", "ftp://outside.example/", "http://", "http://x:99999/", "http:///x"])
async def test_what_is_no_web_address_is_refused(world: World, url: str) -> None:
    with pytest.raises(InvalidInput, match=r"^url: must be an address"):
        await world.fetch(url or " ")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (silence, ExternalTimeout),
        (reset, ExternalServiceError),
        (cut_off(b"topsecret", 100), ExternalServiceError),
        (answer(b"topsecret" * 1000), BadAnswer),
        (bomb(10_000_000), BadAnswer),
    ],
)
async def test_faults_have_names_and_tell_no_secret(world: World, fault: Any, kind: type[Exception]) -> None:
    world.server.play(fault)
    url = world.url(path=f"/{SECRET}?key={SECRET}")
    with pytest.raises(kind) as caught:
        await world.fetch(url, timeout_s=0.2, max_body_bytes=1000)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    assert SECRET not in repr(GuardedRequest(url=url, headers={"a": SECRET}, body=SECRET.encode()))
