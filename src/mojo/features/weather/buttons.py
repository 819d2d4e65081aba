"""What the buttons of weather carry."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.shared.model.buttons import ButtonData

HERE = "-"
"""In the place of a kept place: wherever the person is."""


@dataclass(frozen=True)
class ShowWeather(ButtonData):
    """The weather at a kept place."""

    prefix: ClassVar[str] = "wx"
    place: str


@dataclass(frozen=True)
class ShowView(ButtonData):
    """Something else about a kept place."""

    prefix: ClassVar[str] = "wv"
    place: str
    view: str


@dataclass(frozen=True)
class OfferReport(ButtonData):
    """The choice of times for a report about a kept place."""

    prefix: ClassVar[str] = "wo"
    place: str


@dataclass(frozen=True)
class SetReport(ButtonData):
    """One of those times, as a phrase."""

    prefix: ClassVar[str] = "wr"
    place: str
    phrase: str


@dataclass(frozen=True)
class OfferWatches(ButtonData):
    """The choice of what to be told of at a kept place."""

    prefix: ClassVar[str] = "wa"
    place: str


@dataclass(frozen=True)
class ToggleWatch(ButtonData):
    """One of those kinds, on or off."""

    prefix: ClassVar[str] = "wt"
    place: str
    kind: str
