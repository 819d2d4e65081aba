"""What a person lets others act by, or proves themselves by: access tokens and a password."""

from datetime import timedelta

from mojo.features.access.passwords import Hasher, check_login_name, check_password
from mojo.shared.auth.access_tokens import AccessTokenStore, new_access_token_id
from mojo.shared.auth.credentials import Password, Passwords
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.auth.tokens import PERSONAL, fingerprint, new_token
from mojo.shared.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import EVERY_SCOPE, Principal
from mojo.shared.ports import Access, Attempts, Audit
from mojo.shared.util.clock import Clock

TOKENS_LIMIT = 50
DEFAULT_DAYS = 90
PASSWORD = "password"  # noqa: S105  # the kind of attempt


class TokenService:
    """A person's access tokens."""

    def __init__(self, store: AccessTokenStore, access: Access, audit: Audit, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._audit = audit
        self._clock = clock

    async def make(
        self, by: Principal, name: str, scopes: frozenset[str] | None = None, days: int | None = DEFAULT_DAYS
    ) -> tuple[AccessToken, str]:
        """Return a fresh token and what its program sends; nobody can be shown that again. `scopes` None: all that `by` has.

        Raises InvalidInput, PermissionDenied for a scope that `by` lacks, Conflict when there are too many, StoreUnavailable.
        """
        wanted = _granted(by, scopes)
        shown = " ".join(name.split())
        if not shown:
            raise InvalidInput("name: at least one character that shows.", field="name")
        if len(await self._access.tokens_of(by.user_id)) >= TOKENS_LIMIT:
            raise Conflict(f"There are {TOKENS_LIMIT} tokens already. Cure: revoke one first.")
        now, clear = self._clock.now(), new_token(PERSONAL)
        token = AccessToken(
            id=new_access_token_id(),
            user_id=by.user_id,
            name=shown,
            scopes=wanted,
            created_at=now,
            expires_at=now + timedelta(days=days) if days else None,
        )
        async with recorded_first(self._audit, by, "token.created", token.id, name=shown):
            await self._store.put(fingerprint(clear), token)
        return token, clear

    async def tokens(self, by: Principal) -> list[AccessToken]:
        """Return one's own, newest first. Raises StoreUnavailable."""
        return await self._access.tokens_of(by.user_id)

    async def revoke(self, by: Principal, token_id: str) -> None:
        """Revoke one of one's own. Raises NotFound, StoreUnavailable."""
        if not await self._access.revoke_token(by.user_id, token_id):
            raise NotFound("There is no such token.")
        await self._audit.record(by, "token.revoked", token_id)


class PasswordService:
    """A person's password; they need none, since Chronos lets them in."""

    def __init__(self, passwords: Passwords, hasher: Hasher, attempts: Attempts, audit: Audit) -> None:
        self._passwords = passwords
        self._hasher = hasher
        self._attempts = attempts
        self._audit = audit

    async def set(self, by: Principal, user_name: str, password: str, current: str | None) -> None:
        """Set or change it. Raises InvalidInput, PermissionDenied if `current` is wrong, Conflict if the name is somebody's."""
        login = check_login_name(user_name)
        check_password(password, login, by.name, by.user_id)
        await self._confirm(by, current)
        namesake = await self._passwords.by_login(login)
        if namesake is not None and namesake.user_id != by.user_id:
            raise _name_taken()
        hashed = Password(by.user_id, login, await self._hasher.hash(password))
        async with recorded_first(self._audit, by, "password.changed", by.user_id):
            if not await self._passwords.put(hashed):  # somebody was faster
                raise _name_taken()

    async def forget(self, by: Principal, current: str) -> None:
        """Remove it. Raises NotFound, PermissionDenied if `current` is wrong, StoreUnavailable."""
        await self._confirm(by, current)
        if not await self._passwords.forget(by.user_id):
            raise NotFound("You have no password.")
        await self._audit.record(by, "password.removed", by.user_id)

    async def _confirm(self, by: Principal, current: str | None) -> None:
        """Ask for the present password, if there is one: whoever found an open session must not keep the account."""
        kept = await self._passwords.of(by.user_id)
        if kept is None:
            return
        await self._attempts.check(PASSWORD, kept.login)
        if not await self._hasher.matches(kept.hash, current or ""):
            await self._attempts.failed(PASSWORD, kept.login)
            raise PermissionDenied("current_password: this is not your present password.")
        await self._attempts.succeeded(PASSWORD, kept.login)


def reading_scopes(by: Principal) -> frozenset[str]:
    """Return those of `by`'s scopes that change nothing."""
    held = declared_scopes() if by.may(EVERY_SCOPE) else by.scopes
    return frozenset(scope for scope in held if scope.endswith(":read"))


def _name_taken() -> Conflict:
    return Conflict("user_name: somebody else has it; take another.")


def _granted(by: Principal, scopes: frozenset[str] | None) -> frozenset[str]:
    if scopes is None:
        return by.scopes
    if not scopes:
        raise InvalidInput("scopes: name at least one, or leave the field out for all of yours.", field="scopes")
    for scope in sorted(scopes):
        if scope != EVERY_SCOPE and scope not in declared_scopes():
            raise InvalidInput("scopes: one of them does not exist; GET /openapi.json shows which there are.", field="scopes")
        if not by.may(scope):
            raise PermissionDenied(f"You cannot give the scope {scope}: you do not have it.", scope=scope)
    return scopes
