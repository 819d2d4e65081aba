"""The process's metrics, in one registry: `/metrics` shows it to Prometheus.

Names and units follow https://prometheus.io/docs/practices/naming/. Labels only ever take values from a small fixed set
(route templates, outcomes, names of services); ids, paths and places do not belong in them.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

registry = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=registry)

LATENCY_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def counter(name: str, help: str, *labels: str) -> Counter:
    """Make a counter; `name` ends in `_total`."""
    return Counter(name, help, labels, registry=registry)


def gauge(name: str, help: str, *labels: str) -> Gauge:
    """Make a gauge; `name` ends in its unit."""
    return Gauge(name, help, labels, registry=registry)


def histogram(name: str, help: str, *labels: str) -> Histogram:
    """Make a histogram of durations; `name` ends in `_seconds`."""
    return Histogram(name, help, labels, registry=registry, buckets=LATENCY_BUCKETS_S)


def exposition(accept: str = "") -> tuple[bytes, str]:
    """Return every metric and the content type, in the format that the `Accept` header asks for."""
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class RequestMetrics:
    """Duration of each API request, by method, route template and status. Children are cached: a look-up by label is slow."""

    METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    OTHER = "other"
    UNMATCHED = "unmatched"

    _seconds = histogram("mojo_api_request_seconds", "Duration of API requests.", "method", "route", "status")

    def __init__(self) -> None:
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def observe(self, method: str, route: str | None, status: int, duration_s: float) -> None:
        """Count one request; `route` is a template, None if there is no such route."""
        key = (method, route or self.UNMATCHED, status)
        child = self._children.get(key)
        if child is None:
            known = method if method in self.METHODS else self.OTHER
            child = self._seconds.labels(known, key[1], str(status))
            if known != self.OTHER:  # invented methods must not fill the cache either
                self._children[key] = child
        child.observe(duration_s)
