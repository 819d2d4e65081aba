"""What is wrong, in words."""

from datetime import datetime

from mojo.features.watch.conditions import BY_CAUSE
from mojo.features.watch.model import ConditionView, Sighting, Standing, Trouble, WatchView
from mojo.shared.model.text import Text, text

SIGNS = {
    Standing.OK: "✅",
    Standing.UNKNOWN: "❔",
    Standing.PENDING: "⏳",
    Standing.OPEN: "⚠️",
    Standing.ENDING: "🌤",
}


def what_text(cause: str, subject: str, figure: float | None, words: str) -> Text:
    """Say what is wrong."""
    if cause not in BY_CAUSE:
        return text("watch-foreign", name=cause, words=words or subject or cause)
    rounded = round(figure or 0.0, 1 if (figure or 0.0) < 10 else 0)
    return Text(f"watch-{cause.replace('_', '-')}", {"subject": subject or cause, "figure": rounded})


def began_text(seen: Sighting) -> Text:
    """Say that something is wrong, and what to do about it."""
    what = what_text(seen.cause, seen.subject, seen.figure, seen.words)
    if seen.cause not in BY_CAUSE:
        return text("watch-began", what=what)
    return text("watch-began-cure", what=what, cure=Text(f"watch-cure-{seen.cause.replace('_', '-')}"))


def still_text(trouble: Trouble, now: datetime) -> Text:
    """Say that it goes on."""
    return text("watch-still", what=_what(trouble), lasted=_lasted(trouble, now))


def ended_text(trouble: Trouble, now: datetime) -> Text:
    """Say that it is over."""
    return text("watch-ended", what=_what(trouble), lasted=_lasted(trouble, trouble.well_since or now))


def view_text(view: WatchView) -> Text:
    """Say how everything stands that is watched: first what is wrong, then how much is well."""
    told = [one for one in view.conditions if one.standing is not Standing.OK and (view.looked_at or one.since)]
    said = _summary(view)
    for one in told:
        said = text("watch-line", before=said, sign=SIGNS[one.standing], what=_view(one), state=_state(one))
    return text("watch-stale", before=said) if view.stale and view.looked_at else said


def _summary(view: WatchView) -> Text:
    """Say how much is wrong and how much well; what cannot be told is neither."""
    well = sum(one.standing is Standing.OK for one in view.conditions)
    wrong = sum(one.standing not in (Standing.OK, Standing.UNKNOWN) for one in view.conditions)
    if wrong:
        return text("watch-some-wrong", count=wrong, well=well)
    return text("watch-all-well", count=well) if view.looked_at else text("watch-not-yet")


def _view(one: ConditionView) -> Text:
    if one.standing is Standing.UNKNOWN:
        return Text(f"watch-name-{one.cause.replace('_', '-')}")
    return what_text(one.cause, one.subject, one.figure, one.words)


def _state(one: ConditionView) -> Text:
    if one.acknowledged:
        return text("watch-state-acknowledged")
    if one.since is None:
        return Text(f"watch-state-{one.standing.value}")
    return Text(f"watch-state-{one.standing.value}", {"since": one.since})


def _what(trouble: Trouble) -> Text:
    seen = trouble.seen
    return what_text(seen.cause, seen.subject, seen.figure, seen.words)


def _lasted(trouble: Trouble, until: datetime) -> Text:
    """Say for how long, in the largest unit of which there are two."""
    minutes = max(1, round((until - trouble.since).total_seconds() / 60))
    if minutes < 120:
        return text("watch-minutes", count=minutes)
    return text("watch-hours", count=round(minutes / 60)) if minutes < 2880 else text("watch-days", count=round(minutes / 1440))
