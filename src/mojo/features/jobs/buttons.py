"""What hangs below schedules and runs in a chat."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from mojo.shared.model.buttons import Button, ButtonData
from mojo.shared.model.schedules import FINAL, Origin, Outcome, RunRecord, Schedule
from mojo.shared.model.text import text

SNOOZES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
"""How long a schedule sleeps at the press of a button."""

_LABELS = {"show": "refresh", "sure": "delete"} | {length: f"snooze-{length}" for length in SNOOZES}
"""Where a button's words are not called as what it does."""


@dataclass(frozen=True)
class OneJob(ButtonData):
    """What a button below a schedule does: show, run, pause, resume, runs, why, sure (that it is to be deleted), delete, one of
    SNOOZES, or `ask-` and a question. Names are too long for a button: see `key_of`."""

    prefix: ClassVar[str] = "job"
    action: str
    key: str


@dataclass(frozen=True)
class OneRun(ButtonData):
    """What a button below a run does: show, cancel, again, drop. Its id is too long for a button as well."""

    prefix: ClassVar[str] = "jobrun"
    action: str
    key: str


def key_of(id: str) -> str:
    """Return what stands for the schedule, or the run, in a button."""
    return hashlib.sha256(id.encode()).hexdigest()[:12]


def schedule_rows(schedule: Schedule) -> tuple[tuple[Button, ...], ...]:
    """Return what can be done with a schedule as it stands; one that is declared in code or a file is changed there."""
    rows: list[tuple[str, ...]] = [
        ("run", "resume" if schedule.paused else "pause"),
        ("runs", "why"),
        (*SNOOZES, "ask-until"),
        ("ask-when", "ask-told", "ask-options") if schedule.origin is Origin.PERSON else (),
        ("ask-run", "sure") if schedule.origin is Origin.PERSON else ("ask-run",),
        ("show",),
    ]
    key = key_of(schedule.id)
    return tuple(
        tuple(Button(text(f"jobs-button-{_LABELS.get(act, act)}"), OneJob(act, key)) for act in row) for row in rows if row
    )


def _button(act: str, schedule: Schedule) -> Button:
    return Button(text(f"jobs-button-{_LABELS.get(act, act)}"), OneJob(act, key_of(schedule.id)))


def run_button(action: str, run: RunRecord) -> OneRun:
    """Return what a button carries that does `action` with the run."""
    return OneRun(action, key_of(run.id))


def run_rows(run: RunRecord) -> tuple[tuple[Button, ...], ...]:
    """Return what can be done with a run as it stands."""
    ended = ["again", "drop"] if run.outcome is Outcome.DEAD else ["again"]
    actions = ended if run.outcome in FINAL else ["show", "cancel"]
    names = {"show": "refresh"}
    return (tuple(Button(text(f"jobs-button-{names.get(action, action)}"), run_button(action, run)) for action in actions),)
