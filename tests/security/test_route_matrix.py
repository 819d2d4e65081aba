"""Every route against every scope, from the document of the running system: a new route joins by itself."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from mojo.api.doors import SCOPE_KEY
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.model.people import EVERY_SCOPE, PersonState, User
from mojo.shared.ports import Access, People
from tests.security.support import METHODS, NOON, OWNER, Whole, all_but


@pytest.fixture
async def whole() -> AsyncIterator[Whole]:
    whole = Whole()
    await whole.save(OWNER)
    yield whole
    await whole.context.close()


def somebody(number: int, scopes: frozenset[str]) -> User:
    return User(id=f"p{number}", chat_id=100 + number, name="Somebody", scopes=scopes, created_at=NOON)


async def tried(whole: Whole, tokens: dict[str, str | None]) -> list[tuple[str, str, int]]:
    """Call every guarded route with the token for its scope; return what came of it."""
    cells = await whole.guarded()
    assert len(cells) > 25
    return [(method, path, (await whole.call(method, path, tokens[scope])).status) for method, path, scope in cells]


async def test_the_document_says_what_the_door_asks_for(whole: Whole) -> None:
    said = {(method, path, scope) for method, path, scope in await whole.guarded()}
    asked = {(method, door.template, door.scope) for method, door in whole.app.state.index.doors() if door.scope}
    assert said == asked
    assert {scope for _, _, scope in said} <= set(declared_scopes())
    paths = (await whole.document())["paths"]
    open_ones = [op for ops in paths.values() for method, op in ops.items() if method in METHODS and not op.get("security")]
    assert all(operation.get(SCOPE_KEY) is None for operation in open_ones)


async def test_who_changes_something_without_a_token_is_limited(whole: Whole) -> None:
    unlimited = [
        (method, door.template)
        for method, door in whole.app.state.index.doors()
        if door.scope is None and door.limit is None and method not in ("GET", "HEAD")
    ]
    assert unlimited == []


@pytest.mark.parametrize("by", ["person", "token"])
async def test_exactly_this_scope_passes(whole: Whole, by: str) -> None:
    tokens: dict[str, str | None] = {}
    for number, scope in enumerate(declared_scopes()):
        if by == "person":
            user = await whole.save(somebody(number, frozenset({scope})))
            tokens[scope] = await whole.token(user)
        else:
            tokens[scope] = await whole.token(OWNER, scope)
    refused = [cell for cell in await tried(whole, tokens) if cell[2] in (401, 403, 429) or cell[2] >= 500]
    assert refused == []


@pytest.mark.parametrize("by", ["person", "token"])
async def test_every_other_scope_together_is_refused(whole: Whole, by: str) -> None:
    tokens: dict[str, str | None] = {}
    for number, scope in enumerate(declared_scopes()):
        if by == "person":
            user = await whole.save(somebody(number, all_but(scope)))
            tokens[scope] = await whole.token(user)
        else:
            tokens[scope] = await whole.token(OWNER, *all_but(scope))
    assert [cell for cell in await tried(whole, tokens) if cell[2] != 403] == []


@pytest.mark.parametrize("who", ["nobody", "suspended", "removed", "expired", "revoked", "unknown", "robbed"])
async def test_whoever_may_not_come_in_is_refused_everywhere(whole: Whole, who: str) -> None:
    user = await whole.save(somebody(1, frozenset({EVERY_SCOPE})))
    token: str | None = await whole.token(user, expires_at=NOON + timedelta(days=1))
    assert (await whole.call("GET", "/api/v1/me", token)).status == 200
    people = await whole.context.get(People)  # type: ignore[type-abstract]
    access = await whole.context.get(Access)  # type: ignore[type-abstract]
    match who:
        case "nobody":
            token = None
        case "suspended":
            await people.change_user(user.id, lambda now: now.model_copy(update={"state": PersonState.SUSPENDED}))
        case "removed":
            await people.remove_user(user.id)
        case "expired":
            whole.clock.move(timedelta(days=1))
        case "revoked":
            await access.end_all(user.id)
        case "unknown":
            token = (token or "")[:-1] + ("a" if (token or "")[-1] != "a" else "b")
        case "robbed":
            await people.change_user(user.id, lambda now: now.model_copy(update={"scopes": frozenset()}))
    expected = {403} if who == "robbed" else {401, 429} if who not in ("nobody", "unknown") else {401}
    wrong = [cell for cell in await tried(whole, dict.fromkeys(declared_scopes(), token)) if cell[2] not in expected]
    assert wrong == []


async def test_who_may_manage_but_not_read_is_not_told_no_after_it_was_done(whole: Whole) -> None:
    manager = await whole.save(somebody(1, frozenset({"people:manage", "weather:read"})))
    token = await whole.token(manager)
    answer = await whole.call("PUT", "/api/v1/roles/family", token, {"scopes": ["weather:read"]})
    assert (answer.status, answer.json["scopes"]) == (200, ["weather:read"])


@pytest.mark.parametrize("scheme", ["none", "jwt", "session id", "refresh token", "login code"])
async def test_other_secrets_are_no_access_tokens(whole: Whole, scheme: str) -> None:
    from mojo.features.access.service import LoginService, SessionService
    from mojo.shared.model.people import Principal

    sessions = await whole.context.get(SessionService)
    grant = await sessions.start("olga", "phone", "192.0.2.1", "code")
    by = Principal(user_id="olga", name="Olga", scopes=OWNER.scopes)
    code, _ = await (await whole.context.get(LoginService)).make_code(by)
    tokens = {
        "none": "",
        "jwt": grant.access_token,
        "session id": grant.session_id,
        "refresh token": grant.refresh_token,
        "login code": code,
    }
    expected = 200 if scheme == "jwt" else 401
    assert (await whole.call("GET", "/api/v1/me", tokens[scheme] or None)).status == expected
