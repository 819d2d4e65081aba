"""One page of our own in the language of whoever opens it: a secret behind its #, a button, and a script that asks us with it.

Nothing on it comes from anywhere else, and its Content-Security-Policy names the only script and the only style it may have.
"""

import base64
import hashlib
import html
import re
from abc import ABC, abstractmethod
from typing import ClassVar

from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import Text

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 8vh auto; padding: 0 1rem; }
button { font: inherit; padding: .6rem 1.4rem; }
output { display: block; margin: 1rem 0; white-space: pre-line; }
[hidden] { display: none; }
"""
_FRAME = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
<script>{script}</script>
</body>
</html>
"""


class ScriptedPage(ABC):
    """A page; subclass with what is its own. `body` names words as `{word}`; `said` tells their messages."""

    words: ClassVar[tuple[str, ...]]
    """Beside `title`."""
    body: ClassVar[str]
    script: ClassVar[str]
    style: ClassVar[str]
    """Beside that of every page."""
    images: ClassVar[str] = "data:"
    """Where pictures may come from, as the policy says it."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._style = _STYLE + self.style
        self._policy = (
            f"default-src 'none'; script-src 'sha256-{_digest(self.script)}'; style-src 'sha256-{_digest(self._style)}'; "
            f"img-src {self.images}; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )

    def language(self, accepted: str) -> str:
        """Return the language of an Accept-Language header (RFC 9110, section 12.5.4) that Mojo has."""
        return self._translator.match(*re.findall(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", accepted[:200]))

    def in_language(self, accepted: str) -> tuple[str, str]:
        """Return the page and its Content-Security-Policy; `accepted` is an Accept-Language header."""
        language = self.language(accepted)
        words = {word: self._word(word, language) for word in ("title", *self.words)}
        body = self.body.format(**words).strip()
        page = _FRAME.format(language=language, title=words["title"], style=self._style, script=self.script, body=body)
        return page, self._policy

    @abstractmethod
    def said(self, word: str) -> Text:
        """Return the message that says `word`."""

    def _word(self, word: str, language: str) -> str:
        return html.escape(self._translator.say(self.said(word), language))


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
