"""The function DATETIME of Fluent, made to obey the face of the clock that a reader has chosen.

fluent-compiler knows no `hour12`, so what it is given is an instant that carries the face through it.
"""

from datetime import datetime
from typing import Any

from babel.dates import format_date, get_datetime_format
from fluent_compiler.types import FluentDateTime, fluent_date

from mojo.shared.i18n.clocks import clock_words
from mojo.shared.model.tastes import ClockFace


class FacedInstant(FluentDateTime):  # type: ignore[misc]  # fluent-compiler has no types
    """An instant whose time of day is shown on a chosen face."""

    face: ClockFace

    @classmethod
    def shown(cls, at: datetime, face: ClockFace, **options: Any) -> "FacedInstant":
        """Return `at` on `face`; options as in DATETIME."""
        made: FacedInstant = cls.from_date_time(at, **options)
        made.face = face
        return made

    def format(self, locale: Any) -> str:
        """Return the words that Fluent puts into the message."""
        if self.options.timeStyle is None:
            return str(super().format(locale))
        clock, style = clock_words(self, self.face, str(locale)), self.options.dateStyle
        if style is None:
            return clock
        joined = str(get_datetime_format(style, locale=locale)).replace("'", "")
        return joined.replace("{0}", clock).replace("{1}", format_date(self, style, locale=locale))


def spoken_instant(at: Any, **options: Any) -> Any:
    """Stand in for DATETIME in messages."""
    return FacedInstant.shown(at, at.face, **options) if isinstance(at, FacedInstant) else fluent_date(at, **options)


spoken_instant.ftl_arg_spec = fluent_date.ftl_arg_spec  # type: ignore[attr-defined]  # read by fluent-compiler
