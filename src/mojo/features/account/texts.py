"""What Chronos says about a profile, and how it reads the times that people type."""

import re
from datetime import time

from mojo.features.account.model import Quiet
from mojo.shared.model.people import User
from mojo.shared.model.tastes import Units
from mojo.shared.model.text import Text, text

_TIME = r"(?P<h{0}>[01]?\d|2[0-3])(?:[:.](?P<m{0}>[0-5]\d))?(?:\s*(?:h|Uhr|点))?"
_AT = re.compile(_TIME.format(1), re.IGNORECASE)
_SPAN = re.compile(rf"{_TIME.format(1)}\s*(?:-|–|—|to|bis|a|до|到|至)\s*{_TIME.format(2)}", re.IGNORECASE)


_SAMPLE = time(15, 30)
"""Says best how times will look."""


def read_time(words: str) -> time | None:
    """Return the time of day that `words` are, such as `7:30`; None if they are none."""
    match = _AT.fullmatch(words.strip())
    return _time(match, 1) if match else None


def read_span(words: str) -> Quiet | None:
    """Return the hours that `words` are, such as `22:00-7`; None if they are none."""
    match = _SPAN.fullmatch(words.strip())
    if match is None or _time(match, 1) == _time(match, 2):
        return None
    return Quiet(start=_time(match, 1), end=_time(match, 2))


def profile_text(user: User, language: str, report_at: time | None) -> Text:
    """Say what is known of `user`; `language` is the name of the one they are spoken to in."""
    return text(
        "account-me",
        name=user.name,
        language=language,
        timezone=user.timezone,
        units=text("account-units-metric") if user.units is Units.METRIC else text("account-units-imperial"),
        clock=text("account-clock", sample=_SAMPLE),
        wind=Text(f"account-wind-{user.wind_unit}"),
        quiet=_quiet_text(user),
        report=text("account-report-none") if report_at is None else text("account-report-at", time=report_at),
    )


def _quiet_text(user: User) -> Text:
    hours = user.quiet_hours
    if hours is None:
        return text("account-quiet-none")
    return text("account-quiet-hours", start=hours.start, end=hours.end)


def _time(match: re.Match[str], number: int) -> time:
    return time(int(match[f"h{number}"]), int(match[f"m{number}"] or 0))
