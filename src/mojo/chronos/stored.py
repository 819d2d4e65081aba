"""Rendered messages as they wait in the outbox, and back."""

from base64 import b64decode, b64encode
from typing import Any, TypeAlias

from mojo.shared.external.lazy_aiogram import methods, types

Message: TypeAlias = "methods.SendMessage | methods.SendPhoto | methods.SendDocument"

_MEDIA: dict[str, tuple[type[Any], str]] = {
    "sendPhoto": (methods.SendPhoto, "photo"),
    "sendDocument": (methods.SendDocument, "document"),
}


def to_json(message: Message) -> dict[str, Any]:
    """Return what stands in an outbox item."""
    name = type(message).__api_method__
    if name not in _MEDIA:
        return {"message": _dump(message)}
    field = _MEDIA[name][1]
    return {"method": name, "message": _dump(message, field), "file": _file_to_json(getattr(message, field))}


def from_json(stored: dict[str, Any]) -> Message:
    """Read what `to_json` wrote. Raises ValueError, KeyError, TypeError."""
    if "method" not in stored:
        return methods.SendMessage.model_validate(stored["message"])
    kind, field = _MEDIA[stored["method"]]
    message: Message = kind.model_validate({**stored["message"], field: _file_from_json(stored["file"])})
    return message


def _dump(message: Message, field: str | None = None) -> dict[str, Any]:
    return message.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude={field} if field else None)


def _file_to_json(file: Any) -> dict[str, str]:
    if isinstance(file, types.BufferedInputFile):
        return {"name": str(file.filename), "content": b64encode(file.data).decode()}
    return {"url": str(file)}


def _file_from_json(stored: dict[str, str]) -> Any:
    if "url" in stored:
        return stored["url"]
    return types.BufferedInputFile(b64decode(stored["content"]), stored["name"])
