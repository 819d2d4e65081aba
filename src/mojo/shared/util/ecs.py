"""Log records as lines: one JSON object for machines, one readable line for people.

Fields: see `ecs_fields.py`.
"""

import json
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import orjson

from mojo.shared.util.confided import Confided, current_confided
from mojo.shared.util.ecs_fields import ECS_VERSION, FAILURE, SUCCESS, dataset_of, environment_of, place
from mojo.shared.util.redaction import Redactor
from mojo.shared.util.trace import current_trace
from mojo.shared.util.tracebacks import message_of, raw_message_of, text_of

SERVICES = ("api", "chronos", "scheduler", "sandbox")
"""Loggers below `mojo.<one of these>` speak for that service, whatever process they run in."""

_OWN = (
    frozenset(vars(logging.makeLogRecord({})))
    | {"message", "asctime", "taskName", "trace"}
    | {*("error_type", "error_message", "error_text")}
)
_FIRST = len(vars(logging.makeLogRecord({})))
_TOLD = frozenset({"reason", "detail", "problem", "said", "difference", "error"})
"""Keys in `extra` under which sentences stand."""
EVENTS_LIMIT = 1000
"""How many names of events are remembered with what belongs to them: the code has a few hundred."""
_ACTION = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
_COLOURS = {logging.DEBUG: "2", logging.INFO: "32", logging.WARNING: "33", logging.ERROR: "31", logging.CRITICAL: "1;31"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Who logs."""

    service: str
    stage: str
    version: str

    def service_of(self, logger: str) -> str:
        """Return the service that the logger speaks for."""
        area = logger.split(".", 2)[1] if logger.startswith("mojo.") else ""
        return area if area in SERVICES else self.service


def prepare(record: logging.LogRecord) -> None:
    """Settle, in the task and thread that logs, what would be gone or changed when the line is written."""
    confided = current_confided()
    record.message = _message(record)
    record.args = None
    record.trace = current_trace()
    if record.exc_info and (error := record.exc_info[1]) is not None:
        record.error_type = type(error).__name__
        record.error_message = told = message_of(error)
        record.error_text = text_of(error)
        if (raw := raw_message_of(error)) and raw in record.message:  # asyncio's, which show the failed task
            record.message = record.message.replace(raw, told)
    if confided is not None:
        _strike(record, confided)


def _message(record: logging.LogRecord) -> str:
    try:
        if isinstance(record.msg, BaseException):
            return message_of(record.msg)
        if record.args and isinstance(record.args, tuple):
            record.args = tuple(message_of(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
        return record.getMessage()
    except Exception as error:  # a wrong format must not break the one who logs
        return f"{record.msg} (arguments do not fit: {type(error).__name__})"


def _strike(record: logging.LogRecord, confided: Confided) -> None:
    """Take out of the record what people have entrusted to us; names of events, ids and numbers stay."""
    if not _ACTION.fullmatch(record.message):
        record.message = confided.strike(record.message)
    for key, value in extras(record):
        if key in _TOLD and value is not None:
            setattr(record, key, confided.strike(str(value)))


def extras(record: logging.LogRecord) -> list[tuple[str, Any]]:
    """Return what the caller gave as `extra`: it stands behind what every record has, which was set first."""
    return [item for item in islice(record.__dict__.items(), _FIRST, None) if item[0] not in _OWN]


class EcsFormatter:
    """One JSON object a line. A key in `extra` that is a field of ECS stays one; any other becomes a label."""

    def __init__(self, origin: Origin, redactor: Redactor) -> None:
        self._origin = origin
        self._redactor = redactor
        self._events: dict[tuple[str, str, str], dict[str, Any]] = {}

    def line(self, record: logging.LogRecord) -> bytes:
        """Return the record, prepared before, as one line of JSON with its newline."""
        fields = self._begun(record.name, record.levelname, record.message)
        fields["@timestamp"] = datetime.fromtimestamp(record.created, UTC)
        if trace := getattr(record, "trace", None):
            fields["trace.id"], fields["span.id"] = trace.trace_id, trace.span_id
        if hasattr(record, "error_type"):
            self._add_error(fields, record)
        self._add_extras(fields, record)
        return _dump(fields)

    def _begun(self, logger: str, level: str, message: str) -> dict[str, Any]:
        """Return what all lines of an event have in common; it is kept, but for sentences."""
        known = self._events.get((logger, level, message))
        if known is not None:
            return known.copy()
        service = self._origin.service_of(logger)
        shown = self._redactor.text(message)
        fields = {
            "@timestamp": None,
            "log.level": level.lower(),
            "message": shown,
            "ecs.version": ECS_VERSION,
            "log.logger": logger,
            "service.name": service,
            "service.environment": environment_of(self._origin.stage),
            "service.version": self._origin.version,
            "event.dataset": dataset_of(service),
        }
        if _ACTION.fullmatch(shown):
            fields["event.action"] = shown
            if len(self._events) < EVENTS_LIMIT:
                self._events[logger, level, message] = fields.copy()
        return fields

    def _add_error(self, fields: dict[str, Any], record: logging.LogRecord) -> None:
        fields["error.type"] = record.__dict__["error_type"]
        fields["error.message"] = self._redactor.text(record.__dict__["error_message"])
        fields["error.stack_trace"] = self._redactor.text(record.__dict__["error_text"])

    def _add_extras(self, fields: dict[str, Any], record: logging.LogRecord) -> None:
        shown = self._redactor.value
        for key, value in extras(record):
            place(fields, key, shown(key, value))
        if "event.outcome" not in fields:
            if "error.type" in fields or record.levelno >= logging.ERROR:
                fields["event.outcome"] = FAILURE
            elif "event.duration" in fields:
                fields["event.outcome"] = SUCCESS


def _dump(fields: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(fields, option=_OPTIONS)
    except TypeError:  # a lone surrogate or an integer over 64 bits, which JSON can hold but orjson refuses
        fields["@timestamp"] = fields["@timestamp"].isoformat()
        return json.dumps(fields, default=str).encode() + b"\n"


class PrettyFormatter:
    """One line a record for a terminal, and the traceback below it."""

    def __init__(self, origin: Origin, redactor: Redactor, coloured: bool) -> None:
        self._origin = origin
        self._redactor = redactor
        self._coloured = coloured

    def line(self, record: logging.LogRecord) -> bytes:
        """Return the record, prepared before, as text with its newline."""
        at = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        level = self._paint(_COLOURS.get(record.levelno, "0"), f"{record.levelname:<8}")
        service = self._paint("2", f"{self._origin.service_of(record.name):<10}")
        values = {key: self._redactor.value(key, value) for key, value in extras(record)}
        if trace := getattr(record, "trace", None):
            values["reference"] = trace.reference
        rest = self._paint("2", "".join(f"  {key}={value}" for key, value in values.items()))
        error = self._redactor.text(getattr(record, "error_text", ""))
        message = self._redactor.text(record.message).replace("\n", "\\n")  # one record cannot pass for two
        text = f"{at} {level} {service} {message}{rest}\n{error}"
        return text.encode("utf-8", "backslashreplace")

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._coloured and text else text
