"""The fields of log lines, as the Elastic Common Schema 9.4 names and types them, and how the seed's own names become them.

Schema: https://www.elastic.co/docs/reference/ecs/ecs-field-reference. The index template that `mojo logs setup` writes is made
from this table, so what a line holds and what Elasticsearch expects cannot part.
"""

from collections.abc import Mapping
from typing import Any

ECS_VERSION = "9.4.0"

FIELDS: Mapping[str, str] = {
    "@timestamp": "date",
    "message": "match_only_text",
    "ecs.version": "keyword",
    "log.level": "keyword",
    "log.logger": "keyword",
    "service.name": "keyword",
    "service.environment": "keyword",
    "service.version": "keyword",
    "event.dataset": "keyword",
    "event.action": "keyword",
    "event.outcome": "keyword",
    "event.duration": "long",
    "trace.id": "keyword",
    "span.id": "keyword",
    "http.request.method": "keyword",
    "http.request.id": "keyword",
    "http.response.status_code": "long",
    "url.domain": "keyword",
    "url.path": "wildcard",
    "client.ip": "ip",
    "user.id": "keyword",
    "error.type": "keyword",
    "error.code": "keyword",
    "error.message": "match_only_text",
    "error.stack_trace": "wildcard",
    "process.pid": "long",
}
"""Every field but `labels`, whose values are keywords, whatever their names."""

FAILURE, SUCCESS = "failure", "success"
_OUTCOMES = (FAILURE, SUCCESS, "unknown")
_RENAMED = {"user_id": "user.id", "error_code": "error.code", "code": "error.code", "trace_id": "trace.id"}
_SCALARS = (str, bool, int, float)


def dataset_of(service: str) -> str:
    """Return the data set of a service's lines, which is also the middle of its data stream's name."""
    return f"mojo.{service}"


def environment_of(stage: str) -> str:
    """Return the stage as a data stream's name can hold it: those are in lower case."""
    return stage.lower()


def place(fields: dict[str, Any], key: str, value: Any) -> None:
    """Put what a caller gave as `extra` where it belongs: in a field of the schema, or under `labels`.

    `duration_ms` becomes `event.duration`, which is in nanoseconds; `user_id` and `error_code` get their field's name.
    """
    if key in FIELDS:
        fields[key] = value
    elif key in _RENAMED:
        fields[_RENAMED[key]] = None if value is None else str(value)
    elif key == "duration_ms" and isinstance(value, int | float):
        fields["event.duration"] = round(value * 1_000_000)
    elif key == "outcome" and value in _OUTCOMES:
        fields["event.outcome"] = value
    else:
        _label(fields.setdefault("labels", {}), key.replace(".", "_"), value)


def _label(labels: dict[str, Any], key: str, value: Any) -> None:
    """Labels are flat: what is nested gets its place's name, and what is nested in a list becomes text."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _label(labels, f"{key}_{name}".replace(".", "_"), inner)
    elif isinstance(value, list):
        labels[key] = [inner if isinstance(inner, _SCALARS) else str(inner) for inner in value]
    else:
        labels[key] = value
