"""What the hook tests do: the API and Chronos on stores in memory, a clock that stands still, runs that are made when told."""

import hashlib
import hmac
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import orjson
from dishka import Provider, Scope

from mojo.chronos.commands import Reply, Turn
from mojo.chronos.registry import build_registry
from mojo.features.hooks.commands import commands
from mojo.features.hooks.jobs import handle
from mojo.features.hooks.routes import root_router, router
from mojo.scheduler.jobs import Run
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.context import AppName
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import User
from mojo.shared.model.schedules import Payload
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier, People
from mojo.shared.run_ports import Runs
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Answer, grant, make_client
from tests.support import make_memory_context

T = TypeVar("T")

OLGAS_TOKEN = new_token(PERSONAL)
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
OLGA = User(id="olga", chat_id=1, name="Olga", language="en", created_at=NOON, scopes=frozenset({"hooks:manage", "jobs:run"}))


class Told:
    """A notifier that remembers, or fails."""

    def __init__(self) -> None:
        self.notifications: list[Notification] = []
        self.failure: Exception | None = None

    async def notify(self, notification: Notification) -> bool:
        if self.failure:
            raise self.failure
        self.notifications.append(notification)
        return True


class KeptRuns:
    """The one method of `Runs` that hooks use."""

    def __init__(self) -> None:
        self.started: list[tuple[str, Payload]] = []
        self.failure: Exception | None = None

    async def start(self, job: str, payload: Payload, owner: str | None, **more: Any) -> None:
        if self.failure:
            raise self.failure
        self.started.append((job, payload))


class Yard:
    """Hooks with everything around them."""

    def __init__(self, data_dir: Path) -> None:
        self.clock, self.told, self.runs = SetClock(NOON), Told(), KeptRuns()
        self.data_dir = data_dir
        fakes = Provider(scope=Scope.APP)
        fakes.provide(lambda: self.clock, provides=Clock)
        fakes.provide(lambda: self.told, provides=Notifier)
        fakes.provide(lambda: self.runs, provides=Runs)
        self.context = make_memory_context(AppName.API, {"MOJO_DATA_DIR": str(data_dir)}, fakes)
        self.client = make_client(self.context, router, root_router)
        self.registry = build_registry([commands])

    async def open(self) -> "Yard":
        await (await self.get(People)).save_user(OLGA)  # type: ignore[type-abstract]
        await self.grant(OLGAS_TOKEN, OLGA.scopes)
        return self

    async def get(self, kind: type[T]) -> T:
        return await self.context.get(kind)

    async def grant(self, token: str, scopes: frozenset[str]) -> None:
        await grant(self.context, *scopes, token=token, user=OLGA)

    async def manage(self, method: str, path: str = "", document: Any = None, token: str = OLGAS_TOKEN) -> Answer:
        content = b"" if document is None else orjson.dumps(document)
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json", "content-length": str(len(content))}
        return await self.client.send(method, f"/api/v1/hooks{path}", headers, [content])

    async def make(self, **wanted: Any) -> str:
        """Make a hook and return its secret."""
        made = await self.manage("POST", document={"name": "door", **wanted})
        assert made.status == 201, made.body
        return str(made.json["secret"])

    async def deliver(self, body: bytes, headers: dict[str, str], name: str = "door") -> Answer:
        return await self.client.send("POST", f"/hooks/{name}", {**headers, "content-length": str(len(body))}, [body])

    async def work(self) -> None:
        """Handle everything that was started."""
        while self.runs.started:
            job, payload = self.runs.started.pop(0)
            if job == "hooks.handle":
                await handle(Run(self.context, "key", NOON, 1, payload))
            else:
                self.runs.started.append((job, payload))
                return

    async def heard(self) -> list[str]:
        return [await self.words(one.text) for one in self.told.notifications]

    async def words(self, text: Text) -> str:
        return (await self.get(Translator)).say(text, "en").replace("\u202f", " ")

    async def say(self, name: str, args: str = "") -> Reply:
        reply = await self.registry.commands[name].handler(Turn(self.context, OLGA, "en", args=args))
        assert reply is not None
        return reply

    async def press(self, reply: Reply, label: str) -> Reply:
        labels = {await self.words(button.label): button.data.pack() for row in reply.buttons for button in row}
        kind, listener = self.registry.buttons[labels[label].partition(":")[0]]
        answer = await listener.handler(Turn(self.context, OLGA, "en", button=kind.unpack(labels[label])))
        assert answer is not None
        return answer


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def github(secret: str, body: bytes) -> dict[str, str]:
    return {"x-hub-signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def stripe(secret: str, body: bytes, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={stamp},v1={'0' * 64},v1={mac},v0=x"}
