"""Two real API processes on one Valkey: what is taken away through one is gone at the other within a second."""

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket

from mojo.features.access.service import LoginService
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.tokens import PERSONAL, fingerprint, new_token
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import EVERY_SCOPE, Principal, User
from mojo.shared.ports import People
from tests.e2e.support import MOJO, Answer, MojoUp, ask, eventually
from tests.security.support import NOON, OWNER
from tests.support import context_for, flush

pytestmark = pytest.mark.enable_socket

WITHIN_S = 1.0
ANNA = User(id="anna", chat_id=2, name="Anna", role="member", created_at=NOON)


class Replicas:
    """Two APIs, the owner's token, and Anna's session and token."""

    def __init__(self, context: AppContext, urls: list[str]) -> None:
        self.context = context
        self.urls = urls
        self.owner = ""
        self.token = ""
        self.grant: dict[str, Any] = {}

    async def at(self, replica: int, method: str, path: str, token: str = "", body: Any = None) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await asyncio.to_thread(ask, f"{self.urls[replica]}/api/v1/{path}", method, body, headers)

    async def give_token(self, user: User) -> str:
        clear = new_token(PERSONAL)
        store = await self.context.get(AccessTokenStore)  # type: ignore[type-abstract]
        made = AccessToken(id=f"{user.id}1", user_id=user.id, name="t", scopes=frozenset({EVERY_SCOPE}), created_at=NOON)
        await store.put(fingerprint(clear), made)
        return clear

    async def log_in(self) -> dict[str, Any]:
        by = Principal(user_id="anna", name="Anna")
        code, _ = await (await self.context.get(LoginService)).make_code(by)
        return dict((await self.at(0, "POST", "auth/login", body={"code": code})).json)

    async def felt(self, token: str, path: str, status: int) -> float:
        """Return how long it took until the second replica answered so. Raises AssertionError after WITHIN_S."""
        began = time.monotonic()
        while (answer := await self.at(1, "GET", path, token)).status != status:
            assert time.monotonic() - began < WITHIN_S, answer
        return time.monotonic() - began


@pytest.fixture(scope="module")
def processes(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The environment of both processes, and where they are."""
    pytest_socket.enable_socket()
    flush(valkey_url)
    folder = tmp_path_factory.mktemp("replicas")
    made = [MojoUp(folder), MojoUp(folder)]
    environ = {"REDIS_URL": valkey_url, "SIGNING_SECRET": "s" * 43, "MOJO_DATA_DIR": str(folder)}
    running = [_start(up, environ, folder / f"out{number}") for number, up in enumerate(made)]
    urls = [f"http://127.0.0.1:{up.environ['API_PORT']}" for up in made]
    try:
        for url in urls:
            eventually(_ready(url), 60)
        yield environ, urls
    finally:
        for process in running:
            process.terminate()
            process.wait(timeout=15)


@pytest.fixture
async def replicas(processes: tuple[dict[str, str], list[str]]) -> AsyncIterator[Replicas]:
    environ, urls = processes
    context = context_for(AppName.API, environ)
    ours = Replicas(context, urls)
    people = await context.get(People)  # type: ignore[type-abstract]
    for user in (OWNER, ANNA):
        await people.save_user(user)
    ours.owner, ours.token, ours.grant = await ours.give_token(OWNER), await ours.give_token(ANNA), await ours.log_in()
    yield ours
    await context.close()


def _ready(url: str) -> Callable[[], bool]:
    return lambda: ask(f"{url}/readyz").status == 200


def _start(up: MojoUp, environ: dict[str, str], output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as out:
        return subprocess.Popen([str(MOJO), "api"], env={**up.environ, **environ}, cwd=up.folder, stdout=out, stderr=out)


async def test_what_one_takes_away_the_other_feels_within_a_second(replicas: Replicas) -> None:
    """One test, since two processes take seconds to start: each step ends something and looks at the other replica."""
    at, owner, jwt, token = replicas.at, replicas.owner, replicas.grant["access_token"], replicas.token
    for good in (jwt, token):
        assert (await at(1, "GET", "auth/tokens", good)).status == 200

    assert (await at(0, "PATCH", "people/anna", owner, {"revoke": ["tokens:manage"]})).status == 200
    took = [await replicas.felt(good, "auth/tokens", 403) for good in (jwt, token)]

    member = (await at(0, "GET", "roles/member", owner)).json["scopes"]
    without = [scope for scope in member if scope != "access:manage"]
    assert (await at(0, "PUT", "roles/member", owner, {"scopes": without})).status == 200
    took += [await replicas.felt(good, "auth/sessions", 403) for good in (jwt, token)]
    assert (await at(0, "PUT", "roles/member", owner, {"scopes": member})).status == 200
    took += [await replicas.felt(good, "auth/sessions", 200) for good in (jwt, token)]

    assert (await at(0, "POST", "people/anna/suspend", owner)).status == 200
    took += [await replicas.felt(good, "me", 401) for good in (jwt, token)]
    assert (await at(0, "POST", "people/anna/restore", owner)).status == 200
    took += [await replicas.felt(good, "me", 200) for good in (jwt, token)]

    assert (await at(0, "DELETE", f"people/anna/sessions/{replicas.grant['session_id']}", owner)).status == 204
    took.append(await replicas.felt(jwt, "me", 401))
    assert (await at(0, "DELETE", "people/anna/tokens/anna1", owner)).status == 204
    took.append(await replicas.felt(token, "me", 401))

    fresh = (await replicas.log_in())["access_token"]
    took.append(await replicas.felt(fresh, "me", 200))
    assert (await at(0, "DELETE", "people/anna", owner)).status == 200
    took.append(await replicas.felt(fresh, "me", 401))
    assert max(took) < WITHIN_S


async def test_a_refresh_token_that_is_used_at_both_at_once_ends_nothing_and_an_old_one_ends_all(replicas: Replicas) -> None:
    first = replicas.grant["refresh_token"]
    both = await asyncio.gather(*(at_once(replicas, number % 2, first) for number in range(6)))
    assert [answer.status for answer in both] == [200] * 6
    assert len({answer.json["refresh_token"] for answer in both}) == 1
    second = both[0].json["refresh_token"]
    third = (await at_once(replicas, 1, second)).json
    assert (await at_once(replicas, 0, first)).status == 401, "two generations old: somebody has stolen it"
    await replicas.felt(third["access_token"], "me", 401)
    assert (await at_once(replicas, 1, third["refresh_token"])).status == 401


async def at_once(replicas: Replicas, replica: int, token: str) -> Answer:
    return await replicas.at(replica, "POST", "auth/refresh", body={"refresh_token": token})


async def test_a_code_opens_once_whichever_replica_is_asked(replicas: Replicas) -> None:
    by = Principal(user_id="anna", name="Anna")
    code, _ = await (await replicas.context.get(LoginService)).make_code(by)
    answers = await asyncio.gather(*(replicas.at(number % 2, "POST", "auth/login", body={"code": code}) for number in range(6)))
    assert [answer.status for answer in answers].count(200) == 1
