"""Say what is wrong with the words: `python -m mojo.shared.i18n.check`. Part of `make check`.

Every language has the messages of English with the same variables and all the plural forms it needs, every id that the code
names exists and gets its variables, and no message waits for nobody.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor
from fluent_compiler.bundle import FluentBundle

from mojo.shared.errors import ConfigurationError
from mojo.shared.i18n.catalogue import Catalogue, Entry, languages_in, locale_dirs, read_catalogue
from mojo.shared.i18n.translator import DEFAULT_LANGUAGE
from mojo.shared.i18n.uses import Use, Uses, unexplained_codes, uses_in

ALWAYS_USED = ("language-name", "error-", "service-")
"""Ids, or beginnings of ids, that the hosts put together themselves."""

_COMPILERS_PLACE = re.compile(r"^<string>:\d+:\d+: ")
_PLURALS = frozenset({"zero", "one", "two", "few", "many"})


def findings(dirs: list[Path], code: Iterable[Path]) -> Iterator[str]:
    """Yield one line for everything that is wrong; `dirs` are locale directories, Chronos's own first."""
    languages = languages_in(dirs[0])
    yield from (f for language in languages for f in _files(language, dirs))
    try:
        catalogues = {language: read_catalogue(language, dirs) for language in languages}
    except ConfigurationError as error:
        yield error.detail
        return
    english = catalogues.pop(DEFAULT_LANGUAGE)
    for language, catalogue in catalogues.items():
        yield from _differences(language, catalogue, english)
    for language, catalogue in {DEFAULT_LANGUAGE: english, **catalogues}.items():
        yield from _grammar(language, catalogue)
    yield from _code_against(uses_in(code), english)


def main(arguments: list[str]) -> int:
    """Check Mojo, and installed features below the directories that `arguments` name; return the exit code."""
    dirs = locale_dirs()
    code = [dirs[0].parents[1], *map(Path, arguments)]
    wrong = list(findings(dirs, code))
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.stdout.write(f"{len(wrong)} findings in {', '.join(languages_in(dirs[0]))}\n" if wrong else "The words are complete.\n")
    return 1 if wrong else 0


def _files(language: str, dirs: list[Path]) -> Iterator[str]:
    """Find missing files and lines that Fluent cannot read."""
    for path in (directory / f"{language}.ftl" for directory in dirs):
        if not path.is_file():
            yield f"{path}: missing; every language of Mojo needs it"
            continue
        source = path.read_text(encoding="utf-8")
        for junk in (item for item in FluentParser().parse(source).body if isinstance(item, ftl.Junk)):
            for note in junk.annotations:
                yield f"{path}:{source.count(chr(10), 0, note.span.start) + 1}: {note.message}"  # type: ignore[union-attr]


def _differences(language: str, catalogue: Catalogue, english: Catalogue) -> Iterator[str]:
    messages, wanted = _messages(catalogue), _messages(english)
    for id in sorted(wanted.keys() - messages.keys()):
        if wanted[id].path.with_stem(language).is_file():  # else the missing file says it all
            yield f"{_place(wanted[id])}: {id} is missing in {language}"
    for id in sorted(messages.keys() - wanted.keys()):
        yield f"{_place(messages[id])}: {id} is not in English"
    for id in sorted(wanted.keys() & messages.keys()):
        here, there = _shape(messages[id]).variables, _shape(wanted[id]).variables
        if here != there:
            yield f"{_place(messages[id])}: {id} uses {_names(here)} where English uses {_names(there)}"


def _grammar(language: str, catalogue: Catalogue) -> Iterator[str]:
    """Find plural forms that are wanting and whatever the compiler does not like."""
    plural = Locale.parse(language).plural_form
    needed = {plural(count) for count in range(1000)} & _PLURALS
    for entry in catalogue.values():
        for forms in _shape(entry).selections:
            if forms & _PLURALS and needed - forms:
                yield f"{_place(entry)}: {entry.id} lacks the plural forms {_names(needed - forms)} of {language}"
    source = "".join(entry.source for entry in catalogue.values())
    for id, error in FluentBundle.from_string(language, source, use_isolating=False).check_messages():
        if id in catalogue:
            yield f"{_place(catalogue[id])}: {id}: {_COMPILERS_PLACE.sub('', str(error))}"


def _code_against(uses: Uses, english: Catalogue) -> Iterator[str]:
    for use in uses.needed:
        yield from _wrong_use(use, english)
    for use in uses.beginnings:
        if not any(id.startswith(use.id) for id in english):
            yield f"{use.where}: no message begins with {use.id}"
    yield from unexplained_codes(uses, english)
    used = (
        {use.id for use in uses.needed} | uses.mentioned | {name for entry in english.values() for name in _shape(entry).refers}
    )
    beginnings = (*ALWAYS_USED, *(use.id for use in uses.beginnings))
    for id, entry in _messages(english).items():
        if id not in used and not id.startswith(beginnings):
            yield f"{_place(entry)}: nobody says {id}"


def _wrong_use(use: Use, english: Catalogue) -> Iterator[str]:
    if use.id not in english:
        yield f"{use.where}: there is no message {use.id}"
    elif use.args is not None and (wanted := _needs(use.id, english)) != use.args:
        yield f"{use.where}: {use.id} needs {_names(wanted)} and gets {_names(use.args)}"


def _needs(id: str, catalogue: Mapping[str, Entry]) -> frozenset[str]:
    """Return the variables of a message and of the messages it refers to."""
    shape = _shape(catalogue[id])
    inner = (_needs(name, catalogue) for name in shape.refers if name in catalogue and not name.startswith("-"))
    return frozenset(shape.variables).union(*inner)


class _Shape(Visitor):
    """The variables, references and sets of variants of one message."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.refers: set[str] = set()
        self.selections: list[set[str]] = []

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802  # the visitor's names
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: Any) -> None:  # noqa: N802
        self.refers.add(node.id.name)

    def visit_TermReference(self, node: Any) -> None:  # noqa: N802
        self.refers.add(f"-{node.id.name}")
        self.generic_visit(node)

    def visit_SelectExpression(self, node: Any) -> None:  # noqa: N802
        keys = (variant.key for variant in node.variants)
        self.selections.append({key.name for key in keys if isinstance(key, ftl.Identifier)})
        self.generic_visit(node)


@cache
def _shape(entry: Entry) -> _Shape:
    shape = _Shape()
    shape.visit(FluentParser().parse(entry.source))
    return shape


def _messages(catalogue: Catalogue) -> Catalogue:
    return {id: entry for id, entry in sorted(catalogue.items()) if not id.startswith("-")}


def _place(entry: Entry) -> str:
    return f"{entry.path}:{entry.line}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
