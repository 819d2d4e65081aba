"""`/docs`: Swagger UI from this machine, so that it works without internet.

The assets come from the package `fastapi-offline`, of which nothing else is used: it ships current releases of Swagger UI, while
FastAPI's own page loads them from a CDN and a page of our own would be one more thing to maintain.
"""

import base64
import hashlib
import importlib.util
import json
from pathlib import Path

from starlette.responses import FileResponse, HTMLResponse

from mojo.api.doors import LOGIN_KEY
from mojo.shared.errors import ConfigurationError, NotFound

ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}

_START = """
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark-mode");
const form = document.querySelector("form"), said = document.querySelector("output");
const ui = SwaggerUIBundle(Object.assign({
  url: "/openapi.json", dom_id: "#docs", deepLinking: true, tryItOutEnabled: true, displayRequestDuration: true,
  showExtensions: true, presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout",
  onComplete: offerLogin,
}, %s));
function offerLogin() {
  const paths = ui.specSelectors.specJson().get("paths");
  const path = paths.findKey((methods) => methods.getIn(["post", "%s"]));
  form.hidden = !path;
  form.addEventListener("submit", (event) => { event.preventDefault(); logIn(path, form.elements.code); });
}
async function logIn(path, field) {
  said.textContent = "";
  const answer = await fetch(path, {
    method: "POST", headers: {"Content-Type": "application/json"},
    body: JSON.stringify({code: field.value.trim(), device: "API documentation"}),
  }).catch(() => null);
  const body = answer ? await answer.json() : {detail: "Mojo does not answer. Try again."};
  said.textContent = body.access_token ? "You are logged in for " + body.expires_in / 60 + " minutes." : body.detail;
  if (!body.access_token) return;
  field.value = "";
  ui.preauthorizeApiKey("bearer", body.access_token);
}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mojo API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<form hidden class="swagger-ui wrapper">
<label>Code from /login in Chronos <input name="code" required size="42" maxlength="128" autocomplete="one-time-code"></label>
<button class="btn">Log in</button> <output></output>
</form>
<main id="docs"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script>%s</script>
</body>
</html>
"""


class DocsPage:
    """The page and its two files. `remembers_token`: the browser keeps the token over a reload.

    Whoever pastes no token logs in with a code from Chronos, if the document has a route declared by `login(...)`.
    """

    def __init__(self, remembers_token: bool) -> None:
        start = _START % (json.dumps({"persistAuthorization": remembers_token}), LOGIN_KEY)
        digest = base64.b64encode(hashlib.sha256(start.encode()).digest()).decode()
        self._html = _PAGE % start
        self._policy = (
            f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )
        self._folder = _asset_folder()

    def page(self) -> HTMLResponse:
        """Return the page."""
        return HTMLResponse(self._html, headers={"Content-Security-Policy": self._policy})

    def asset(self, name: str) -> FileResponse:
        """Return one of ASSETS. Raises NotFound."""
        if name not in ASSETS:
            raise NotFound("There is no such file.")
        return FileResponse(self._folder / name, media_type=ASSETS[name], headers={"Cache-Control": "max-age=86400"})


def _asset_folder() -> Path:
    spec = importlib.util.find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise ConfigurationError(
            "The package fastapi-offline, which holds the files of /docs, is missing. Cure: pip install mojo again."
        )
    return Path(spec.origin).parent / "static"
