"""Steps of stories to an OpenTelemetry collector, as spans (ADR 0047).

They wait in a bounded queue and leave from a thread of the SDK's own: a collector that is away, slow or a black hole costs spans,
which are counted, and nothing else.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mojo import __version__
from mojo.shared.errors import ConfigurationError
from mojo.shared.metrics import counter
from mojo.shared.settings import Settings
from mojo.shared.tracing.settings import TracingSettings
from mojo.shared.util.ecs_fields import environment_of
from mojo.shared.util.steps import Step, listen

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

QUEUE_LIMIT = 2048
"""Spans that wait, at most."""
BATCH = 512
EVERY_S = 2.0
TIMEOUT_S = 5.0
"""For one batch, trying again included."""
STOP_WITHIN_S = 2.0

log = logging.getLogger("mojo.tracing")
_spans = counter("mojo_trace_spans_total", "Steps told to OpenTelemetry's collector, by what became of them.", "outcome")


class Export:
    """Listens to steps and sends them on."""

    def __init__(self, settings: TracingSettings, stage: str, process: str) -> None:
        """Begin; `process` is the service of steps that name none. Raises ConfigurationError without the libraries."""
        try:
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError:
            raise ConfigurationError(
                "OTEL_EXPORTER_OTLP_ENDPOINT needs OpenTelemetry. Cure: make extras, or pip install 'mojo[otel]'."
            ) from None
        self._environment = environment_of(stage)
        self._process = process
        self._resource = lru_cache(maxsize=16)(self._resource_of)
        self._ways = _Ways(_otlp(settings))
        options = {"max_queue_size": QUEUE_LIMIT, "max_export_batch_size": BATCH, "schedule_delay_millis": EVERY_S * 1000}
        self._processor = BatchSpanProcessor(self._ways, **options)  # type: ignore[arg-type]
        self._told = 0

    def tell(self, step: Step) -> None:
        """Queue a step, or drop and count it. Never waits, never raises."""
        if self._told - self._ways.done >= QUEUE_LIMIT:
            _spans.labels("dropped").inc()
            return
        self._told += 1
        self._processor.on_end(self._span(step))

    def close(self) -> None:
        """Send what waits, for STOP_WITHIN_S at most; then it is given up."""
        ending = threading.Thread(target=self._processor.shutdown, daemon=True, name="tracing-end")
        ending.start()
        ending.join(STOP_WITHIN_S)
        if ending.is_alive():
            self._ways.shutdown()

    def _span(self, step: Step) -> "ReadableSpan":
        from opentelemetry.sdk.trace import ReadableSpan
        from opentelemetry.sdk.util.instrumentation import InstrumentationScope
        from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

        def context(span_id: str) -> SpanContext:
            return SpanContext(int(step.trace.trace_id, 16), int(span_id, 16), is_remote=False, trace_flags=TraceFlags(1))

        return ReadableSpan(
            name=step.name,
            context=context(step.trace.span_id),
            parent=context(step.trace.parent_id) if step.trace.parent_id else None,
            resource=self._resource(step.service or self._process),
            attributes=step.about,
            kind=SpanKind[step.kind.name],
            status=Status(StatusCode.ERROR if step.failed else StatusCode.UNSET),
            start_time=step.ended_ns - step.took_ns,
            end_time=step.ended_ns,
            instrumentation_scope=InstrumentationScope("mojo", __version__),
        )

    def _resource_of(self, service: str) -> Any:
        from opentelemetry.sdk.resources import Resource

        named = {"service.namespace": "mojo", "service.name": service, "service.version": __version__}
        return Resource({**named, "deployment.environment.name": self._environment})


class _Ways:
    """An exporter that counts what became of the spans and says once that they do not arrive."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter
        self._failing = False
        self.done = 0

    def export(self, spans: "Sequence[ReadableSpan]") -> Any:
        """Send a batch; what does not arrive is lost."""
        from opentelemetry.sdk.trace.export import SpanExportResult

        try:
            result = self._exporter.export(spans)
        except Exception as error:  # whatever a library makes of a strange answer
            result = SpanExportResult.FAILURE
            log.debug("tracing.export_broke", exc_info=error)
        arrived = result is SpanExportResult.SUCCESS
        _spans.labels("sent" if arrived else "lost").inc(len(spans))
        if arrived is self._failing:
            self._failing = not arrived
            log.log(logging.INFO if arrived else logging.WARNING, "tracing.recovered" if arrived else "tracing.not_taken")
        self.done += len(spans)
        return result

    def shutdown(self) -> None:
        """End, and any attempt that is under way."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """There is nothing here to flush."""
        return True


def _otlp(settings: TracingSettings) -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # it would tell of every batch, and name the URL
    return OTLPSpanExporter(f"{settings.endpoint}/v1/traces", headers=settings.named_headers(), timeout=TIMEOUT_S)


@contextmanager
def tracing(settings: Settings, service: str) -> Iterator[None]:
    """Send the steps of the block to the collector, if one is set. Raises ConfigurationError."""
    collector = settings[TracingSettings]
    if not collector.endpoint:
        yield
        return
    export = Export(collector, settings.core.stage, service)
    listen(export.tell)
    try:
        yield
    finally:
        listen(None)
        export.close()
