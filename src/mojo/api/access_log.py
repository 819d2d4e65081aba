"""One line a request.

It is formatted here, since everything in it is ours and needs no redaction: the general way (a record with its caller, every
value searched for secrets) takes 47 us a line, more than the rest of the middleware.
"""

import logging
from datetime import UTC, datetime
from time import time
from typing import Any

import orjson

from mojo import __version__
from mojo.shared.settings import AppName, Stage
from mojo.shared.util.ecs_fields import ECS_VERSION, FAILURE, SUCCESS, dataset_of, environment_of
from mojo.shared.util.trace import Trace

EVENT = "api.request"
_LOGGER = logging.getLogger("mojo.api.access")
_RECORD = vars(logging.makeLogRecord({"name": _LOGGER.name, "levelno": logging.INFO, "levelname": "INFO", "msg": EVENT}))
_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


class AccessRecord(logging.LogRecord):
    """A record that brings its line."""

    def __init__(self, line: bytes) -> None:
        self.__dict__.update(_RECORD, created=time(), ecs_line=line)


class AccessLog:
    """Writes the lines as ECS."""

    def __init__(self, stage: Stage) -> None:
        self._constant = {
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

    def write(self, trace: Trace, route: str | None, status: int, fields: dict[str, Any]) -> None:
        """Write a line with `fields`, which are ECS's names and hold nothing that a client made up.

        `url.path` is the route's template: what stands in a path's variables may be a person's id or the key of a hook.
        """
        if not _LOGGER.isEnabledFor(logging.INFO):
            return
        line = {
            "@timestamp": datetime.now(UTC),
            **self._constant,
            "trace.id": trace.trace_id,
            "span.id": trace.span_id,
            "url.path": route,
            "http.response.status_code": status,
            "event.outcome": FAILURE if status >= 500 else SUCCESS,
            **fields,
        }
        _LOGGER.handle(AccessRecord(orjson.dumps(line, option=_OPTIONS)))
