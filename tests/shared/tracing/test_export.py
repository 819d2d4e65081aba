"""Steps as spans: what a collector gets, and what one costs that is away."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.metrics import exposition
from mojo.shared.settings import load_settings
from mojo.shared.tracing import export
from mojo.shared.tracing.export import BATCH, QUEUE_LIMIT, TIMEOUT_S, tracing
from mojo.shared.util.steps import Step, StepKind, listened, step, step_ended
from mojo.shared.util.trace import new_trace, traced
from tests.collector import CLIENT, SERVER, Collector, collecting
from tests.contracts.stores import eventually
from tests.shared.external.raw_server import black_hole

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def ended(name: str = "GET /status", **changes: object) -> Step:
    given = {"service": "api", "kind": StepKind.SERVER, "trace": new_trace(), "took_ns": 5_000_000, "failed": False, "about": {}}
    return Step(name=name, **{**given, **changes})  # type: ignore[arg-type]


def spans(outcome: str) -> float:
    lines = exposition("")[0].decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(f'mojo_trace_spans_total{{outcome="{outcome}"}}'))


def test_a_step_arrives_with_its_parent_its_service_and_what_it_is_about(collector: Collector) -> None:
    with tracing(load_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}, dotenv=None), "mojo"), traced() as story:
        inner = new_trace(story.traceparent)
        with pytest.raises(ValueError), step("GET open_meteo", "", StepKind.CLIENT, inner, {"peer.service": "open_meteo"}):  # noqa: PT011
            raise ValueError
        step_ended(ended(trace=story, about={"http.route": "/status"}))
    assert not listened()
    outer, call = collector.find(lambda it: it.kind == SERVER), collector.find(lambda it: it.kind == CLIENT)
    assert (outer.name, outer.service, outer.parent_id, outer.failed) == ("GET /status", "api", "", False)
    assert (call.name, call.service, call.failed, call.about) == ("GET open_meteo", "mojo", True, {"peer.service": "open_meteo"})
    assert (call.trace_id, call.parent_id) == (outer.trace_id, outer.span_id) == (story.trace_id, story.span_id)


def test_the_headers_are_sent_and_are_a_secret(collector: Collector) -> None:
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"{collector.url}/", "OTEL_EXPORTER_OTLP_HEADERS": "x-key = abc123def, b=c"}
    settings = load_settings(given, dotenv=None)
    assert "x-key = abc123def, b=c" in settings.secrets
    with tracing(settings, "mojo"):
        step_ended(ended())
    assert [(sent["x-key"], sent["b"]) for sent in collector.headers] == [("abc123def", "c")]


@pytest.mark.parametrize("where", ["away", "black hole"])
async def test_a_collector_that_is_not_there_costs_spans_and_nothing_else(where: str, caplog: pytest.LogCaptureFixture) -> None:
    async with black_hole() as url:
        target = url if where == "black hole" else "http://127.0.0.1:9"
        with tracing(load_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": target}, dotenv=None), "mojo"):
            dropped, began = spans("dropped"), time.monotonic()
            for _ in range(2 * QUEUE_LIMIT):
                step_ended(ended())
            assert time.monotonic() - began < QUEUE_LIMIT / BATCH * TIMEOUT_S, "it waited for the batches"
            assert spans("dropped") - dropped >= QUEUE_LIMIT - 1
        await eventually(nothing_is_sent, within_s=4 * TIMEOUT_S)
    told = [record for record in caplog.records if record.name == "mojo.tracing"]
    assert len(told) <= 1
    assert not [record for record in caplog.records if "127.0.0.1" in record.getMessage()]


async def nothing_is_sent() -> bool:
    return not [thread for thread in threading.enumerate() if thread.name.startswith(("OtelBatch", "tracing-end"))]


def test_unless_it_is_set_up_nothing_of_it_is_imported() -> None:
    """By us: redis-py looks for the SDK's metrics by itself where it is installed."""
    look = (
        "import sys; from mojo.shared.settings import load_settings; from mojo.shared.tracing.export import tracing;"
        "tracing(load_settings({}, dotenv=None), 'mojo').__enter__(); import mojo.cli.up, mojo.cli.alone;"
        "sys.exit(any(name.startswith(('opentelemetry.sdk.trace', 'opentelemetry.exporter')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_without_the_libraries_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace.export", None)
    with pytest.raises(ConfigurationError, match=r"needs OpenTelemetry\. Cure: make extras, or pip install 'mojo\[otel\]'"):
        tracing(load_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, dotenv=None), "mojo").__enter__()


def test_a_process_that_cannot_begin_gives_the_log_back(tmp_path: Path) -> None:
    script = (
        "import asyncio, logging, sys; from mojo.cli.alone import alone; from mojo.shared.errors import ConfigurationError\n"
        "sys.modules['opentelemetry.sdk.trace.export'] = None\n"
        "given = {'MOJO_DATA_DIR': sys.argv[1], 'REDIS_URL': 'unix:///none', 'OTEL_EXPORTER_OTLP_ENDPOINT': 'http://127.0.0.1:9'}\n"
        "try: asyncio.run(alone('scheduler', given))\n"
        "except ConfigurationError: sys.exit(len(logging.getLogger().handlers))\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318"}, "must begin with http"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://me:pw@collector"}, "must not hold a user"),
        ({"OTEL_EXPORTER_OTLP_HEADERS": "abc"}, "must be name=value"),
    ],
)
def test_wrong_settings_are_explained(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        load_settings(given, dotenv=None)
    assert "pw" not in caught.value.detail


def test_what_the_collector_does_not_take_is_counted_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    class Moody:
        answers = iter([RuntimeError(), RuntimeError(), None])

        def export(self, batch: list[object]) -> object:
            from opentelemetry.sdk.trace.export import SpanExportResult

            if error := next(self.answers):
                raise error
            return SpanExportResult.SUCCESS

    ways = export._Ways(Moody())
    lost, sent = spans("lost"), spans("sent")
    with caplog.at_level("INFO", "mojo.tracing"):
        for _ in range(3):
            ways.export([object()])  # type: ignore[list-item]
    assert (spans("lost") - lost, spans("sent") - sent, ways.done) == (2, 1, 3)
    assert [record.getMessage() for record in caplog.records] == ["tracing.not_taken", "tracing.recovered"]
