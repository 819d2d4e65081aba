"""Where the words are: every `locales/<language>.ftl` of Chronos and of each feature.

Format: https://projectfluent.org/fluent/guide/. A file is cut into its entries and not parsed further here, because
reading five languages must not be felt at start.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from mojo.shared.errors import ConfigurationError
from mojo.shared.util.discovery import feature_packages

_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*)[ \t]*=.*(?:\n(?:[ \t].*|[ \t]*(?=\n)|\}.*))*", re.MULTILINE)
"""One message or term: its first line and the indented or empty lines that belong to it."""

HOST = "mojo.chronos"
SPEAKERS = (HOST, "mojo.scheduler")
"""The first is the package that speaks for Mojo itself; the languages it has are the languages Mojo has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message or term as it stands in its file."""

    id: str
    source: str
    path: Path
    line: int


Catalogue: TypeAlias = dict[str, Entry]
"""One language's entries by id; a term's id begins with `-`."""


def locale_dirs() -> list[Path]:
    """Return the `locales` directory of Chronos, of the Scheduler and of every feature that has one."""
    specs = (find_spec(package) for package in (*SPEAKERS, *feature_packages()))
    roots = (Path(root) / "locales" for spec in specs if spec for root in spec.submodule_search_locations or ())
    return [root for root in roots if root.is_dir()]


def languages_in(host_dir: Path) -> list[str]:
    """Return the language codes in `host_dir`, in code order."""
    return sorted(path.stem for path in host_dir.glob("*.ftl"))


def read_catalogue(language: str, dirs: Iterable[Path]) -> Catalogue:
    """Read everything there is in `language`. Raises ConfigurationError naming both places when an id is defined twice."""
    catalogue: Catalogue = {}
    for path in (directory / f"{language}.ftl" for directory in dirs):
        for entry in read_entries(path) if path.is_file() else ():
            other = catalogue.setdefault(entry.id, entry)
            if other is not entry:
                places = f"{other.path}:{other.line} and {entry.path}:{entry.line}"
                raise ConfigurationError(f"The message {entry.id} is defined twice: {places}. Rename one.")
    return catalogue


def read_entries(path: Path) -> list[Entry]:
    """Cut one file into its entries."""
    source = path.read_text(encoding="utf-8")
    return [Entry(m[1], m[0] + "\n", path, source.count("\n", 0, m.start()) + 1) for m in _ENTRY.finditer(source)]
