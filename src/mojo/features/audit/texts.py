"""The audit log in human words. What an action is called stands as `audited-<area>-<verb>`."""

from collections.abc import Mapping
from functools import reduce

from mojo.shared.i18n.translator import Translator
from mojo.shared.model.audit import STRANGER, AuditEntry, AuditOutcome
from mojo.shared.model.people import Door
from mojo.shared.model.text import Text, text

_THING_LIMIT = 40

_DOORS = {
    Door.API: text("audit-door-api"),
    Door.CHRONOS: text("audit-door-chronos"),
    Door.SCHEDULER: text("audit-door-scheduler"),
    Door.SHELL: text("audit-door-shell"),
}
_OUTCOMES = {AuditOutcome.DENIED: "audit-denied", AuditOutcome.FAILED: "audit-failed"}


def page_text(entries: list[AuditEntry], names: Mapping[str, str], translator: Translator) -> Text:
    """Say what happened, a line an entry; there is at least one."""
    said = (_line(entry, names, translator) for entry in entries)
    return reduce(lambda head, tail: text("chronos-lines", head=head, tail=tail), said)


def _line(entry: AuditEntry, names: Mapping[str, str], translator: Translator) -> Text:
    action = _action(entry, names, translator)
    what = Text(_OUTCOMES[entry.outcome], {"what": action}) if entry.outcome in _OUTCOMES else action
    return text("audit-line", at=entry.at, who=_who(entry.actor, names), what=what, door=_DOORS[entry.door])


def _action(entry: AuditEntry, names: Mapping[str, str], translator: Translator) -> Text:
    target = names.get(entry.target or "", (entry.target or "–")[:_THING_LIMIT])
    named = Text(f"audited-{entry.action.replace('.', '-').replace('_', '-')}", {"target": target})
    return named if translator.has(named.id) else text("audited", action=entry.action, target=target)


def _who(actor: str, names: Mapping[str, str]) -> Text | str:
    if actor == STRANGER:
        return text("audit-stranger")
    return "Mojo" if actor == "mojo" else names.get(actor, actor[:_THING_LIMIT])
