"""What Chronos itself answers to: /help, /cancel and /status."""

from collections.abc import Callable
from datetime import datetime

from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.help import found_text, help_text, lines
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard, State, worst_of
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import Text, text
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.util.clock import Clock

commands = CommandGroup("chronos", area="mojo")

REASONS_SCOPE = "status:read"
"""Reasons and cures are written for whoever runs Mojo."""


@commands.command("help", scope=None, takes="word", aside=True)
async def show_help(turn: Turn) -> Reply:
    """Say what this person may do: everything, or what has to do with a word."""
    whole = help_text(turn.commands, turn.user)
    if not turn.args:
        return Reply(whole)
    translator = await turn.get(Translator)
    found = found_text(turn.commands, turn.user, turn.args, lambda line: translator.say(line, turn.language))
    return Reply(found or text("chronos-help-not-found", word=turn.args[:32], help=whole))


@commands.command("cancel", scope=None, aside=True)
async def cancel(turn: Turn) -> Reply:
    if not turn.session:
        return Reply(text("chronos-nothing-to-cancel"))
    turn.session.clear()
    return Reply(text("chronos-cancelled"))


@commands.command("status", scope=None, aside=True)
async def status(turn: Turn) -> Reply:
    entries = worst_of([*(await turn.get(HealthBoard)).snapshot(), *await _elsewhere(turn)])
    troubles = sum(entry.state is not State.HEALTHY for entry in entries)
    summary = text("chronos-status-trouble", count=troubles) if troubles else text("chronos-status-well")
    if not entries:
        return Reply(summary)
    now = (await turn.get(Clock)).now()  # type: ignore[type-abstract]  # a Protocol is the key
    said = lines(_health_line(entry, now, with_reason=turn.user.may(REASONS_SCOPE)) for entry in entries)
    return Reply(text("chronos-status", summary=summary, lines=said))


async def _elsewhere(turn: Turn) -> list[Health]:
    """Return what the other services see; nothing while the store that would know is away."""
    try:
        beats = await (await turn.get(Heartbeats)).all()  # type: ignore[type-abstract]  # a Protocol is the key
    except StoreUnavailable:
        return []
    return [entry for beat in beats for entry in beat.health]


def _health_line(entry: Health, now: datetime, *, with_reason: bool) -> Text:
    line = _STATE_LINES[entry.state](entry.name, entry.since or now)
    if entry.reason and with_reason:
        line = text("chronos-status-reason", line=line, reason=entry.reason)
    if entry.still_works and with_reason:
        line = text("chronos-status-still-works", line=line, still_works=entry.still_works)
    if entry.retry_at and entry.retry_at > now:
        line = text("chronos-status-retry", line=line, retry_at=entry.retry_at)
    if entry.quota_left is not None and with_reason:
        line = text("chronos-status-quota", line=line, left=entry.quota_left)
    return text("chronos-status-stand-in", line=line) if entry.stand_in else line


_STATE_LINES: dict[State, Callable[[str, datetime], Text]] = {
    State.HEALTHY: lambda name, since: text("chronos-status-healthy", name=name),
    State.DEGRADED: lambda name, since: text("chronos-status-degraded", name=name, since=since),
    State.DOWN: lambda name, since: text("chronos-status-down", name=name, since=since),
}
