"""What a reminder is."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from mojo.features.reminders.recurrence import check_rule

TASK_LIMIT = 500
REMINDERS_LIMIT = 200
"""How many one person may have."""
NAGS_LIMIT = 20
NAG_EVERY_MIN = 10


def _one_line(task: str) -> str:
    task = " ".join(task.split())
    if not task or not task.isprintable():
        raise ValueError("must be 1 to 500 printable characters")
    return task


Task = Annotated[str, Field(max_length=TASK_LIMIT), AfterValidator(_one_line)]
Rule = Annotated[str, Field(max_length=200), AfterValidator(check_rule)]


class When(BaseModel):
    """A time on a person's clock, once or again and again."""

    model_config = ConfigDict(frozen=True)

    start: datetime
    """First time, on the wall clock of `timezone`, without an offset."""
    rule: str | None = None
    """Recurrence (RRULE of RFC 5545, section 3.3.10); None happens once."""
    timezone: str
    """IANA name."""


class Nag(BaseModel):
    """Ask again until it is done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every_min: int = Field(default=NAG_EVERY_MIN, ge=5, le=1440, description="Minutes between two reminders, 5 to 1440.")
    times: int = Field(default=6, ge=1, le=NAGS_LIMIT, description="How often to ask again, 1 to 20.")


class Reminder(BaseModel):
    """Something a person wants to be reminded of."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    """Who is reminded."""
    by: str
    """User id of whoever made it."""
    task: str
    when: When
    nag: Nag | None = None
    uid: str | None = None
    """UID of the calendar entry it was imported from."""
    created_at: datetime
    open_since: datetime | None = None
    """When it last came due, until somebody says that it is done."""


class ReminderView(BaseModel):
    """A reminder, and when it comes next."""

    reminder: Reminder
    next_at: datetime | None
    """None when nothing is to come."""


class NewReminder(BaseModel):
    """What a program asks for: `text` as people say it, or `task` with `at` and perhaps `rule`."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(default=None, max_length=1000, description="As people say it: `tomorrow at 8 call mum`.")
    language: str = Field(default="en", pattern=r"^[a-z]{2}$", description="ISO 639-1 code of the language of `text`.")
    task: Task | None = None
    at: AwareDatetime | None = Field(default=None, description="First time, with an offset.")
    rule: Rule | None = Field(default=None, description="RRULE of RFC 5545 without DTSTART, such as FREQ=WEEKLY;BYDAY=MO.")
    timezone: str | None = Field(default=None, max_length=64, description="IANA name; the person's own if left out.")
    nag: Nag | None = None
    person: str | None = Field(default=None, max_length=64, description="User id of whom to remind; oneself if left out.")


class ReminderChange(BaseModel):
    """What is to become different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(default=None, max_length=1000, description="A new time, task or both, as people say it.")
    language: str = Field(default="en", pattern=r"^[a-z]{2}$")
    task: Task | None = None
    at: AwareDatetime | None = None
    rule: Rule | None = None
    once: bool = Field(default=False, description="Let it come once from now on, whatever its rule was.")
    nag: Nag | None = None
    nag_off: bool = Field(default=False, description="Ask only once.")


class Skipped(BaseModel):
    """An entry that was not taken over, and why."""

    model_config = ConfigDict(frozen=True)

    summary: str
    reason: str


class ImportReport(BaseModel):
    """What became of a file."""

    model_config = ConfigDict(frozen=True)

    imported: list[Reminder]
    skipped: list[Skipped]
