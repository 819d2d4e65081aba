"""From an event's JSON to words, without logic: a subset of Mustache.

    {{alerts.0.labels.alertname}}             a value; nothing where there is none
    {{#alerts}}{{status}} {{/alerts}}         once for each of a list; once for an object or a value that is there
    {{^alerts}}all is well{{/alerts}}         where there is none

A template cannot compute or call, loops over what it was given only, and writes a bounded length: a stranger's event cannot use
it to take memory or time, as it could with an expression language however well locked up (ADR 0027).
"""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from mojo.shared.errors import InvalidInput

OUTPUT_LIMIT = 3000
STEPS_LIMIT = 20_000
BUILT_IN = {
    "@text": "{{#text}}{{text}}{{/text}}{{^text}}{{#message}}{{message}}{{/message}}{{^message}}{{.}}{{/message}}{{/text}}",
    "@alertmanager": (
        "{{#alerts}}{{status}}: {{labels.alertname}}{{#labels.instance}} ({{labels.instance}}){{/labels.instance}}\n"
        "{{#annotations.summary}}{{annotations.summary}}\n{{/annotations.summary}}"
        "{{^annotations.summary}}{{annotations.description}}\n{{/annotations.summary}}{{/alerts}}"
    ),
}
_TAG = re.compile(r"\{\{\s*([#^/]?)\s*([\w.@-]+)\s*\}\}")

Node: TypeAlias = "str | tuple[str, str, list[Node]]"
"""Words, or a mark (value, # or ^), a path and what stands inside."""


def check_template(template: str) -> None:
    """Raises InvalidInput for a section that is not closed, or a built-in one that there is none of."""
    _parse(template)


def render(template: str, event: Any) -> str:
    """Return the words, at most OUTPUT_LIMIT characters of them. Raises InvalidInput as `check_template` does."""
    writer = _Writer()
    writer.write(_parse(template), [event])
    return "".join(writer.parts).strip()


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._left = OUTPUT_LIMIT
        self._steps = STEPS_LIMIT

    def write(self, nodes: Sequence[Node], scopes: list[Any]) -> None:
        for node in nodes:
            self._steps -= 1
            if self._left <= 0 or self._steps <= 0:
                return
            if isinstance(node, str):
                self._put(node)
            else:
                self._section(node, scopes)

    def _section(self, node: tuple[str, str, list[Node]], scopes: list[Any]) -> None:
        mark, path, inside = node
        found = _look_up(path, scopes)
        there = found not in (None, False, "", [], {})
        if mark == "":
            self._put(_words(found))
        elif mark == "^" and not there:
            self.write(inside, scopes)
        elif mark == "#" and there:
            for item in found if isinstance(found, list) else [found]:
                self.write(inside, [*scopes, item])

    def _put(self, words: str) -> None:
        self.parts.append(words[: self._left])
        self._left -= len(words)


def _parse(template: str) -> list[Node]:
    if template.startswith("@") and template not in BUILT_IN:
        raise InvalidInput(f"template: must be words, or one of {', '.join(sorted(BUILT_IN))}.", field="template")
    source = BUILT_IN.get(template, template)
    stack: list[tuple[str, list[Node]]] = [("", [])]
    end = 0
    for tag in _TAG.finditer(source):
        stack[-1][1].append(source[end : tag.start()])
        end = tag.end()
        mark, path = tag.groups()
        if mark == "/":
            if len(stack) == 1 or stack.pop()[0] != path:
                raise InvalidInput(f"template: {{{{/{path}}}}} closes nothing.", field="template")
            continue
        inside: list[Node] = []
        stack[-1][1].append((mark, path, inside))
        if mark:
            stack.append((path, inside))
        if len(stack) > 10:
            raise InvalidInput("template: sections may be ten deep.", field="template")
    if len(stack) > 1:
        raise InvalidInput(f"template: {{{{#{stack[-1][0]}}}}} is not closed.", field="template")
    return [*stack[0][1], source[end:]]


def _look_up(path: str, scopes: list[Any]) -> Any:
    """Return the value at `path` in the innermost object that has its first part."""
    if path == ".":
        return scopes[-1]
    first, *rest = path.split(".")
    for scope in reversed(scopes):
        found = _step(scope, first)
        if found is not None:
            for part in rest:
                found = _step(found, part)
            return found
    return None


def _step(value: Any, part: str) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and part.isascii() and part.isdecimal() and len(part) < 6:
        return value[int(part)] if int(part) < len(value) else None
    return None


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    import orjson

    return orjson.dumps(value).decode()[:OUTPUT_LIMIT]
