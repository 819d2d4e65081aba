"""What Mojo's guarded route is compared with, run by `.venv-peers`: `python peers_server.py fastapi_users|middleware`.

- `fastapi_users`: a session token in Redis, as fastapi-users' own strategy keeps it, and CORS; no limits, no log, no metrics.
- `middleware`: what tutorials lead to: CORS, two BaseHTTPMiddleware (time and log line; PyJWT and a session in Redis), slowapi.

People are looked up in memory, which is in the peers' favour. Speaks as `api_server` does: port and token, then CPU time when
asked.
"""

import asyncio
import logging
import os
import socket
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Annotated, Any

import jwt
import redis.asyncio
import uvicorn
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from fastapi_users import BaseUserManager, FastAPIUsers, UUIDIDMixin
from fastapi_users.authentication import AuthenticationBackend, BearerTransport, RedisStrategy
from fastapi_users.db import BaseUserDatabase
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.util import get_remote_address
from starlette.middleware.base import BaseHTTPMiddleware

PATH = "/api/v1/bench/me"
log = logging.getLogger("peer")


@dataclass
class Person:
    """A user as fastapi-users wants one."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)
    email: str = "bench@example.org"
    hashed_password: str = ""
    is_active: bool = True
    is_superuser: bool = False
    is_verified: bool = True


BENCH = Person()


class Me(BaseModel):
    """The same answer as Mojo's."""

    id: str
    name: str
    timezone: str
    scopes: list[str]


def answer(user: Person) -> Me:
    return Me(id=str(user.id)[:5], name="Bench", timezone="Europe/Lisbon", scopes=["*"])


def with_cors(app: FastAPI) -> FastAPI:
    app.add_middleware(CORSMiddleware, allow_origins=["https://home.example"], allow_methods=["*"], allow_headers=["*"])
    return app


class People(BaseUserDatabase[Person, uuid.UUID]):
    """One user, in memory."""

    async def get(self, id: uuid.UUID) -> Person | None:
        return BENCH if id == BENCH.id else None


class Manager(UUIDIDMixin, BaseUserManager[Person, uuid.UUID]):
    """fastapi-users' own."""


async def fastapi_users(store: Any) -> tuple[FastAPI, str]:
    """Return the application and a token."""

    async def manager() -> Any:
        yield Manager(People())

    def strategy() -> RedisStrategy:
        return RedisStrategy(store, lifetime_seconds=3600)

    backend = AuthenticationBackend("redis", BearerTransport("login"), strategy)
    users = FastAPIUsers[Person, uuid.UUID](manager, [backend])
    app = FastAPI(openapi_url=None)

    @app.get(PATH)
    async def me(user: Annotated[Person, Depends(users.current_user(active=True))]) -> Me:
        return answer(user)

    return with_cors(app), await strategy().write_token(BENCH)


class Timing(BaseHTTPMiddleware):
    """Process time and a log line."""

    async def dispatch(self, request: Request, call_next: Any) -> Any:
        started = time.perf_counter()
        response = await call_next(request)
        response.headers["X-Process-Time"] = f"{time.perf_counter() - started:.6f}"
        log.info("%s %s %s", request.method, request.url.path, response.status_code)
        return response


class Bearer(BaseHTTPMiddleware):
    """PyJWT, and a session in Redis."""

    def __init__(self, app: Any, key: Any, store: Any) -> None:
        super().__init__(app)
        self._key = key
        self._store = store

    async def dispatch(self, request: Request, call_next: Any) -> Any:
        try:
            token = request.headers["authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, self._key, algorithms=["EdDSA"], audience="bench", issuer="bench")
        except (KeyError, jwt.InvalidTokenError):
            return JSONResponse({"detail": "Unauthorized"}, 401)
        if await self._store.get(f"session:{claims['sid']}") is None:
            return JSONResponse({"detail": "Unauthorized"}, 401)
        request.state.user = BENCH
        return await call_next(request)


async def middleware(store: Any) -> tuple[FastAPI, str]:
    """Return the application and a token."""
    key = Ed25519PrivateKey.generate()
    limiter = Limiter(key_func=get_remote_address)
    app = FastAPI(openapi_url=None)
    app.state.limiter = limiter

    @app.get(PATH)
    @limiter.limit("9999999/minute")
    async def me(request: Request) -> Me:
        return answer(request.state.user)

    app.add_middleware(Bearer, key=key.public_key(), store=store)
    app.add_middleware(Timing)
    await store.set("session:s1", "bench")
    now = int(time.time())
    claims = {"sub": "bench", "sid": "s1", "aud": "bench", "iss": "bench", "iat": now, "exp": now + 3600}
    return with_cors(app), jwt.encode(claims, key, algorithm="EdDSA")


def tell_cpu_time() -> None:
    """Answer a byte on standard input with the CPU time that this process has used so far."""
    if os.read(sys.stdin.fileno(), 1):
        print(time.process_time(), flush=True)
    else:
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())


async def main(kind: str) -> None:
    logging.basicConfig(filename=os.path.join(os.environ["MOJO_DATA_DIR"], f"{kind}.log"), level=logging.INFO)  # noqa: PTH118
    store = redis.asyncio.from_url(os.environ["REDIS_URL"], decode_responses=True)
    app, token = await {"fastapi_users": fastapi_users, "middleware": middleware}[kind](store)
    sock = socket.create_server(("127.0.0.1", 0))
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), tell_cpu_time)
    print(sock.getsockname()[1], token, flush=True)
    config = uvicorn.Config(app, loop="uvloop", http="httptools", ws="none", lifespan="off", log_config=None, access_log=False)
    await uvicorn.Server(config).serve(sockets=[sock])


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
