"""Log records as lines: one JSON object for machines, one readable line for people.

Fields: see `ecs_fields.py`.
"""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
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
_ACTION = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
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
        if isinstance(record.args, tuple):
            record.args = tuple(message_of(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
        return record.getMessage()
    except Exception as error:  # a wrong format must not break the one who logs
        return f"{record.msg} (arguments do not fit: {type(error).__name__})"


def _strike(record: logging.LogRecord, confided: Confided) -> None:
    """Take out of the record what people have entrusted to us; names of events, ids and numbers stay."""
    if not _ACTION.fullmatch(record.message):
        record.message = confided.strike(record.message)
    for key, value in extras(record).items():
        if key in _TOLD and value is not None:
            setattr(record, key, confided.strike(str(value)))


def extras(record: logging.LogRecord) -> dict[str, Any]:
    """Return what the caller gave as `extra`: it stands behind what every record has, which was set first."""
    return {key: value for key, value in islice(record.__dict__.items(), _FIRST, None) if key not in _OWN}


class EcsFormatter:
    """One JSON object a line. A key in `extra` that is a field of ECS stays one; any other becomes a label."""

    def __init__(self, origin: Origin, redactor: Redactor) -> None:
        self._origin = origin
        self._redactor = redactor
        self._constant = lru_cache(maxsize=256)(self._constant_of)

    def line(self, record: logging.LogRecord) -> bytes:
        """Return the record, prepared before, as one line of JSON with its newline; or the lines that the record brings."""
        take_lines: Callable[[], bytes] | None = getattr(record, "take_lines", None)
        if take_lines is not None:
            return take_lines()
        fields = self._constant(record.name, record.levelname).copy()
        fields["@timestamp"] = datetime.fromtimestamp(record.created, UTC)
        fields["message"] = message = self._redactor.text(record.message)
        if _ACTION.fullmatch(message):
            fields["event.action"] = message
        self._add_trace(fields, record)
        self._add_error(fields, record)
        self._add_extras(fields, record)
        return _dump(fields)

    def _constant_of(self, logger: str, level: str) -> dict[str, Any]:
        """Return what all lines of a logger and level have in common."""
        service = self._origin.service_of(logger)
        return {
            "@timestamp": None,
            "log.level": level.lower(),
            "message": "",
            "ecs.version": ECS_VERSION,
            "log.logger": logger,
            "service.name": service,
            "service.environment": environment_of(self._origin.stage),
            "service.version": self._origin.version,
            "event.dataset": dataset_of(service),
        }

    def _add_trace(self, fields: dict[str, Any], record: logging.LogRecord) -> None:
        if trace := getattr(record, "trace", None):
            fields["trace.id"] = trace.trace_id
            fields["span.id"] = trace.span_id

    def _add_error(self, fields: dict[str, Any], record: logging.LogRecord) -> None:
        if kind := getattr(record, "error_type", None):
            fields["error.type"] = kind
            fields["error.message"] = self._redactor.text(record.__dict__["error_message"])
            fields["error.stack_trace"] = self._redactor.text(record.__dict__["error_text"])

    def _add_extras(self, fields: dict[str, Any], record: logging.LogRecord) -> None:
        for key, value in extras(record).items():
            place(fields, key, self._redactor.value(key, value))
        if "event.outcome" not in fields:
            if "error.type" in fields or record.levelno >= logging.ERROR:
                fields["event.outcome"] = FAILURE
            elif "event.duration" in fields:
                fields["event.outcome"] = SUCCESS


def _dump(fields: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
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
        values = {key: self._redactor.value(key, value) for key, value in extras(record).items()}
        if trace := getattr(record, "trace", None):
            values["reference"] = trace.reference
        rest = self._paint("2", "".join(f"  {key}={value}" for key, value in values.items()))
        error = self._redactor.text(getattr(record, "error_text", ""))
        message = self._redactor.text(record.message).replace("\n", "\\n")  # one record cannot pass for two
        text = f"{at} {level} {service} {message}{rest}\n{error}"
        return text.encode("utf-8", "backslashreplace")

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._coloured and text else text
