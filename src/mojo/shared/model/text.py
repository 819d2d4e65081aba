"""Something to say, not yet in any language.

Services, commands and jobs speak in `Text`; the door that delivers it translates it into the language of whoever reads it.
So one piece of code serves five languages, tests compare ids, and a message that waited is still delivered in the language
its reader has chosen since.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

Arg: TypeAlias = "str | int | float | datetime | time | Text"


@dataclass(frozen=True, slots=True)
class Text:
    """A Fluent message id and its arguments; an argument may itself be a `Text`, or a time of day on nobody's calendar."""

    id: str
    args: dict[str, Arg] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the form in which a message waits in a queue."""
        return {"id": self.id, "args": {name: _arg_to_json(value) for name, value in self.args.items()}}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Text":
        """Read what `to_json` wrote."""
        return cls(stored["id"], {name: _arg_from_json(value) for name, value in stored["args"].items()})


def text(id: str, **args: Arg) -> Text:
    """Say `id`: `text("weather-now", place="Lisbon", temperature_c=18.0)`."""
    return Text(id, args)


def _arg_to_json(value: Arg) -> Any:
    if isinstance(value, Text):
        return {"text": value.to_json()}
    if isinstance(value, datetime):
        return {"at": value.isoformat(), "zone": getattr(value.tzinfo, "key", None)}
    if isinstance(value, time):
        return {"clock": value.isoformat()}
    return value


def _arg_from_json(value: Any) -> Arg:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]  # JSON scalars are args as they are
    if "text" in value:
        return Text.from_json(value["text"])
    if "clock" in value:
        return time.fromisoformat(value["clock"])
    at = datetime.fromisoformat(value["at"])
    return at.astimezone(ZoneInfo(value["zone"])) if value["zone"] else at
