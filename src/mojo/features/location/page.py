"""The page behind a secret link. The token stands behind the #, so it reaches no log; a link preview looks at nobody."""

import base64
import hashlib
import html
import re

from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import text

_SCRIPT = """
const said = document.querySelector("output"), map = document.querySelector("img"), button = document.querySelector("button");
const body = JSON.stringify({token: location.hash.slice(1)});
const ask = path => fetch(path, {method: "POST", headers: {"Content-Type": "application/json"}, body}).catch(() => null);
button.addEventListener("click", async () => {
  button.disabled = true;
  const answer = await ask(location.pathname);
  said.textContent = answer && answer.ok ? (await answer.json()).said : button.dataset.over;
  const picture = answer && answer.ok ? await ask(location.pathname + "/map") : null;
  map.hidden = !picture || picture.status !== 200;
  if (!map.hidden) map.src = URL.createObjectURL(await picture.blob());
  button.disabled = false;
});
"""
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 6vh auto; padding: 0 1rem; }
button { font: inherit; padding: .6rem 1.4rem; }
output { display: block; margin: 1rem 0; white-space: pre-line; }
img { width: 100%; border-radius: .5rem; }
[hidden] { display: none; }
"""
_PAGE = """<!doctype html>
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
<button type="button" data-over="{over}">{button}</button>
<output></output>
<img alt="{title}" hidden>
</main>
<script>{script}</script>
</body>
</html>
"""
_WORDS = ("title", "button", "over")


class SharedPage:
    """The page, in the language of whoever opens it."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._policy = (
            f"default-src 'none'; script-src 'sha256-{_digest(_SCRIPT)}'; style-src 'sha256-{_digest(_STYLE)}'; "
            "img-src data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )

    def language(self, accepted: str) -> str:
        """Return the language of an Accept-Language header (RFC 9110, section 12.5.4) that Mojo has."""
        return self._translator.match(*re.findall(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", accepted[:200]))

    def in_language(self, accepted: str) -> tuple[str, str]:
        """Return the page and its Content-Security-Policy."""
        language = self.language(accepted)
        words = {word: html.escape(self._translator.say(text(f"location-page-{word}"), language)) for word in _WORDS}
        return _PAGE.format(language=language, style=_STYLE, script=_SCRIPT, **words), self._policy


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
