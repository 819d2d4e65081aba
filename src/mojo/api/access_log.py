"""One line a request.

It is formatted here, since everything in it is ours and needs no redaction: the general way (a record, every value searched for
secrets) takes 13 us a line, as much as the rest of the middleware. The lines of a moment share one record, because a record for
each takes longer than the line itself.
"""

import logging
from collections import deque
from datetime import UTC, datetime
from time import time
from typing import Any

import orjson

from mojo import __version__
from mojo.shared.settings import AppName, Stage
from mojo.shared.util.ecs_fields import ECS_VERSION, FAILURE, SUCCESS, dataset_of, environment_of
from mojo.shared.util.redaction import Redactor
from mojo.shared.util.trace import Trace

EVENT = "api.request"
LINES_LIMIT = 10_000
"""How many lines wait for the writer; what comes on top goes as records of its own, which the writer counts if it drops them."""
CALL_AGAIN_S = 1.0
"""How long lines wait, at most, when the record that was to bring them was dropped."""
_LOGGER = logging.getLogger("mojo.api.access")
_RECORD = vars(logging.makeLogRecord({"name": _LOGGER.name, "levelno": logging.INFO, "levelname": "INFO", "msg": EVENT}))
_OPTIONS = orjson.OPT_UTC_Z


class AccessRecord(logging.LogRecord):
    """A record that brings the lines which are waiting when it is written."""

    def __init__(self, lines: deque[bytes], created: float) -> None:
        self.__dict__.update(_RECORD, created=created)
        self._lines = lines

    @property
    def waiting(self) -> list[bytes]:
        """The lines, which stay."""
        return list(self._lines)

    def take_lines(self) -> bytes:
        """Return the lines, which are then gone. The other end may be added to by another thread meanwhile."""
        return b"".join(self._lines.popleft() for _ in range(len(self._lines)))


class AccessLog:
    """Writes the lines as ECS."""

    def __init__(self, stage: Stage, redactor: Redactor | None = None) -> None:
        self._redactor = redactor or Redactor()
        constant = {
            "log.level": "info",
            "message": EVENT,
            "event.action": EVENT,
            "ecs.version": ECS_VERSION,
            "log.logger": _LOGGER.name,
            "service.name": AppName.API,
            "service.environment": environment_of(stage),
            "service.version": __version__,
            "event.dataset": dataset_of(AppName.API),
        }
        self._rest = b"," + orjson.dumps(constant, option=orjson.OPT_APPEND_NEWLINE)[1:]
        self._lines: deque[bytes] = deque()
        self._called_at = 0.0

    def request_id(self, given: str, trace: Trace) -> str:
        """Return a request's id as it may be logged: the one thing in a line that its client may have chosen."""
        return given if given is trace.trace_id else self._redactor.text(given)

    def write(self, trace: Trace, route: str | None, status: int, fields: dict[str, Any]) -> None:
        """Write a line with `fields`, which are ECS's names and hold nothing that a client made up.

        `url.path` is the route's template: what stands in a path's variables may be a person's id or the key of a hook.
        """
        if not _LOGGER.isEnabledFor(logging.INFO):
            return
        now = time()
        line = {
            "@timestamp": datetime.fromtimestamp(now, UTC),
            "trace.id": trace.trace_id,
            "span.id": trace.span_id,
            "url.path": route,
            "http.response.status_code": status,
            "event.outcome": FAILURE if status >= 500 else SUCCESS,
            **fields,
        }
        self._hand_on(orjson.dumps(line, option=_OPTIONS)[:-1] + self._rest, now)

    def _hand_on(self, line: bytes, now: float) -> None:
        if len(self._lines) >= LINES_LIMIT:
            _LOGGER.handle(AccessRecord(deque([line]), now))
            return
        self._lines.append(line)
        if len(self._lines) == 1 or now - self._called_at >= CALL_AGAIN_S:
            self._called_at = now
            _LOGGER.handle(AccessRecord(self._lines, now))
