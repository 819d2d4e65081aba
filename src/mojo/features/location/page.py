"""The page behind a secret link. The token stands behind the #, so it reaches no log; a link preview looks at nobody."""

from mojo.shared.i18n.page import ScriptedPage
from mojo.shared.model.text import Text, text

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
body { max-width: 60rem; }
img { width: 100%; border-radius: .5rem; }
"""
_BODY = """
<button type="button" data-over="{over}">{button}</button>
<output></output>
<img alt="{title}" hidden>
"""


class SharedPage(ScriptedPage):
    """The page, in the language of whoever opens it."""

    words = ("button", "over")
    body, script, style = _BODY, _SCRIPT, _STYLE
    images = "data: blob:"

    def said(self, word: str) -> Text:
        """See ScriptedPage."""
        return text(f"location-page-{word}")
