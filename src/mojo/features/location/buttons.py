"""What the buttons of places carry."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.shared.model.buttons import ButtonData


@dataclass(frozen=True)
class Where(ButtonData):
    """Where somebody is."""

    prefix: ClassVar[str] = "lw"
    person: str


@dataclass(frozen=True)
class Setting(ButtonData):
    """One's own settings: `what` is on, off, pause, resume, history, notice, erase or show."""

    prefix: ClassVar[str] = "ls"
    what: str
    value: int


@dataclass(frozen=True)
class Viewer(ButtonData):
    """How much somebody is told; an empty `precision` asks."""

    prefix: ClassVar[str] = "lv"
    person: str
    precision: str


@dataclass(frozen=True)
class TimedShare(ButtonData):
    """Leave to look for some minutes; no person is a link, no minutes or precision asks for them."""

    prefix: ClassVar[str] = "lt"
    person: str
    minutes: int
    precision: str


@dataclass(frozen=True)
class EndShare(ButtonData):
    """Take a share back."""

    prefix: ClassVar[str] = "le"
    share: str


@dataclass(frozen=True)
class ZoneChoice(ButtonData):
    """A zone of one's own: `radius` in metres, 0 removes it."""

    prefix: ClassVar[str] = "lz"
    zone: str
    radius: int


@dataclass(frozen=True)
class AskWatch(ButtonData):
    """Be told when somebody comes to a zone or leaves it; no zone asks for one."""

    prefix: ClassVar[str] = "la"
    person: str
    zone: str


@dataclass(frozen=True)
class AnswerWatch(ButtonData):
    """Agree (1), or not (0), that somebody is told."""

    prefix: ClassVar[str] = "lg"
    watch: str
    agreed: int


@dataclass(frozen=True)
class Day(ButtonData):
    """A day of one's history, as `YYYYMMDD`."""

    prefix: ClassVar[str] = "ld"
    day: str
