"""The page behind the link of `/login`. It uses the code up only when the button is pressed: a link preview burns nothing."""

import base64
import hashlib
import html
import re

from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import text

_SCRIPT = """
const button = document.querySelector("button"), said = document.querySelector("output");
const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
button.disabled = !code;
button.addEventListener("click", async () => {
  button.disabled = true;
  const answer = await fetch(location.pathname, {
    method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({code}),
  }).catch(() => null);
  const body = answer ? await answer.json() : {};
  said.textContent = answer && answer.ok ? button.dataset.done : button.dataset.failed;
  if (!answer || !answer.ok) return;
  for (const name of ["access_token", "refresh_token"]) {
    const field = document.getElementById(name);
    field.value = body[name];
    field.parentElement.hidden = false;
  }
});
"""
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 32rem; margin: 10vh auto; padding: 0 1rem; }
button { font: inherit; padding: .6rem 1.4rem; }
label, output { display: block; margin-top: 1rem; }
textarea { width: 100%; font: .8rem/1.4 ui-monospace, monospace; }
[hidden] { display: none; }
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{explanation}</p>
<button type="button" data-done="{done}" data-failed="{failed}">{button}</button>
<output></output>
<label hidden>{access}<textarea id="access_token" rows="5" readonly></textarea></label>
<label hidden>{refresh}<textarea id="refresh_token" rows="3" readonly></textarea></label>
</main>
<script>{script}</script>
</body>
</html>
"""
_WORDS = ("title", "explanation", "button", "done", "failed", "access", "refresh")


class LoginPage:
    """The page, in the language of whoever opens it."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._policy = (
            f"default-src 'none'; script-src 'sha256-{_digest(_SCRIPT)}'; style-src 'sha256-{_digest(_STYLE)}'; "
            "img-src data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )

    def in_language(self, accepted: str) -> tuple[str, str]:
        """Return the page and its Content-Security-Policy; `accepted` is an Accept-Language header (RFC 9110, 12.5.4)."""
        language = self._translator.match(*re.findall(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", accepted[:200]))
        words = {word: html.escape(self._translator.say(text(f"login-page-{word}"), language)) for word in _WORDS}
        return _PAGE.format(language=language, style=_STYLE, script=_SCRIPT, **words), self._policy


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
