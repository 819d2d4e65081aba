"""`.env.example`, from the settings themselves, so that it is never out of date."""

import textwrap
from enum import Enum
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from mojo.shared.settings import Section, section_classes

HEAD = """\
# Settings of Mojo. Copy to .env and change what you need; a variable of the environment wins over this file.
# Written by `mojo env-example`. What is commented out shows its default.
# Any NAME may be given as NAME_FILE=<path> instead, which is read at start: keep secrets out of this file that way.
"""
WIDTH = 120


def env_example() -> str:
    """Return the text of `.env.example`: every setting with its default and meaning; secrets are empty."""
    return "\n".join([HEAD, *(_section(kind) for kind in section_classes())])


def _section(kind: type[Section]) -> str:
    fields = [_field(field) for field in kind.model_fields.values() if field.alias]
    return "\n".join([f"# --- {kind.title} ---", *fields])


def _field(field: FieldInfo) -> str:
    about = textwrap.fill(field.description or "", WIDTH, initial_indent="# ", subsequent_indent="# ")
    required = "" if field.is_required() else "#"
    return f"{about}\n{required}{field.alias}={shown(field.default)}\n"


def shown(default: Any) -> str:
    """Return a default as it would be written; secrets and what has none are empty."""
    if default is None or default is PydanticUndefined or isinstance(default, SecretStr):
        return ""
    value = default.value if isinstance(default, Enum) else default
    return str(value).lower() if isinstance(value, bool) else str(value)
