"""https://core.telegram.org/bots/api#markdownv2-style"""

import re

from mojo.sandbox.bot_api.marks import BadMarkup, Mark, Marked, byte_offset

_RESERVED = "_*[]()~`>#+-=|{}.!"
_MARKS = {
    "||": ("spoiler", "Spoiler"),
    "__": ("underline", "Underline"),
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "~": ("strikethrough", "Strikethrough"),
}
_CODE = re.compile(r"```(?:(?P<language>[\w+#-]+)\n|\n)?(?P<pre>(?:\\.|[^\\])*?)```|`(?P<code>(?:\\.|[^\\`])*)`", re.DOTALL)
_TARGET = re.compile(r"\]\((?P<url>(?:\\.|[^\\)])*)\)")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


class _Reader:
    """One pass over the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._quote_start: int | None = None
        self.marked = Marked()

    def read(self) -> Marked:
        while self._at < len(self._source):
            if self._at == 0 or self._source[self._at - 1] == "\n":
                self._line_begins()
            self._at += self._step(self._source[self._at]) if self._at < len(self._source) else 0
        self._end_quote()
        if self.marked.open:
            mark = self.marked.open[-1]
            raise BadMarkup(f"Can't find end of {mark.name} entity at byte offset {mark.at}")
        return self.marked

    def _line_begins(self) -> None:
        """A quote goes on as long as its lines begin with `>`."""
        if self._source.startswith(">", self._at):
            self._at += 1
            if self._quote_start is None:
                self._quote_start = len(self.marked.text)
        else:
            self._end_quote()

    def _end_quote(self) -> None:
        if self._quote_start is not None:
            self.marked.mark("blockquote", self._quote_start, {})
            self._quote_start = None

    def _step(self, character: str) -> int:
        """Read what stands here and return how many characters it took."""
        escaped = _ESCAPED.match(self._source, self._at)
        if escaped:
            self.marked.text += escaped[1]
            return 2
        if character == "`":
            return self._code()
        if character == "[":
            self._begin("text_link", "TextUrl")
            return 1
        if character == "]" and self.marked.open and self.marked.open[-1].kind == "text_link":
            return self._link()
        for sign, (kind, name) in _MARKS.items():
            if self._source.startswith(sign, self._at):
                return self._toggle(sign, kind, name)
        if character in _RESERVED:
            raise BadMarkup(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
        self.marked.text += character
        return 1

    def _begin(self, kind: str, name: str) -> None:
        self.marked.begin(Mark(kind, name, byte_offset(self._source, self._at)))

    def _toggle(self, sign: str, kind: str, name: str) -> int:
        if self.marked.open and self.marked.open[-1].kind == kind:
            self.marked.end()
        else:
            self._begin(kind, name)
        return len(sign)

    def _code(self) -> int:
        found = _CODE.match(self._source, self._at)
        if found is None:
            raise BadMarkup(f"Can't find end of Code entity at byte offset {byte_offset(self._source, self._at)}")
        kind = "code" if found["pre"] is None else "pre"
        self.marked.begin(Mark(kind, kind, 0, more={"language": found["language"]} if found["language"] else {}))
        self.marked.text += _ESCAPED.sub(r"\1", found[kind])
        self.marked.end()
        return found.end() - self._at

    def _link(self) -> int:
        found = _TARGET.match(self._source, self._at)
        if found is None:
            self.marked.open[-1].kind = ""
            self.marked.end()
            return 1
        self.marked.open[-1].more = {"url": _ESCAPED.sub(r"\1", found["url"])}
        self.marked.end()
        return found.end() - self._at


def parse_markdown(source: str) -> Marked:
    """Read MarkdownV2 mode. Raises BadMarkup."""
    return _Reader(source).read()
