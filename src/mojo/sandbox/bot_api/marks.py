"""What both parse modes have in common: text that is being read, and the marks open in it."""

from dataclasses import dataclass, field

from mojo.sandbox.entities import utf16_length
from mojo.sandbox.store import Json


class BadMarkup(Exception):
    """The text breaks the rules of its parse mode."""


@dataclass
class Mark:
    """A mark that is open: `name` is its tag or its kind in words, `at` where it stood in the source."""

    kind: str
    name: str
    at: int
    start: int = 0
    more: dict[str, str] = field(default_factory=dict)


@dataclass
class Marked:
    """The text so far without its marks, and what they marked."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[Mark] = field(default_factory=list)

    def begin(self, mark: Mark) -> None:
        """Open a mark here."""
        mark.start = len(self.text)
        self.open.append(mark)

    def end(self) -> Mark:
        """Close the innermost mark."""
        mark = self.open.pop()
        self.mark(mark.kind, mark.start, mark.more)
        return mark

    def mark(self, kind: str, start: int, more: dict[str, str]) -> None:
        """Mark what was read since `start`."""
        if kind and len(self.text) > start:
            offset = utf16_length(self.text[:start])
            self.entities.append({"type": kind, "offset": offset, "length": utf16_length(self.text[start:]), **more})


def byte_offset(text: str, at: int) -> int:
    """Return a position as Telegram names it in its refusals."""
    return len(text[:at].encode("utf-8", "surrogatepass"))
