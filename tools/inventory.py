"""`docs/inventory.md`: everything that discovery finds, so that it can be read in one place."""

import pkgutil
from collections.abc import Iterable
from importlib import import_module

from mojo.api.app import create_app
from mojo.api.route_index import RouteIndex
from mojo.chronos.registry import build_registry, find_groups
from mojo.scheduler.registry import find_jobs
from mojo.shared.checks import Check
from mojo.shared.context import AppName, make_context
from mojo.shared.settings import load_settings
from mojo.shared.util.discovery import feature_modules, feature_packages, modules_in

HEAD = """\
# Inventory

Everything that Mojo finds at start. Written by `make fmt`; `make check` fails when it is stale.
"""


def inventory() -> str:
    """Return the page."""
    parts = [
        HEAD,
        _table("Routes", ("Route", "Scope", "Code"), _routes()),
        _table("Commands", ("Command", "Scope", "Code"), _commands()),
        _table("Buttons and conversations", ("What", "Scope", "Code"), _reactions()),
        _table("Jobs", ("Job", "Scheduled", "Attempts", "Time-out", "Code"), _jobs()),
        _table("Providers", ("Provider", "Code"), _providers()),
        _table("Checks", ("Check", "Code"), _checks()),
    ]
    return "\n".join(parts)


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *sorted(rows)]
    return f"## {title}\n\n" + "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _routes() -> list[tuple[str, ...]]:
    app = create_app(make_context(AppName.API, load_settings({}, dotenv=None)))
    doors = RouteIndex(app.routes).doors()
    return [(f"`{method} {door.template}`", _scope(door.scope), f"`{door.where}`") for method, door in doors]


def _commands() -> list[tuple[str, ...]]:
    found = build_registry(find_groups()).commands.values()
    return [
        (f"`/{name.name}{f' [{name.takes}]' if name.takes else ''}`", _scope(name.scope), f"`{name.where}`") for name in found
    ]


def _reactions() -> list[tuple[str, ...]]:
    registry = build_registry(find_groups())
    buttons = [(f"button `{kind.__name__}`", listener) for kind, listener in registry.buttons.values()]
    talks = [(f"conversation `{name}`", listener) for name, listener in registry.conversations.items()]
    places = [("a shared location", listener) for listener in registry.locations]
    files = [(f"a file `*{ending}`", listener) for ending, listener in registry.files.items()]
    return [(what, _scope(who.scope), f"`{_where(who.handler)}`") for what, who in [*buttons, *talks, *places, *files]]


def _jobs() -> list[tuple[str, ...]]:
    return [
        (f"`{job.name}`", _trigger(job.every), str(job.policy.max_attempts), f"{job.policy.timeout_s:g} s", f"`{job.where}`")
        for job in find_jobs().all()
    ]


def _trigger(trigger: object) -> str:
    return f"`{trigger}`" if trigger else "at run time"


def _providers() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for feature in feature_packages():
        folder = f"{feature}.providers"
        try:
            package = import_module(folder)
        except ModuleNotFoundError:
            continue
        rows += [(info.name, f"`{folder}.{info.name}`") for info in pkgutil.iter_modules(package.__path__)]
    return rows


def _checks() -> list[tuple[str, ...]]:
    modules = [*modules_in("mojo", "checks"), *modules_in("mojo.shared", "checks"), *feature_modules("checks")]
    return [
        (check.name, f"`{module.__name__}`")
        for module in modules
        for check in getattr(module, "checks", [])
        if isinstance(check, Check)
    ]


def _scope(scope: str | None) -> str:
    return f"`{scope}`" if scope else "everybody"


def _where(handler: object) -> str:
    return f"{getattr(handler, '__module__', '?')}.{getattr(handler, '__qualname__', '?')}"
