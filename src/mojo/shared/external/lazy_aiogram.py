"""aiogram, with the pydantic schema of each Bot API type built when it is first used.

aiogram 3.31 builds the schemas of all its types while it is imported, which costs seconds and about 100 MB; Mojo needs a few
dozen of them. Import what you need of it from here, never from `aiogram` (ADR 0004). If aiogram was imported before, or no
longer builds its schemas in this way, this is the plain import.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientError
from pydantic import BaseModel

_original = BaseModel.__dict__["model_rebuild"]
_rebuild: Callable[..., bool | None] = _original.__func__


@contextmanager
def _schemas_put_off() -> Iterator[dict[str, Any]]:
    """Let aiogram ask for its schemas without building them; yield the names that their annotations use."""
    names: dict[str, Any] = {}

    def put_off(cls: type[BaseModel], /, **options: Any) -> bool | None:
        if cls.__module__.startswith("aiogram."):
            names.update(options.get("_types_namespace") or {})
            return None
        depth = options.pop("_parent_namespace_depth", 2) + 1
        return _rebuild(cls, _parent_namespace_depth=depth, **options)

    _put_in_place(BaseModel, classmethod(put_off))
    try:
        yield names
    finally:
        _put_in_place(BaseModel, _original)


def _put_in_place(model: type[BaseModel], method: Any) -> None:
    model.model_rebuild = method  # type: ignore[method-assign]


with _schemas_put_off() as _names:
    from aiogram import Bot, exceptions, methods, types
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer


def _build(cls: type[BaseModel], /, **options: Any) -> bool | None:
    return _rebuild(cls, **{**options, "_types_namespace": _names})


if _names:
    for _base in (types.TelegramObject, methods.TelegramMethod, methods.Response):
        _put_in_place(_base, classmethod(_build))

__all__ = ["AiohttpSession", "Bot", "ClientError", "TelegramAPIServer", "exceptions", "methods", "types"]
