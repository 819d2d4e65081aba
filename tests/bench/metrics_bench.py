"""What metrics cost: a scrape of a whole Mojo, whose looks at Redis included, and the counting of one request.

The floor of a scrape is `prometheus_client`'s own text of as many series, made in this process.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from mojo.cli.stand_ins import first_free_port
from mojo.shared.metrics import RequestMetrics
from tests.bench.harness import Row
from tests.e2e.support import MojoUp, ask

SCRAPES = 10
APART_S = 1.1
"""After a second everything is looked up anew."""
LONGEST_SCRAPE_MS = 100.0
MOST_SERIES = 2500
OBSERVED = 50_000
LONGEST_OBSERVE_US = 5.0
PATHS = ("/status", "/readyz", "/odd", *(f"/api/v1/{name}" for name in ("me", "jobs", "people", "runs", "watch", "hooks")))


async def run() -> list[Row]:
    """Measure both."""
    return [*await asyncio.to_thread(_scrape), _observe()]


def _scrape() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        up = MojoUp(Path(folder), OPERATIONS_PORT=str(first_free_port("127.0.0.1")))
        try:
            up.start()
            _use(up)
            url = f"http://127.0.0.1:{up.environ['OPERATIONS_PORT']}/metrics"
            times_ms, text = _timed(url)
        finally:
            up.end()
    series = sum(not line.startswith("#") for line in text.splitlines())
    p50, floor = statistics.median(times_ms), _floor_ms(series)
    note = f"{len(text) / 1000:.0f} kB; longest {max(times_ms):.1f} ms; the text of as many series alone takes {floor:.1f} ms"
    return [
        Row("metrics.scrape", p50, LONGEST_SCRAPE_MS, "ms", note, smaller_is_better=True),
        Row("metrics.series", series, MOST_SERIES, "series", "of a whole Mojo that was used a little", smaller_is_better=True),
    ]


def _use(up: MojoUp) -> None:
    for path in PATHS:
        up.as_developer(path)
    olga = up.person("Olga")
    olga.say(f"/start {up.run['owner_invitation']['code']}")
    for said in ("/help", "/status", "/weather Lisbon", "/watch"):
        olga.say(said)


def _timed(url: str) -> tuple[list[float], str]:
    times_ms, text = [], ""
    for _ in range(SCRAPES):
        time.sleep(APART_S)
        began = time.perf_counter()
        text = ask(url).body.decode()
        times_ms.append(1000 * (time.perf_counter() - began))
    return times_ms, text


def _floor_ms(series: int) -> float:
    registry = CollectorRegistry()
    gauge = Gauge("mojo_bench_bytes", "Bytes.", ["a", "b"], registry=registry)
    for number in range(series):
        gauge.labels(f"a{number % 20}", f"b{number // 20}").set(number)
    times_ms = []
    for _ in range(SCRAPES):
        began = time.perf_counter()
        generate_latest(registry)
        times_ms.append(1000 * (time.perf_counter() - began))
    return statistics.median(times_ms)


def _observe() -> Row:
    metrics = RequestMetrics()
    began_s = time.process_time()
    for _ in range(OBSERVED):
        metrics.observe("GET", "/api/v1/bench", 200, 0.003)
        metrics.used("mojo.features.bench.routes.get")
    took_us = 1e6 * (time.process_time() - began_s) / OBSERVED
    return Row("metrics.request", took_us, LONGEST_OBSERVE_US, "CPU us", "to count one request", smaller_is_better=True)
