"""Buttons below a message, and what they carry."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from mojo.shared.model.text import Text

B = TypeVar("B", bound="ButtonData")

CALLBACK_DATA_LIMIT_BYTES = 64
"""https://core.telegram.org/bots/api#inlinekeyboardbutton"""


class ButtonData:
    """What a button carries, typed. Subclass as a frozen dataclass of `str` and `int` fields with a short unique `prefix`."""

    prefix: ClassVar[str]

    def pack(self) -> str:
        """Return the callback data. Raises ValueError when it is over Telegram's 64 bytes."""
        packed = ":".join([self.prefix, *(str(getattr(self, item.name)) for item in fields(self))])  # type: ignore[arg-type]
        if len(packed.encode()) > CALLBACK_DATA_LIMIT_BYTES:
            raise ValueError(f"{type(self).__name__}: {len(packed.encode())} bytes of callback data; Telegram takes 64")
        return packed

    @classmethod
    def unpack(cls: type[B], packed: str) -> B:
        """Read what `pack` wrote. Raises ValueError for anything else: callback data can be forged."""
        kinds = fields(cls)  # type: ignore[arg-type]
        prefix, *values = packed.split(":", len(kinds))
        if prefix != cls.prefix or len(values) != len(kinds):
            raise ValueError("not this button's data")
        return cls(*(int(value) if kind.type is int else value for kind, value in zip(kinds, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Packed(ButtonData):
    """Data of a button that waited in a queue: whoever delivers it need not know its kind."""

    prefix: ClassVar[str] = ""
    packed: str

    def pack(self) -> str:
        """Return it as it was packed."""
        return self.packed


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: what it says and what it carries."""

    label: Text
    data: ButtonData

    def to_json(self) -> dict[str, Any]:
        """Return the form in which it waits in a queue. Raises ValueError when its data is too long."""
        return {"label": self.label.to_json(), "data": self.data.pack()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Button":
        """Read what `to_json` wrote."""
        return cls(Text.from_json(stored["label"]), Packed(stored["data"]))
