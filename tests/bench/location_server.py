"""The server that `location_bench` loads, in a process of its own: the whole API on a real Valkey, and a thousand tracked people.

`python -m tests.bench.location_server <people> <file>` writes a token a line to `file`, prints its port, and answers each `?` on
its standard input with its CPU time in seconds and its resident memory in MB.
"""

import asyncio
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from mojo.api.app import create_app
from mojo.features.location.book import Book
from mojo.features.location.geo import moved
from mojo.features.location.model import Precision, Profile, Zone
from mojo.features.location.routes import router
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.tokens import PERSONAL, fingerprint, new_token
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import User
from mojo.shared.ports import People
from mojo.shared.settings import load_settings
from mojo.shared.util.asgi_server import serve_asgi
from mojo.shared.util.listen import bind
from tests.bench.location_bench import CENTRE

SCOPES = frozenset({"location:read", "location:write"})
NOON = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = 5
FRIENDS = 2


async def serve(people: int, tokens: Path) -> None:
    context = make_context(AppName.API, load_settings())
    configure_logging(context.settings, AppName.API)
    made = [await _person(context, number, people) for number in range(people)]
    tokens.write_text("\n".join(made))
    ready, stop, sock = asyncio.Event(), asyncio.Event(), bind("127.0.0.1", 0, "bench")
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print(sock.getsockname()[1], flush=True)
    asking = asyncio.create_task(_answer())
    await serve_asgi(create_app(context, [router]), sock, ready, stop)
    asking.cancel()
    await context.close()
    shutdown_logging()


async def _person(context: AppContext, number: int, people: int) -> str:
    """Make somebody with zones, a history and friends; return their token."""
    user = User(id=f"p{number}", chat_id=number + 1, name=f"P{number}", created_at=NOON, scopes=SCOPES)
    await (await context.get(People)).save_user(user)  # type: ignore[type-abstract]
    token = new_token(PERSONAL)
    store = await context.get(AccessTokenStore)  # type: ignore[type-abstract]
    await store.put(
        fingerprint(token), AccessToken(id=f"t{number}", user_id=user.id, name="phone", scopes=SCOPES, created_at=NOON)
    )
    zones = tuple(Zone(id=f"z{it}", name=f"Zone {it}", at=moved(CENTRE, 90, it * 800), radius_m=200) for it in range(ZONES))
    viewers = {f"p{(number + step) % people}": Precision.EXACT for step in range(1, FRIENDS + 1)}
    book = await context.get(Book)
    for viewer in viewers:
        await book.offer(viewer, user.id)
    await book.change(user.id, lambda _: Profile(on=True, history_days=7, zones=zones, viewers=viewers))
    return token


async def _answer() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.readexactly(1):
        used = resource.getrusage(resource.RUSAGE_SELF)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        print(used.ru_utime + used.ru_stime, pages * resource.getpagesize() / 1e6, flush=True)


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
