"""The way to Amazon's services, on a real moto server and on a server that misbehaves."""

import contextlib
import logging
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from mojo.shared.errors import ConfigurationError, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external import aws as aws_module
from mojo.shared.external.aws import Aws
from mojo.shared.external.checks import checks
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import AwsSettings, ExternalSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.settings import AppName
from mojo.shared.util.clock import SystemClock
from tests.shared.external.raw_server import RawServer, answer, running, silence
from tests.support import make_memory_context

SECRET = "topsecrettopsecrettopsecret"


class Way:
    """The way to Amazon, or to whoever plays it."""

    def __init__(self, endpoint: str) -> None:
        self.board = HealthBoard(SystemClock())
        self.http = HttpExit(self.board, ExternalSettings(), SystemClock())
        self.aws = Aws(self.http, settings(endpoint))

    async def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return await self.aws.service(service).call(operation, **parameters)

    def state(self, name: str) -> State:
        return next(entry.state for entry in self.board.snapshot() if entry.name == name)

    async def close(self) -> None:
        self.aws.close()
        await self.http.close()


def settings(endpoint: str) -> AwsSettings:
    return AwsSettings.model_validate(
        {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0EXAMPLE0", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_ENDPOINT_URL": endpoint}
    )


@pytest.fixture(scope="module")
def moto_url() -> Iterator[str]:
    """A moto server on loopback."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [str(Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=10)


def _wait_for(port: int, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise AssertionError("moto did not start in time")


@pytest.fixture
async def moto(moto_url: str) -> AsyncIterator[Way]:
    way = Way(moto_url)
    yield way
    await way.close()


@pytest.fixture
async def bad() -> AsyncIterator[tuple[Way, RawServer]]:
    async with running() as server:
        way = Way(server.url)
        yield way, server
        await way.close()


async def test_s3_keeps_what_it_is_given(moto: Way) -> None:
    await moto.call("s3", "create_bucket", Bucket="backups")
    await moto.call("s3", "put_object", Bucket="backups", Key="a/ä b.tar", Body=b"\x00archive" * 1000)
    got = await moto.call("s3", "get_object", Bucket="backups", Key="a/ä b.tar")
    assert got["Body"] == b"\x00archive" * 1000
    listed = await moto.call("s3", "list_objects_v2", Bucket="backups")
    assert [item["Key"] for item in listed["Contents"]] == ["a/ä b.tar"]
    assert moto.state("aws_s3") is State.HEALTHY


async def test_ses_sends(moto: Way) -> None:
    await moto.call("sesv2", "create_email_identity", EmailIdentity="mojo@example.org")
    body = {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "World"}}}}
    to = {"ToAddresses": ["anna@example.org"]}
    sent = await moto.call("sesv2", "send_email", FromEmailAddress="mojo@example.org", Destination=to, Content=body)
    assert sent["MessageId"]


async def test_route53_changes_records(moto: Way) -> None:
    zone = await moto.call("route53", "create_hosted_zone", Name="example.org", CallerReference="1")
    zone_id = zone["HostedZone"]["Id"]
    record = {"Name": "home.example.org", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]}
    await moto.call("route53", "change_resource_record_sets", HostedZoneId=zone_id, ChangeBatch=batch)
    listed = await moto.call("route53", "list_resource_record_sets", HostedZoneId=zone_id)
    assert any(it["Name"] == "home.example.org." and it["TTL"] == 60 for it in listed["ResourceRecordSets"])


async def test_a_refusal_says_why_and_the_service_is_well(moto: Way) -> None:
    with pytest.raises(RejectedByService) as caught:
        await moto.call("s3", "get_object", Bucket="no-such-bucket", Key=SECRET)
    assert caught.value.params["reason"] == "NoSuchBucket"
    assert SECRET not in "".join(traceback.format_exception(caught.value)).replace("Key=SECRET", "")
    assert moto.state("aws_s3") is State.HEALTHY


async def test_doctor_tries_it(moto: Way, moto_url: str) -> None:
    environ = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0EXAMPLE0", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_ENDPOINT_URL": moto_url}
    (check,) = [check for check in checks if check.name == "aws_sts"]
    for given, state, used in ((environ, State.HEALTHY, True), ({}, State.HEALTHY, False)):
        context = make_memory_context(AppName.API, given)
        assert (await check.probe(context)).state is state
        assert check.outside(context.settings) is used
        await context.close()
    context = make_memory_context(AppName.API, environ | {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
    found = await check.probe(context)
    assert (found.state, found.reason) == (State.DOWN, "aws_sts cannot be reached.")
    await context.close()


async def test_it_goes_through_our_own_way_out(bad: tuple[Way, RawServer]) -> None:
    way, server = bad
    server.play(answer(b"", 503), answer(b"", 503), answer(b"<ListAllMyBucketsResult/>", content_type="application/xml"))
    await way.call("s3", "list_buckets")
    assert len(server.requests) == 3, "our retries, and none of botocore's"
    assert "Authorization: AWS4-HMAC-SHA256" in server.requests[0]


async def test_what_is_not_idempotent_is_sent_once(bad: tuple[Way, RawServer]) -> None:
    way, server = bad
    server.play(answer(b"", 500))
    with pytest.raises(ExternalServiceError):
        await way.call("sesv2", "create_email_identity", EmailIdentity="a@example.org")
    assert len(server.requests) == 1
    assert way.state("aws_sesv2") is State.DEGRADED


async def test_the_breaker_opens(bad: tuple[Way, RawServer]) -> None:
    way, server = bad
    server.play(answer(b"", 500))
    for _ in range(6):
        with pytest.raises(ExternalServiceError):
            await way.call("sesv2", "create_email_identity", EmailIdentity="a@example.org")
    assert way.state("aws_sesv2") is State.DOWN
    assert len(server.requests) == 5


async def test_throttling_is_named(bad: tuple[Way, RawServer]) -> None:
    way, server = bad
    body = b"<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
    server.play(answer(body, 400, "text/xml"))
    with pytest.raises(RateLimited):
        await way.call("route53", "list_hosted_zones")


async def test_a_large_body_is_sent_whole_each_time(bad: tuple[Way, RawServer]) -> None:
    way, server = bad
    server.play(answer(b"", 500), answer(b"", 200, ETag='"1"'))
    await way.call("s3", "put_object", Bucket="backups", Key="k", Body=b"x" * 3_000_000)
    lengths = [line for head in server.requests for line in head.lower().splitlines() if line.startswith("content-length")]
    assert lengths == ["content-length: 3000000"] * 2


async def test_silence_ends_in_time(bad: tuple[Way, RawServer], monkeypatch: pytest.MonkeyPatch) -> None:
    way, server = bad
    monkeypatch.setattr(aws_module, "TOTAL_TIMEOUT_S", 3.0)
    server.play(silence)
    with pytest.raises(ExternalTimeout):
        await way.call("route53", "list_hosted_zones")


async def test_no_secret_is_logged(bad: tuple[Way, RawServer], caplog: pytest.LogCaptureFixture) -> None:
    way, server = bad
    server.play(answer(SECRET.encode(), 500))
    with caplog.at_level(logging.DEBUG), pytest.raises(ExternalServiceError) as caught:
        await way.call("s3", "list_buckets")
    shown = [str(vars(record)) for record in caplog.records] + traceback.format_exception(caught.value)
    assert caplog.records
    assert not [line for line in shown if SECRET in line or "AWS4-HMAC" in line or "AKIA" in line]


async def test_without_keys_it_says_what_to_do() -> None:
    way = Way("")
    with pytest.raises(ConfigurationError, match="AWS_ACCESS_KEY_ID"):
        Aws(way.http, AwsSettings()).service("s3")
