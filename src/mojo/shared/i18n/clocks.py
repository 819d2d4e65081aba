"""Times of day as their reader's clock shows them: what is usual in a language, or the face the reader has chosen.

Babel is imported where it is needed: who never speaks need not pay for it.
"""

from datetime import datetime, time

from mojo.shared.model.tastes import ClockFace

_SKELETONS = {ClockFace.H12: "hm", ClockFace.H24: "Hm"}
"""Of the CLDR: https://cldr.unicode.org/translation/date-time/date-time-patterns."""


def usual_face(language: str) -> ClockFace:
    """Return the face of the clocks where `language` is spoken."""
    from babel import Locale

    pattern = str(Locale.parse(language).time_formats["short"].pattern)
    return ClockFace.H12 if "h" in pattern else ClockFace.H24


def clock_words(at: datetime | time, face: ClockFace | None, language: str) -> str:
    """Return the hour and minute of `at` as they are written in `language`; None is the usual face."""
    from babel import Locale
    from babel.dates import format_time

    if face is None or face is usual_face(language):
        return format_time(at, "short", locale=language)
    pattern = Locale.parse(language).datetime_skeletons[_SKELETONS[face]]
    return format_time(at, pattern.pattern, locale=language)
