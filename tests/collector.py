"""A collector of OpenTelemetry's traces on loopback, which keeps what it is sent."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

CLIENT, SERVER, CONSUMER = 3, 2, 5
"""`SpanKind` in https://github.com/open-telemetry/opentelemetry-proto (trace.proto)."""


@dataclass(frozen=True)
class Seen:
    """A span as it arrived."""

    name: str
    service: str
    kind: int
    trace_id: str
    span_id: str
    parent_id: str
    failed: bool
    about: dict[str, Any]


@dataclass
class Collector:
    url: str
    spans: list[Seen] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def find(self, wanted: Callable[[Seen], bool], within_s: float = 15) -> Seen:
        """Wait for a span. Raises AssertionError."""
        deadline = time.monotonic() + within_s
        while True:
            for span in list(self.spans):
                if wanted(span):
                    return span
            assert time.monotonic() < deadline, [(span.service, span.name) for span in self.spans]
            time.sleep(0.05)


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run one for the length of the block."""

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.headers.append(dict(self.headers))
            collector.bodies.append(body)
            collector.spans += list(_read(ExportTraceServiceRequest.FromString(body)))
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        collector = Collector(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield collector
        server.shutdown()


def _read(sent: Any) -> Iterator[Seen]:
    for of_resource in sent.resource_spans:
        named = {it.key: it.value.string_value for it in of_resource.resource.attributes}
        for span in (span for scope in of_resource.scope_spans for span in scope.spans):
            about = {it.key: it.value.string_value or it.value.int_value for it in span.attributes}
            ids = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
            yield Seen(span.name, named["service.name"], span.kind, *ids, failed=span.status.code == 2, about=about)
