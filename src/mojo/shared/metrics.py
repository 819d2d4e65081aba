"""The process's metrics, in one registry: `/metrics` shows it to Prometheus.

Names and units follow https://prometheus.io/docs/practices/naming/. Labels only ever take values from a small fixed set
(route templates, outcomes, names of services); ids, paths and places do not belong in them.
"""

import math
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import choose_encoder

disable_created_metrics()  # type: ignore[no-untyped-call]  # a third series each that nobody asks for
registry = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=registry)

WAIT_BUCKETS_S = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""For what takes as long as it takes: jobs."""
LATENCY_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def counter(name: str, help: str, *labels: str) -> Counter:
    """Make a counter; `name` ends in `_total`."""
    return Counter(name, help, labels, registry=registry)


def gauge(name: str, help: str, *labels: str) -> Gauge:
    """Make a gauge; `name` ends in its unit."""
    return Gauge(name, help, labels, registry=registry)


def histogram(name: str, help: str, *labels: str, buckets: tuple[float, ...] = LATENCY_BUCKETS_S) -> Histogram:
    """Make a histogram of durations; `name` ends in `_seconds`."""
    return Histogram(name, help, labels, registry=registry, buckets=buckets)


def name_of(gauge: Gauge) -> str:
    """Return what a gauge is called."""
    return str(gauge._name)


def forget(*gauges: Gauge) -> None:
    """Let `gauges` show nothing: series with labels go, one without becomes NaN, which no alert is ever true of."""
    for gauge in gauges:
        if gauge._labelnames:
            gauge.clear()
        else:
            gauge.set(math.nan)


FIGURES: dict[str, Callable[[], float]] = {}
"""What a process tells the others with its heartbeat, for the watch of an installation without Prometheus: by metric name."""


def figures() -> dict[str, float]:
    """Return this process's own figures."""
    return {name: read() for name, read in FIGURES.items()}


feature_uses = counter(
    "mojo_feature_uses_total", "What people, programs and schedules have let a feature do, by its door.", "feature", "door"
)
"""Refusals and failures are no use."""


def feature_of(where: str) -> str:
    """Return whose code `where` (a dotted name) is: `weather` of `mojo.features.weather.commands`, `api` of the API's own."""
    parts = where.split(".")
    if parts[:2] == ["mojo", "features"]:
        return parts[2] if len(parts) > 2 else "mojo"
    return parts[1] if parts[0] == "mojo" and len(parts) > 1 else parts[0]


def exposition(accept: str = "") -> tuple[bytes, str]:
    """Return every metric and the content type, in the format that the `Accept` header asks for."""
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


REQUESTS, SERVER_ERRORS = "mojo_api_requests", "mojo_api_server_errors"
"""Figures: how many requests there have been, and how many of them ended with a status of 500 or more."""


class RequestMetrics:
    """Duration of each API request, by method, route template and status. Children are cached: a look-up by label is slow."""

    METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    OTHER = "other"
    UNMATCHED = "unmatched"

    _seconds = histogram("mojo_api_request_seconds", "Duration of API requests.", "method", "route", "status")

    def __init__(self) -> None:
        self._children: dict[tuple[str, str, int], Histogram] = {}
        self._uses: dict[str, Counter] = {}
        self._requests = self._errors = 0
        FIGURES[REQUESTS] = lambda: self._requests
        FIGURES[SERVER_ERRORS] = lambda: self._errors

    def observe(self, method: str, route: str | None, status: int, duration_s: float) -> None:
        """Count one request; `route` is a template, None if there is no such route."""
        self._requests += 1
        self._errors += status >= 500
        key = (method, route or self.UNMATCHED, status)
        child = self._children.get(key)
        if child is None:
            known = method if method in self.METHODS else self.OTHER
            child = self._seconds.labels(known, key[1], str(status))
            if known != self.OTHER:  # invented methods must not fill the cache either
                self._children[key] = child
        child.observe(duration_s)

    def used(self, where: str) -> None:
        """Count that the code at `where` did what it was asked for."""
        child = self._uses.get(where)
        if child is None:
            child = self._uses[where] = feature_uses.labels(feature_of(where), "api")
        child.inc()
