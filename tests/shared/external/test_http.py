"""The way out against a real server on loopback that misbehaves in every way we know."""

import asyncio
import logging
import re
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest

from mojo import __version__
from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import Keeping, ServicePolicy
from mojo.shared.external.quota import QuotaSpent
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import Health, HealthBoard, State
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.trace import traced
from tests.shared.external.clockwork import Clockwork
from tests.shared.external.raw_server import (
    Action,
    RawServer,
    answer,
    bomb,
    cut_off,
    document,
    drip,
    nonsense,
    reset,
    running,
    silence,
)

pytestmark = pytest.mark.enable_socket

POSITION = {"latitude": "38.7169", "key": "sesame"}
SECRETS = ("38.7169", "sesame", "topsecret", "127.0.0.1")
OK = document({"fine": True})


class Exit:
    """A way out to the server, with short limits and pauses that take no time."""

    def __init__(self, server: RawServer) -> None:
        self.server = server
        self.board = HealthBoard(SystemClock())
        self.clockwork = Clockwork()
        settings = ExternalSettings(MOJO_STAND_INS="telegram, open_meteo")
        self.http = HttpExit(self.board, settings, SystemClock(), self.clockwork.timing)

    def service(self, name: str = "meteo", **limits: Any) -> ExternalService:
        url = limits.pop("base_url", self.server.url.replace("http://", "http://user:topsecret@"))
        return self.http.service(ServicePolicy(name=name, base_url=url, max_body_bytes=1000, **limits))

    def health(self) -> Health:
        (entry,) = self.board.snapshot()
        return entry


@pytest.fixture
async def way() -> AsyncIterator[Exit]:
    async with running() as server:
        server.play(OK)
        way = Exit(server)
        yield way
        await way.http.close()


FAULTS: dict[str, tuple[Action, type[ExternalServiceError]]] = {
    "never answers": (silence, ExternalTimeout),
    "answers too slowly": (drip, ExternalTimeout),
    "resets the connection": (reset, ExternalServiceError),
    "breaks off": (cut_off(b'{"a":', 100), ExternalServiceError),
    "is not HTTP": (nonsense, BadAnswer),
    "400": (document({"error": True, "reason": "topsecret"}, 400), RejectedByService),
    "401": (document({}, 401), RejectedByService),
    "404 in HTML": (answer(b"<h1>topsecret</h1>", 404, "text/html"), RejectedByService),
    "408": (document({}, 408), ExternalServiceError),
    "429": (document({}, 429), RateLimited),
    "500": (document({}, 500), ExternalServiceError),
    "503": (document({}, 503, retry_after="1"), ExternalServiceError),
    "HTML": (answer(b"<h1>topsecret</h1>", 200, "text/html"), BadAnswer),
    "not JSON": (answer(b"{topsecret"), BadAnswer),
    "empty": (answer(b""), BadAnswer),
    "NaN": (answer(b'{"t": NaN}'), BadAnswer),
    "not UTF-8": (answer(b'"\xff\xfe"'), BadAnswer),
    "too large": (answer(b'"' + b"a" * 2000 + b'"'), BadAnswer),
    "too large when unpacked": (bomb(10_000_000), BadAnswer),
    "wrongly packed": (answer(b"{}", content_encoding="gzip"), ExternalServiceError),
    "redirect": (document({}, 302, location="http://127.0.0.1:1/elsewhere"), BadAnswer),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_every_fault_has_its_name_and_tells_no_secret(way: Exit, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    action, kind = FAULTS[fault]
    way.server.play(action)
    service = way.service(total_timeout_s=0.2, read_timeout_s=0.1, attempts=1)
    with caplog.at_level(logging.DEBUG, "mojo.external"), pytest.raises(ExternalServiceError) as caught:
        await service.get_json("/v1/forecast", POSITION)
    failure = caught.value
    assert type(failure) is kind
    assert failure.params["service"] == "meteo"
    shown = [str(failure), repr(failure), str(failure.params), *("".join(traceback.format_exception(failure)).splitlines())]
    logged = [str(vars(record)) for record in caplog.records]
    assert logged
    assert not [line for line in shown + logged for secret in SECRETS if secret in line]
    assert failure.__cause__ is None
    assert failure.__context__ is None


async def test_a_server_that_is_not_there(way: Exit) -> None:
    service = way.service(base_url="http://127.0.0.1:1", attempts=2)
    with pytest.raises(ExternalServiceError, match=r"^meteo cannot be reached\.$"):
        await service.get_json("/")


async def test_a_host_that_cannot_be_resolved(way: Exit, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*args: object, **kwargs: object) -> list[Any]:
        raise OSError("no such host")

    monkeypatch.setattr("aiohttp.resolver.ThreadedResolver.resolve", unknown)
    with pytest.raises(ExternalServiceError, match="has a name that cannot be resolved"):
        await way.service(base_url="http://nowhere.invalid", attempts=1).get_json("/")


async def test_a_good_answer_after_bad_ones(way: Exit) -> None:
    way.server.play(reset, document({}, 503), OK)
    assert await way.service().get_json("/v1/forecast", POSITION) == {"fine": True}
    assert len(way.server.requests) == 3
    assert way.health().state is State.HEALTHY


async def test_what_is_sent(way: Exit) -> None:
    await way.service().get_json("/v1/search", {"name": "São Tomé & Príncipe", "count": 5})
    (head,) = way.server.requests
    assert head.startswith("GET /v1/search?name=S%C3%A3o+Tom%C3%A9+%26+Pr%C3%ADncipe&count=5 HTTP/1.1\r\n")
    assert f"User-Agent: mojo/{__version__}\r\n" in head
    assert "Authorization: Basic" in head


async def test_the_story_goes_on_in_the_call(way: Exit) -> None:
    with traced() as trace:
        await way.service().get_json("/")
    await way.service("other").get_json("/")
    told = [re.search(r"traceparent: 00-([0-9a-f]{32})-([0-9a-f]{16})-01\r\n", head) for head in way.server.requests]
    ours, alone = (found.groups() for found in told if found)
    assert ours[0] == trace.trace_id
    assert ours[1] != trace.span_id, "the call is a step of its own"
    assert alone[0] != trace.trace_id


async def test_a_body_is_sent_as_json(way: Exit) -> None:
    assert await way.service().request_json("POST", "/things", body={"a": 1}) == {"fine": True}
    assert "Content-Type: application/json" in way.server.requests[0]


async def test_connections_are_kept(way: Exit) -> None:
    service = way.service()
    for _ in range(5):
        await service.get_json("/")
    assert way.server.connections == 1


async def test_a_redirect_is_not_followed(way: Exit) -> None:
    async with running() as other:
        other.play(OK)
        way.server.play(document({}, 307, location=other.url))
        with pytest.raises(BadAnswer, match="redirects are not followed"):
            await way.service().get_json("/", POSITION)
        assert other.requests == []


async def test_the_largest_body_still_fits(way: Exit) -> None:
    way.server.play(answer(b'"' + b"a" * 998 + b'"'))
    assert await way.service().get_json("/") == "a" * 998


async def test_a_degraded_service_says_why_and_recovers(way: Exit, caplog: pytest.LogCaptureFixture) -> None:
    service = way.service(attempts=1, breaker_min_calls=3, breaker_rest_s=30)
    way.server.play(document({}, 500), document({}, 500), document({}, 500), OK)
    with caplog.at_level(logging.INFO, "mojo.external"):
        for expected in (State.DEGRADED, State.DEGRADED, State.DOWN):
            with pytest.raises(ExternalServiceError):
                await service.get_json("/")
            assert way.health().state is expected
        assert way.health().reason == "meteo failed (HTTP 500)."
        with pytest.raises(ExternalServiceError):
            await service.get_json("/")
        assert way.health().reason == "meteo failed repeatedly and is left alone for 30 s."
        way.clockwork.now_s += 30
        await service.get_json("/")
    assert way.health() == Health("meteo", State.HEALTHY, since=way.health().since)
    events = [record.getMessage() for record in caplog.records if record.getMessage() != "external.attempt_failed"]
    assert events == ["external.degraded", "external.degraded", "external.recovered"]


async def test_a_refusal_does_not_degrade_the_service(way: Exit) -> None:
    way.server.play(document({}, 400))
    with pytest.raises(RejectedByService):
        await way.service().get_json("/")
    assert way.health().state is State.HEALTHY


@pytest.mark.parametrize(
    ("name", "stand_in"), [("open_meteo", True), ("open_meteo_geocoding", True), ("open_meteors", False), ("gmail", False)]
)
async def test_a_stand_in_is_shown_as_one(way: Exit, name: str, stand_in: bool) -> None:
    await way.service(name).get_json("/")
    assert way.health().stand_in is stand_in


async def test_services_have_their_own_breakers(way: Exit) -> None:
    way.server.play(document({}, 500), OK)
    with pytest.raises(ExternalServiceError):
        await way.service("bad", attempts=1, breaker_min_calls=1).get_json("/")
    assert await way.service("good").get_json("/") == {"fine": True}


async def test_closing_what_was_never_opened(way: Exit) -> None:
    await HttpExit(way.board, ExternalSettings(), SystemClock()).close()


def test_a_policy_shows_no_url() -> None:
    assert "topsecret" not in repr(ServicePolicy(name="x", base_url="http://user:topsecret@host"))


async def test_an_answer_is_kept_and_its_age_is_known(way: Exit) -> None:
    service = way.service(keeping=Keeping(fresh_s=60))
    first, second = await service.get("/", {"a": 1}), await service.get("/", {"a": 1})
    assert (first.value, first.stale, second.at) == ({"fine": True}, False, first.at)
    assert len(way.server.requests) == 1
    assert await service.get_json("/", {"a": 2}) == {"fine": True}
    assert len(way.server.requests) == 2


async def test_what_has_not_changed_is_not_sent_again(way: Exit) -> None:
    service = way.service(keeping=Keeping(fresh_s=0, keep_s=60))
    way.server.play(document({"fine": True}, etag='"1"'), answer(b"", 304), document({"fine": False}, etag='"2"'))
    assert [await service.get_json("/") for _ in range(3)] == [{"fine": True}, {"fine": True}, {"fine": False}]
    first, second, third = way.server.requests
    assert "If-None-Match" not in first
    assert 'If-None-Match: "1"' in second
    assert 'If-None-Match: "1"' in third
    assert way.health().state is State.HEALTHY


async def test_not_modified_without_a_question_is_nonsense(way: Exit) -> None:
    way.server.play(answer(b"", 304))
    with pytest.raises(BadAnswer):
        await way.service().get_json("/")


async def test_an_old_answer_serves_in_need_only_if_the_policy_says_so(way: Exit) -> None:
    way.server.play(OK, OK, document({}, 500))
    patient = way.service("patient", keeping=Keeping(fresh_s=0, keep_s=60), attempts=1)
    strict = way.service("strict", keeping=Keeping(fresh_s=0), attempts=1)
    await patient.get("/")
    await strict.get("/")
    assert (await patient.get("/")).stale
    with pytest.raises(ExternalServiceError):
        await strict.get("/")


async def test_headers_and_query_of_the_policy_are_sent_and_never_shown(way: Exit, caplog: pytest.LogCaptureFixture) -> None:
    service = way.service(headers={"User-Agent": "mojo me@example.org", "X-Key": "topsecret"}, query={"appid": "sesame"})
    with caplog.at_level(logging.DEBUG):
        await service.get_json("/", {"a": 1})
        way.server.play(document({}, 403))
        with pytest.raises(RejectedByService) as caught:
            await service.get_json("/", {"a": 1})
    head = way.server.requests[0]
    assert head.startswith("GET /?appid=sesame&a=1 ")
    assert "User-Agent: mojo me@example.org\r\n" in head
    assert "X-Key: topsecret" in head
    shown = [*(str(vars(record)) for record in caplog.records), str(caught.value), repr(service), str(way.health())]
    assert not [line for line in shown if "topsecret" in line or "sesame" in line]


async def test_an_outage_is_not_multiplied_by_retries(way: Exit) -> None:
    service = way.service(attempts=3, retry_reserve=4, breaker_min_calls=100)
    way.server.play(document({}, 500))
    for _ in range(10):
        with pytest.raises(ExternalServiceError):
            await service.get_json("/")
    assert len(way.server.requests) == 10 + 4
    way.server.play(OK)
    for _ in range(10):
        await service.get_json("/")
    way.server.requests.clear()
    way.server.play(document({}, 500))
    with pytest.raises(ExternalServiceError):
        await service.get_json("/")
    assert len(way.server.requests) == 3, "successes earn retries back"


async def test_what_a_service_promises_to_be_harmless_is_repeated(way: Exit) -> None:
    way.server.play(document({}, 503), OK)
    with pytest.raises(ExternalServiceError):
        await way.service("plain").request_json("POST", "/", body={})
    way.server.play(document({}, 503), OK)
    assert await way.service("harmless", retry_methods=frozenset({"POST"})).request_json("POST", "/", body={})


async def test_no_more_than_so_many_at_once(way: Exit) -> None:
    most = now = 0

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        await OK(reader, writer)

    way.server.play(count)
    service = way.service(concurrency=3)
    await asyncio.gather(*(service.get_json("/") for _ in range(12)))
    assert most == 3


async def test_status_says_what_is_left_and_what_still_works(way: Exit) -> None:
    service = way.service(daily_quota=5, still_works="Old answers.", attempts=1, breaker_min_calls=9)
    await service.get_json("/")
    assert (way.health().state, way.health().quota_left, way.health().still_works) == (State.HEALTHY, 4, None)
    way.server.play(document({}, 500))
    for _ in range(2):
        with pytest.raises(ExternalServiceError):
            await service.get_json("/")
    shown = way.health()
    assert (shown.state, shown.quota_left, shown.still_works) == (State.DEGRADED, 2, "Old answers.")
    way.server.play(OK)
    await service.get_json("/")
    assert (way.health().state, way.health().reason) == (State.DEGRADED, "4 of 5 calls of today are used.")
    await service.get_json("/")
    with pytest.raises(QuotaSpent):
        await service.get_json("/")
    assert len(way.server.requests) == 5


async def test_a_shape_that_the_adapter_does_not_know_is_shown(way: Exit) -> None:
    service = way.service()
    await service.get_json("/")
    failure = service.unknown_shape()
    assert (failure.params, way.health().state) == ({"service": "meteo"}, State.DEGRADED)
    assert service.failing
    await service.get_json("/")
    assert way.health().state is State.HEALTHY
