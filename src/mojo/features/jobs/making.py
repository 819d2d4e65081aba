"""How people write what a schedule is to do: when, and with which parameters."""

import re

import orjson

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Cron, Interval, Payload, Trigger

_INTERVAL = re.compile(r"([1-9]\d{0,5}) ?([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
NONE = frozenset({"-", "–", "{}"})
"""What says that there are no parameters."""


def trigger_of(words: str) -> Trigger:
    """Read `90s`, `15m`, `2h` or `1d` as an interval, all else as a crontab line, which is not checked here."""
    if found := _INTERVAL.fullmatch(words.strip().lower()):
        return Interval(every_s=int(found[1]) * _SECONDS[found[2]])
    return Cron(expression=words.strip()[:200])


def payload_of(words: str) -> Payload:
    """Read a JSON object, or a dash as none. Raises InvalidInput."""
    if words.strip() in NONE:
        return {}
    try:
        told = orjson.loads(words)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise InvalidInput("payload: must be a JSON object.", field="payload")
    return told
