"""What the tests of access do at its doors."""

from datetime import UTC, datetime
from typing import Any

import orjson

from mojo.chronos.commands import Turn
from mojo.features.access.routes import router
from mojo.features.access.service import LoginService
from mojo.shared.context import AppContext
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import EVERY_SCOPE, Principal, User
from mojo.shared.model.text import Text
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.ports import Audit, Notifier, People
from mojo.shared.util.clock import SetClock
from tests.api.support import Answer, Client, Told, make_client

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ANNA = User(id="anna", chat_id=7, name="Anna", language="en", scopes=frozenset({EVERY_SCOPE}), role="owner", created_at=NOON)
BEN = User(id="ben", chat_id=8, name="Ben", scopes=frozenset({"access:manage", "tokens:manage", "weather:read"}), created_at=NOON)
PASSWORD = "cinnamon otter trapeze"


class Desk:
    """One Mojo, its clock, and a client of its API."""

    def __init__(self, context: AppContext, clock: SetClock) -> None:
        self.context = context
        self.clock = clock
        self.client: Client = make_client(context, router)

    async def save(self, user: User) -> None:
        await (await self.context.get(People)).save_user(user)  # type: ignore[type-abstract]

    async def code(self, user: User = ANNA) -> str:
        by = Principal(user_id=user.id, name=user.name, scopes=user.scopes)
        code, _ = await (await self.context.get(LoginService)).make_code(by)
        return code

    async def login(self, user: User = ANNA, **more: str) -> dict[str, Any]:
        answer = await self.post("login", {"code": await self.code(user), **more})
        assert answer.status == 200, answer.body
        grant: dict[str, Any] = answer.json
        return grant

    async def post(self, path: str, document: Any, token: str | None = None, address: str = "192.0.2.1") -> Answer:
        return await self.send("POST", path, token, document, address)

    async def send(
        self, method: str, path: str, token: str | None = None, document: Any = None, address: str = "192.0.2.1"
    ) -> Answer:
        body = b"" if document is None else orjson.dumps(document)
        headers = {"x-forwarded-for": address, "content-length": str(len(body)), "user-agent": "Firefox"}
        headers |= {"content-type": "application/json"} if body else {}
        headers |= {"authorization": f"Bearer {token}"} if token else {}
        return await self.client.send(method, f"/api/v1/auth/{path}", headers, [body])

    async def audited(self) -> list[tuple[str, str, str]]:
        audit = await self.context.get(Audit)  # type: ignore[type-abstract]
        assert isinstance(audit, MemoryAudit)
        return [(entry.actor, entry.action, entry.outcome.value) for entry in audit.entries]

    async def told(self) -> list[tuple[str, Text]]:
        """Return who was told what."""
        told = await self.context.get(Notifier)  # type: ignore[type-abstract]
        assert isinstance(told, Told)
        return [(it.to, it.text) for it in told.notifications]

    async def turn(self, user: User = ANNA, args: str = "", button: Any = None, session: Any = None) -> Turn:
        return Turn(self.context, user, "en", args=args, button=button, session={} if session is None else session)

    async def say(self, text: Text, language: str = "en") -> str:
        return (await self.context.get(Translator)).say(text, language)
