"""What somebody is to Mojo: what a program is told, and what may be changed."""

import unicodedata
from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mojo.shared.model.people import QuietHours
from mojo.shared.model.tastes import ClockFace, Units, WindUnit

NAME_LIMIT = 64
"""Longer names are cut, so that a greeting stays one."""

_TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks and overrides of direction (UAX #9): one left open would turn the words around the name."""


def shown_name(name: str) -> str:
    """Return `name` on one line, not endless, and without characters that would change the text around it; may be empty."""
    kept = (" " if character.isspace() else character for character in name if character not in _TURNS_TEXT)
    visible = "".join(character for character in kept if unicodedata.category(character) not in ("Cc", "Cs"))
    return " ".join(visible.split())[:NAME_LIMIT].strip()


def _name(name: str) -> str:
    shown = shown_name(name)
    if not shown:
        raise ValueError("must have something to show")
    return shown


def _minute(at: time) -> time:
    if at.second or at.microsecond or at.tzinfo is not None:
        raise ValueError("must be a time of day such as 07:30, on the person's own clock")
    return at


Minute = Annotated[time, AfterValidator(_minute)]


class Quiet(BaseModel):
    """Hours without messages that can wait."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: Minute
    end: Minute

    @model_validator(mode="after")
    def _is_a_span(self) -> "Quiet":
        if self.start == self.end:
            raise ValueError("start and end must differ")
        return self


class ProfileChange(BaseModel):
    """What to change; what is left out stays. `null` lets `language` follow Telegram, `clock` what is usual in
    the language and `wind` the units, and switches the last two off."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=256), AfterValidator(_name)] = ""
    language: str | None = Field(default=None, max_length=35)
    timezone: str = Field(default="", max_length=64)
    units: Units = Units.METRIC
    clock: ClockFace | None = None
    wind: WindUnit | None = None
    quiet_hours: Quiet | None = None
    morning_report_at: Minute | None = None


class Me(BaseModel):
    """Who a token stands for, and what it may do. Of a program that stands for no person there is only the name."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    name: str
    scopes: list[str]
    role: str | None = None
    language: str | None = None
    """The one they are spoken to in."""
    timezone: str | None = None
    units: Units | None = None
    clock: ClockFace | None = None
    wind: WindUnit | None = None
    """These two are the ones they are told in, chosen or usual."""
    quiet_hours: QuietHours | None = None
    morning_report_at: time | None = None
    created_at: datetime | None = None
