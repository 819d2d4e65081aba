"""The token with which a developer tries the API. DEV has one, PROD has none."""

from pathlib import Path

from mojo.cli.run_file import write_private
from mojo.shared.auth.tokens import TokenStore, new_token
from mojo.shared.context import AppContext
from mojo.shared.model.people import EVERY_SCOPE, Principal
from mojo.shared.settings import Stage

DEVELOPER = Principal(user_id="developer", name="Developer", scopes=frozenset({EVERY_SCOPE}))


async def settle_development_token(context: AppContext) -> str | None:
    """Return the token, made on the first start; in PROD take back what an earlier DEV left. Raises StoreUnavailable."""
    path = context.settings.core.data_dir / "development-token"
    store: TokenStore = await context.get(TokenStore)  # type: ignore[type-abstract]
    kept = _kept(path)
    if context.stage is Stage.DEV:
        token = kept or _make(path)
        await store.grant(token, DEVELOPER)
        return token
    if kept:
        await store.revoke(kept)
        _forget(path)
    return None


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8").strip() or None if path.is_file() else None


def _make(path: Path) -> str:
    token = new_token("dev")
    write_private(path, token)
    return token


def _forget(path: Path) -> None:
    path.unlink()
