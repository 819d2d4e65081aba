"""`docs/configuration.md`: every setting, from the settings themselves."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from mojo.cli.env_example import shown
from mojo.shared.settings import Section, section_classes

HEAD = """\
# Configuration

Every setting, written by `make fmt` from the code. None is needed to begin: `make up` works without any.

A setting is a variable of the environment, or a line `NAME=value` in `.env` where Mojo is started (the environment wins). **Any
`NAME` may be given as `NAME_FILE=<path>` instead**, whose content is read at start: keep secrets, marked 🔑 here, in such files.
What cannot be used is told at start with its name, the rule and the cure, together; `mojo doctor` tells more. All of it is read
once: change a setting, then restart. In PROD (`STAGE=PROD`) there are no stand-ins, and secrets that are short or well known are
refused.

[`.env.example`](../.env.example) is the same to copy from. How to run Mojo: [operations.md](operations.md).
"""

_KINDS = {"bool": "yes or no", "int": "number", "float": "number", "Path": "path", "SecretStr": "text", "str": "text"}


def configuration() -> str:
    """Return the page: a table a section, in the order of `.env.example`."""
    kinds = [kind for kind in section_classes() if any(field.alias for field in kind.model_fields.values())]
    links = [f"[{kind.title}](#{_anchor(kind.title)})" for kind in kinds]
    return "\n".join([HEAD, " · ".join(links) + "\n", *("\n".join(_section(kind)) for kind in kinds)])


def _section(kind: type[Section]) -> Iterator[str]:
    yield f"## {kind.title}\n"
    yield "| Setting | Value | Default | What for |\n|---|---|---|---|"
    for field in kind.model_fields.values():
        if field.alias:
            default = f"`{shown(field.default)}`" if shown(field.default) else ""
            yield f"| `{field.alias}`{_mark(field)} | {_value(field)} | {default} | {_cell(field.description or '')} |"
    yield ""


def _mark(field: FieldInfo) -> str:
    return " 🔑" if SecretStr in _types(field.annotation) else ""


def _value(field: FieldInfo) -> str:
    """Say what is taken: the choices of an enum, else what kind of thing, with its bounds."""
    for kind in _types(field.annotation):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return ", ".join(f"`{choice.value}`" for choice in kind)
    names = [_KINDS[kind.__name__] for kind in _types(field.annotation) if getattr(kind, "__name__", "") in _KINDS]
    return " ".join([names[0] if names else "text", ", ".join(_bounds(field))]).strip()


def _bounds(field: FieldInfo) -> Iterator[str]:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    for rule in field.metadata:
        yield from (f"{sign} {getattr(rule, name):g}" for name, sign in signs.items() if getattr(rule, name, None) is not None)


def _types(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _anchor(title: str) -> str:
    """As GitHub makes it of a heading."""
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")
