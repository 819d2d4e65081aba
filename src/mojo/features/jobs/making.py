"""How people write what a schedule is to do: when, with which parameters, and in which other ways."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

import orjson
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from mojo.features.jobs.model import Change
from mojo.shared.errors import InvalidInput
from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Calendar, Cron, Interval, Once, Payload, Trigger
from mojo.shared.run_ports import SpokenTimes
from mojo.shared.util.spans import span_s

_RULE = re.compile(r"(?:RRULE:)?(FREQ=\S+)", re.IGNORECASE)
_LINE = re.compile(r"([\w-]*)[ :=]*(.*)")
NONE = frozenset({"-", "–", "{}"})
"""What says that there are no parameters."""

OF_THE_SCHEDULE = ("timezone", "start", "end", "jitter_s", "misfire_grace_s")
OPTIONS = {name.removesuffix("_s"): name for name in (*OF_THE_SCHEDULE, *PolicyChange.model_fields)}
"""What may stand at the beginning of a line, and the field it sets: seconds are written `90s`, `15m`, `2h`, `1d`."""


class BadOption(InvalidInput):
    """A line of options that says nothing that can be set."""

    code = "jobs.bad_option"


@dataclass(frozen=True)
class Reader:
    """Reads times as one person writes them."""

    spoken: SpokenTimes
    language: str
    timezone: str
    now: datetime

    def trigger(self, words: str) -> Trigger:
        """Read `15m` as an interval, an ISO 8601 date and time, a rule (`FREQ=...`), a time in words, all else as a crontab line.

        A crontab line is not checked here. Raises InvalidInput for words that name no time to come.
        """
        words = words.strip()[:200]
        if span := span_s(words):
            return Interval(every_s=span)
        if found := _RULE.fullmatch(words):
            return Calendar(rule=found[1].upper(), start=self.now)
        with suppress(ValueError):
            return Once(at=datetime.fromisoformat(words))
        if re.fullmatch(r"@\w+|\S+(?: \S+){4,5}", words) and not re.search(r"[^\W\d_]{4}", words):
            return Cron(expression=words)
        return self.spoken.trigger(words, self.language, self.timezone) or Cron(expression=words)

    def instant(self, words: str) -> datetime | None:
        """Read one moment to come; None for all else. Raises as `trigger` does."""
        match self.trigger(words):
            case Once(at=at):
                return at
            case Interval(every_s=every_s):
                return datetime.fromtimestamp(self.now.timestamp() + every_s, self.now.tzinfo)
        return None


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


def options_of(lines: str, before: PolicyChange) -> Change:
    """Read lines such as `overlap queue` or `timeout 90s`; of the policy `before`, what no line names stays. Raises BadOption."""
    fields: dict[str, Any] = {}
    policy: dict[str, Any] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, value = _LINE.match(line).groups()  # type: ignore[union-attr]  # it matches any line
        field = OPTIONS.get(name.lower().replace("-", "_"))
        if field is None:
            raise BadOption(f"{name[:40]}: is none of the options.", field=name[:40], rule=", ".join(OPTIONS))
        (policy if field in PolicyChange.model_fields else fields)[field] = _value(field, value)
    try:
        if policy:
            fields["policy"] = PolicyChange.model_validate(before.model_dump(exclude_none=True) | policy)
        return Change.model_validate(fields)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][-1])
        raise BadOption(f"{field}: {rule_of(field)}.", field=field.removesuffix("_s"), rule=rule_of(field)) from None


def rule_of(field: str) -> str:
    """Say in signs that need no translation what a field takes: `none | last | all`, `1 … 20`, `90s, 15m, 2h, 1d`."""
    info = {**Change.model_fields, **PolicyChange.model_fields}.get(field)
    choices = [kind for kind in _kinds(info) if isinstance(kind, type) and issubclass(kind, StrEnum)]
    if choices:
        return " | ".join(choices[0])
    if field.endswith("_s"):
        return "90s, 15m, 2h, 1d"
    if field in ("start", "end"):
        return "2026-12-24T18:00"
    examples = {"timezone": "Europe/Lisbon", "retry_on": "job.timeout, …", "limit_key": "backups, …"}
    return examples.get(field, "1, 2, 3 …")


def _kinds(info: FieldInfo | None) -> tuple[Any, ...]:
    return get_args(info.annotation) if info else ()


def _value(field: str, words: str) -> Any:
    if field.endswith("_s"):
        return span_s(words) or words
    return words.replace(",", " ").split() if field == "retry_on" else words
