"""Checks log lines against the Elastic Common Schema: names, types, and what every line must have.

`fields.json` is made by `tools/ecs_fields.py`. `tests/conftest.py` lets every line of the whole run pass through here: those of
this process as they are logged, those of processes that tests start from the files they leave.
"""

import json
import logging
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from mojo import __version__
from mojo.api.access_log import AccessRecord
from mojo.shared.util.ecs import EcsFormatter, Origin, prepare
from mojo.shared.util.redaction import Redactor

_SOURCE: dict[str, Any] = json.loads((Path(__file__).parent / "fields.json").read_text())
VERSION: str = _SOURCE["version"]
TYPES: dict[str, str] = {
    name: kind for kinds in _SOURCE["fields"].values() for kind, names in kinds.items() for name in names.split()
}
"""The type of each field of the schema."""
REQUIRED = (
    *("@timestamp", "message", "log.level", "log.logger", "ecs.version", "event.dataset"),
    *("service.name", "service.environment", "service.version"),
)


def _is_date(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).utcoffset() is not None


def _is_ip(value: object) -> bool:
    return isinstance(value, str) and bool(ip_address(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


CHECKS: Mapping[str, Callable[[object], bool]] = {
    "keyword": _is_text,
    "constant_keyword": _is_text,
    "wildcard": _is_text,
    "match_only_text": _is_text,
    "date": _is_date,
    "ip": _is_ip,
    "long": _is_whole,
    "integer": _is_whole,
    "float": _is_number,
    "boolean": lambda value: isinstance(value, bool),
}


def faults(line: bytes | str) -> Iterator[str]:
    """Yield what is wrong with one line."""
    try:
        fields = json.loads(line)
    except ValueError:
        yield "is no JSON"
        return
    yield from (f"lacks {name}" for name in REQUIRED if name not in fields)
    if fields.get("ecs.version") != VERSION:
        yield f"ecs.version is {fields.get('ecs.version')}"
    for name, value in fields.items():
        if name == "labels":
            yield from _label_faults(value)
        elif name not in TYPES:
            yield f"{name} is no field of ECS {VERSION}"
        elif value is not None and not _fits(TYPES[name], value):
            yield f"{name} is no {TYPES[name]}: {value!r}"


def _fits(kind: str, value: object) -> bool:
    try:
        return CHECKS[kind](value)
    except ValueError:
        return False


def _label_faults(labels: Any) -> Iterator[str]:
    """Labels are flat, and their names have no dots."""
    for name, value in labels.items():
        if "." in name:
            yield f"label {name} has a dot"
        for inner in value if isinstance(value, list) else [value]:
            if not isinstance(inner, str | int | float | bool | None):
                yield f"label {name} is nested: {inner!r}"


class EcsChecker(logging.Handler):
    """Formats every record that reaches the root logger as Mojo would, and keeps what is wrong with the lines."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.faults: list[str] = []
        self.lines = 0
        self._formatter = EcsFormatter(Origin("mojo", "DEV", __version__), Redactor())
        self._files: dict[Path, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record, AccessRecord):
            for line in record.waiting[-1:]:
                self._check(line, record.name)
            return
        copy = logging.makeLogRecord(record.__dict__)
        prepare(copy)
        self._check(self._formatter.line(copy), record.name)

    def check_files(self, folder: Path) -> None:
        """Check the log files below `folder` that were not checked before."""
        for path in folder.rglob("*.json.log*"):
            if path.is_file() and path not in self._files:
                self._files[path] = 1
                for line in path.read_bytes().splitlines(keepends=True):
                    if line.endswith(b"\n"):  # a process that was killed may have left half a line
                        self._check(line, str(path))

    def taken(self) -> list[str]:
        """Return what was wrong since the last call."""
        found, self.faults = self.faults, []
        return found

    def _check(self, line: bytes, source: str) -> None:
        self.lines += 1
        self.faults += [f"{source}: {fault}" for fault in faults(line)]
