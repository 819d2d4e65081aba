"""Find the same-named module in every part of a package, so that no list has to be edited."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

FEATURES = "mojo.features"
"""The package whose children are features, and the entry-point group through which installed packages add theirs."""


def modules_in(package: str, part: str) -> Iterator[ModuleType]:
    """Yield `package.<child>.<part>` for every child that has it, in name order."""
    root = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda info: info.name):
        if info.ispkg:
            yield from _part_of(f"{package}.{info.name}", part)


def feature_packages() -> list[str]:
    """Return every feature's dotted package name: Mojo's own in name order, then installed ones."""
    root = importlib.import_module(FEATURES)
    own = sorted(f"{FEATURES}.{info.name}" for info in pkgutil.iter_modules(root.__path__) if info.ispkg)
    return own + _installed()


@cache
def _installed() -> list[str]:
    """Look once: it takes 12 ms, and what is installed while a process runs is found by the next one."""
    return sorted(entry.value for entry in entry_points(group=FEATURES))


def feature_modules(part: str) -> Iterator[ModuleType]:
    """Yield `<feature>.<part>` for every feature, Mojo's own or installed, that has it."""
    for package in feature_packages():
        yield from _part_of(package, part)


def _part_of(package: str, part: str) -> Iterator[ModuleType]:
    name = f"{package}.{part}"
    if importlib.util.find_spec(name) is not None:
        yield importlib.import_module(name)
