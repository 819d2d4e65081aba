"""Canaries: secrets driven through the error paths of the doors are in no log record, error body or metric."""

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from mojo.api.access_log import AccessRecord
from mojo.features.access.service import LoginService, SessionService
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.people import Principal
from mojo.shared.persistence.codes import new_code
from mojo.shared.ports import Attempts, People
from tests.chronos.support import TOKEN as BOT_TOKEN
from tests.chronos.support import known, make_house, message
from tests.security.support import METHODS, OWNER, Whole

PASSWORD = "canary otter trapeze 4711"


class Heard(logging.Handler):
    """Every record there is, with all it carries, before anything is redacted."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        brought = record.take_lines().decode() if isinstance(record, AccessRecord) else ""
        self.lines.append(f"{record.getMessage()} {record.__dict__} {trace} {brought}")


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
async def whole() -> AsyncIterator[Whole]:
    whole = Whole()
    await whole.save(OWNER)
    yield whole
    await whole.context.close()


async def secrets_of(whole: Whole) -> dict[str, str]:
    """Return a good one of each kind and a wrong one."""
    grant = await (await whole.context.get(SessionService)).start("olga", "phone", "192.0.2.1", "code")
    by = Principal(user_id="olga", name="Olga", scopes=OWNER.scopes)
    code, _ = await (await whole.context.get(LoginService)).make_code(by)
    return {
        "jwt": grant.access_token,
        "refresh": grant.refresh_token,
        "code": code,
        "wrong code": new_code(),
        "pat": await whole.token(OWNER),
        "wrong pat": new_token(PERSONAL),
        "password": PASSWORD,
    }


def leaks(secrets: dict[str, str], *places: str) -> list[str]:
    return [name for name, secret in secrets.items() for place in places if secret in place or secret[-20:] in place]


async def abuse(whole: Whole, secrets: dict[str, str]) -> list[str]:
    """Bring every secret to every place where it does not belong; return the bodies that came back."""
    bodies = []
    routes = [(method, path) for method, path, _ in await whole.guarded()]
    open_ones = [("POST", "/api/v1/auth/login"), ("POST", "/api/v1/auth/refresh"), ("GET", "/api/v1/nothing")]
    for secret in secrets.values():
        wrong = [{"code": secret, "more": secret}, {"refresh_token": secret}, {"password": secret, "user_name": "x"}, [secret]]
        for body in [*wrong, {"code": secret * 40}, {"refresh_token": [secret]}, {"user_name": secret, "password": secret}]:
            bodies += [(await whole.call(method, path, None, body)).body for method, path in open_ones[:2]]
        for method, path in [*routes, *open_ones]:
            bodies.append((await whole.call(method, path, secret + "x", {"name": {"x": secret}})).body)
            bodies.append((await whole.call(method, f"{path}?token={secret}&limit={secret}", None)).body)
    return [body.decode() for body in bodies]


@pytest.mark.parametrize("state", ["well", "store away", "broken"])
async def test_no_secret_is_logged_or_answered(whole: Whole, heard: Heard, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    secrets = await secrets_of(whole)
    failure = {"store away": StoreUnavailable("Redis is away."), "broken": RuntimeError("It broke.")}.get(state)
    if failure is not None:

        async def fail(*_: Any, **__: Any) -> Any:
            raise failure

        attempts = await whole.context.get(Attempts)  # type: ignore[type-abstract]
        people = await whole.context.get(People)  # type: ignore[type-abstract]
        monkeypatch.setattr(attempts, "check", fail)
        monkeypatch.setattr(people, "get_user", fail)
    bodies = await abuse(whole, secrets)
    assert len(bodies) > 400
    assert len(heard.lines) > 100
    assert leaks(secrets, *heard.lines) == []
    assert leaks(secrets, *bodies) == []
    metrics = await whole.call("GET", "/metrics", await whole.token(OWNER))
    assert leaks(secrets, metrics.body.decode()) == []


async def test_what_is_made_is_shown_to_its_maker_alone(whole: Whole, heard: Heard) -> None:
    token = await whole.token(OWNER)
    made = {
        "token": (await whole.call("POST", "/api/v1/auth/tokens", token, {"name": "router"})).json["token"],
        "invitation": (await whole.call("POST", "/api/v1/invitations", token, {})).json["code"],
    }
    set_it = await whole.call("PUT", "/api/v1/auth/password", token, {"user_name": "olga", "password": PASSWORD})
    assert set_it.status == 204
    made["password"] = PASSWORD
    paths = ["/api/v1/auth/tokens", "/api/v1/invitations", "/api/v1/audit", "/api/v1/audit/export", "/api/v1/me/export"]
    lists = [(await whole.call("GET", path, token)).body.decode() for path in [*paths, "/api/v1/people/olga", "/metrics"]]
    assert leaks(made, *lists, *heard.lines) == []


async def test_chronos_logs_neither_codes_nor_its_own_token(heard: Heard) -> None:
    code = new_code()
    house = await make_house(users=[known(202, scopes={"*"}, role="owner")])
    await house.receive(*(message(number, f"/start {code}") for number in range(1, 4)), message(9, f"/start {code}", chat=202))
    await house.deliver()
    assert leaks({"code": code, "bot": BOT_TOKEN}, *heard.lines, *house.heard(), *house.heard(202)) == []
    await house.context.close()


async def test_nothing_secret_shows_in_a_repr(whole: Whole) -> None:
    from mojo.shared.auth.credentials import Password
    from mojo.shared.auth.keys import KeyRing

    key = await (await whole.context.get(KeyRing)).signing()
    shown = [repr(Password("olga", "olga", "$argon2id$secret")), repr(key), str(key)]
    assert "argon2id" not in shown[0]
    assert all(str(value) not in shown[1] + shown[2] for value in key.key.as_dict(private=True).values() if len(str(value)) > 20)


def test_every_method_is_known_here() -> None:
    assert set(METHODS) == {"get", "put", "post", "patch", "delete"}
