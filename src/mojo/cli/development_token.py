"""The token with which a developer tries the API. DEV has one, PROD has none."""

from pathlib import Path

from mojo.cli.run_file import write_private
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.tokens import DEVELOPMENT, fingerprint, new_token, well_formed
from mojo.shared.context import AppContext
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.settings import Stage
from mojo.shared.util.clock import Clock

DEVELOPER = "developer"
"""User id of nobody in particular: the token works before anybody has come in."""


async def settle_development_token(context: AppContext) -> str | None:
    """Return the token, made on the first start; in PROD take back what an earlier DEV left. Raises StoreUnavailable."""
    path = context.settings.core.data_dir / "development-token"
    if context.stage is Stage.DEV:
        token = _kept(path) or _make(path)
        await _grant(context, token)
        return token
    if path.is_file():
        store: AccessTokenStore = await context.get(AccessTokenStore)  # type: ignore[type-abstract]
        await store.revoke_all(DEVELOPER)
        path.unlink()
    return None


async def _grant(context: AppContext, token: str) -> None:
    store: AccessTokenStore = await context.get(AccessTokenStore)  # type: ignore[type-abstract]
    now = (await context.get(Clock)).now()  # type: ignore[type-abstract]
    everything = frozenset({EVERY_SCOPE})
    developer = User(id=DEVELOPER, chat_id=0, name="Developer", scopes=everything, created_at=now)
    granted = AccessToken(id=DEVELOPMENT, user_id=DEVELOPER, name="DEV", scopes=everything, created_at=now)
    await store.put(fingerprint(token), granted, developer)


def _kept(path: Path) -> str | None:
    """Return the token of an earlier start, if its form is still the one that is taken."""
    token = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    return token if well_formed(token) else None


def _make(path: Path) -> str:
    token = new_token(DEVELOPMENT)
    write_private(path, token)
    return token
