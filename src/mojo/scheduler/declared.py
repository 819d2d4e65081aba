"""The schedules that are declared: by jobs in the code (`every=`) and by the operator in `mojo.yaml`.

schedules:
  morning:
    job: weather.morning_report
    cron: "30 7 * * 1-5"          # or `every_s: 900`, `at: 2026-12-24T18:00:00`, `calendar: {rule: ..., start: ...}`
    timezone: Europe/Berlin
    payload: {place: Lisbon}
    policy: {max_attempts: 5, overlap: skip}
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from mojo.scheduler.registry import JobRegistry
from mojo.shared.errors import ConfigurationError, MojoException
from mojo.shared.model.schedules import Origin, Schedule
from mojo.shared.queue.triggers import firings_of

DEFAULT = Path("mojo.yaml")
MAX_BYTES = 1_000_000

_TRIGGERS = {
    "cron": ("cron", "expression"),
    "every_s": ("interval", "every_s"),
    "at": ("once", "at"),
    "calendar": ("calendar", ""),
}
"""Word in the file -> kind of trigger, and its only field; a calendar has two."""

_ALLOWED = Schedule.model_fields.keys() - {"id", "trigger", "origin", "paused", "paused_until", "changed_at"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is stored otherwise than it is declared."""

    kind: str
    """`+` declared and not stored, `-` stored and declared no more, `~` both, but not the same."""
    id: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}{f': {self.detail}' if self.detail else ''}"


def declared_schedules(jobs: JobRegistry, config: Path) -> list[Schedule]:
    """Return what the code and the file at `config` declare. Raises ConfigurationError naming every problem with the file."""
    from_code = jobs.declared()
    from_file = read_file(config, jobs) if config.exists() or config != DEFAULT else []
    twice = {schedule.id for schedule in from_code} & {schedule.id for schedule in from_file}
    if twice:
        raise _unusable(config, [f"schedules.{id}: a feature declares it already; choose another name" for id in sorted(twice)])
    return [*from_code, *from_file]


def read_file(path: Path, jobs: JobRegistry) -> list[Schedule]:
    """Return the schedules in the file. Raises ConfigurationError naming every problem."""
    problems: list[str] = []
    entries = _entries(path, problems)
    found = [schedule for id, entry in entries.items() if (schedule := _schedule(str(id), entry, jobs, problems))]
    if problems:
        raise _unusable(path, problems)
    return found


def differences(stored: Iterable[Schedule], declared: Iterable[Schedule]) -> list[Difference]:
    """Return how what is stored differs from what is declared, by id; what people made is no difference."""
    known, wanted = {schedule.id: schedule for schedule in stored}, {schedule.id: schedule for schedule in declared}
    return list(_differences(known, wanted))


def _differences(known: dict[str, Schedule], wanted: dict[str, Schedule]) -> Iterator[Difference]:
    for id in sorted(known.keys() | wanted.keys()):
        if id not in wanted:
            if known[id].origin is Origin.FILE:
                yield Difference("-", id)
        elif id not in known:
            yield Difference("+", id)
        elif fields := _changed_fields(known[id], wanted[id]):
            yield Difference("~", id, ", ".join(fields))


def _changed_fields(stored: Schedule, declared: Schedule) -> list[str]:
    """Return which fields differ, but for what people may do to a declared schedule: pause it."""
    names = type(stored).model_fields.keys() - {"paused", "paused_until", "changed_at"}
    return sorted(name for name in names if getattr(stored, name) != getattr(declared, name))


def _entries(path: Path, problems: list[str]) -> dict[Any, Any]:
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        document = yaml.safe_load(text) if len(text) <= MAX_BYTES else None
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, [f"cannot be read ({type(error).__name__}); MOJO_CONFIG says where it is"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        raise _unusable(path, [f"{where}: this is no YAML"]) from None
    entries = document.get("schedules", {}) if isinstance(document, dict) else {} if document is None else None
    if isinstance(document, dict):
        problems += [f"{name}: is not known; only `schedules` is" for name in document if name != "schedules"]
    if not isinstance(entries, dict):
        problems.append("schedules: must be a mapping from names to schedules")
        return {}
    return entries


def _schedule(id: str, entry: Any, jobs: JobRegistry, problems: list[str]) -> Schedule | None:
    """Return one schedule, or None after noting what is wrong with it."""
    where = f"schedules.{id}"
    if not isinstance(entry, dict):
        problems.append(f"{where}: must be a mapping with `job` and a trigger")
        return None
    triggers = [name for name in _TRIGGERS if name in entry]
    wrong = [f"{where}.{name}: is not known" for name in entry if name not in _ALLOWED and name not in _TRIGGERS]
    if len(triggers) != 1:
        wrong.append(f"{where}: needs exactly one of {', '.join(_TRIGGERS)}")
    if wrong:
        problems += wrong
        return None
    fields = {name: value for name, value in entry.items() if name in _ALLOWED}
    try:
        schedule = Schedule.model_validate({**fields, "id": id, "trigger": _trigger(triggers[0], entry), "origin": Origin.FILE})
        firings_of(schedule)
        payload = orjson.loads(orjson.dumps(schedule.payload))  # YAML has dates, JSON has not
        return schedule.model_copy(update={"payload": jobs.checked(schedule.job, payload)})
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
        problems += [f"{where}.{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in details]
    except (MojoException, TypeError) as error:  # TypeError: not even that became JSON
        problems.append(f"{where}: {error}")
    return None


def _trigger(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    kind, field = _TRIGGERS[name]
    value = entry[name]
    return {"kind": kind, field: value} if field else {"kind": kind, **(value if isinstance(value, dict) else {"rule": value})}


def _unusable(path: Path, problems: list[str]) -> ConfigurationError:
    return ConfigurationError(f"{path} cannot be used:\n" + "\n".join(f"  - {problem}" for problem in problems))
