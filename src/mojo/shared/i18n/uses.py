"""What the code says: every message id that Python files name, found without running them."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_UNEXPLAINED = {"MojoException", "ConfigurationError"}
"""No person in a chat meets them: the one has `error-unexpected`, the other ends the start."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place that needs the message `id`. `args` are the arguments it gives, None if they cannot be seen."""

    id: str
    where: str
    args: frozenset[str] | None = None


@dataclass
class Uses:
    """What one tree of code needs."""

    needed: list[Use] = field(default_factory=list)
    beginnings: list[Use] = field(default_factory=list)
    """Ids that are put together while running, up to where they vary."""
    mentioned: set[str] = field(default_factory=set)
    """Every string in the code: an id among them may be looked up in a table."""
    errors: dict[str, "ErrorClass"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """A class with bases and, if it states one, its error code."""

    bases: tuple[str, ...]
    code: str | None
    where: str


def uses_in(roots: Iterable[Path]) -> Uses:
    """Read every Python file below `roots`."""
    uses = Uses()
    for path in sorted(path for root in roots for path in root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            _note(node, path, uses)
    return uses


def unexplained_codes(uses: Uses, ids: Iterable[str]) -> Iterator[str]:
    """Yield a finding for every error code that no message explains, neither its own nor one of its families'."""
    known = set(ids)
    for name, found in uses.errors.items():
        family = list(_family(name, uses.errors))
        if "MojoException" in family and name not in _UNEXPLAINED and found.code and not _error_ids(family, uses) & known:
            yield f"{found.where}: nothing explains {found.code}; write the message {error_id(found.code)}"


def error_id(code: str) -> str:
    """Return the id of the message that explains the error `code`."""
    return "error-" + code.replace(".", "-").replace("_", "-")


def _note(node: ast.AST, path: Path, uses: Uses) -> None:
    where = f"{path}:{getattr(node, 'lineno', 0)}"
    match node:
        case ast.Constant(value=str(words)):
            uses.mentioned.add(words)
        case ast.Call(func=ast.Name(id="text" | "Text" as maker), args=[first, *rest]):
            _note_text(first, _given(node) if maker == "text" and not rest else None, where, uses)
        case ast.Call(func=ast.Attribute(attr="command"), args=[ast.Constant(value=str(name))], keywords=options):
            _note_command(name, {option.arg: option.value for option in options}, where, uses)
        case ast.Call(func=ast.Name(id="CommandGroup"), args=[ast.Constant(value=str(name))], keywords=options):
            areas = (ast.literal_eval(option.value) for option in options if option.arg == "area")
            uses.needed.append(Use(f"area-{next(areas, name)}", where))
        case ast.ClassDef():
            uses.errors[node.name] = ErrorClass(tuple(ast.unparse(base) for base in node.bases), _code(node), where)


def _note_text(first: ast.expr, args: frozenset[str] | None, where: str, uses: Uses) -> None:
    match first:
        case ast.Constant(value=str(id)):
            uses.needed.append(Use(id, where, args))
        case ast.IfExp(body=body, orelse=orelse):
            _note_text(body, args, where, uses)
            _note_text(orelse, args, where, uses)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
            uses.beginnings.append(Use(beginning, where))


def _note_command(name: str, options: dict[str | None, ast.expr], where: str, uses: Uses) -> None:
    if "scope" not in options:
        return  # a command of the command line
    match options.get("hidden"):
        case ast.Constant(value=True):
            return
    uses.needed.append(Use(f"{name}-command", where))
    match options.get("takes"):
        case ast.Constant(value=str(takes)):
            uses.needed.append(Use(f"takes-{takes}", where))


def _given(call: ast.Call) -> frozenset[str] | None:
    """Return the names of the arguments; None if some come out of a mapping."""
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _code(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code))):
                return code
            case ast.AnnAssign(target=ast.Name(id="code"), value=ast.Constant(value=str(code))):
                return code
    return None


def _family(name: str, errors: dict[str, ErrorClass]) -> Iterator[str]:
    yield name
    for base in errors[name].bases if name in errors else ():
        yield from _family(base, errors)


def _error_ids(family: Iterable[str], uses: Uses) -> set[str]:
    codes = (uses.errors[name].code for name in family if name in uses.errors)
    return {error_id(code) for code in codes if code}
