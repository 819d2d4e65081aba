"""The page behind the link of `/login`. It uses the code up only when the button is pressed: a link preview burns nothing."""

from mojo.shared.i18n.page import ScriptedPage
from mojo.shared.model.text import Text, text

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
body { max-width: 32rem; }
label { display: block; margin-top: 1rem; }
textarea { width: 100%; font: .8rem/1.4 ui-monospace, monospace; }
"""
_BODY = """
<p>{explanation}</p>
<button type="button" data-done="{done}" data-failed="{failed}">{button}</button>
<output></output>
<label hidden>{access}<textarea id="access_token" rows="5" readonly></textarea></label>
<label hidden>{refresh}<textarea id="refresh_token" rows="3" readonly></textarea></label>
"""


class LoginPage(ScriptedPage):
    """The page, in the language of whoever opens it."""

    words = ("explanation", "button", "done", "failed", "access", "refresh")
    body, script, style = _BODY, _SCRIPT, _STYLE

    def said(self, word: str) -> Text:
        """See ScriptedPage."""
        return text(f"login-page-{word}")
