"""Four people around a Mojo in memory, and what they do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dishka import Provider, Scope

from mojo.chronos.commands import Reply, Turn
from mojo.chronos.registry import Registry, build_registry, find_groups
from mojo.features.people.invitations import InvitationService
from mojo.features.people.roles import RoleService
from mojo.features.people.service import PeopleService
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.sessions import RefreshToken, SessionStore
from mojo.shared.context import AppContext, AppName
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.model.text import Text
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.ports import Audit, MenuRefresh, Notifier, People
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Told
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
NAMES = {"olga": ("Olga", "owner"), "adam": ("Adam", "admin"), "anna": ("Ánna <b>", "member"), "gil": ("Gil", "guest")}


class Refreshed:
    """Remembers whose menu was to be shown anew."""

    def __init__(self) -> None:
        self.people: list[str] = []

    async def refresh(self, user_id: str, chat_id: int | None = None) -> None:
        self.people.append(user_id)


@dataclass
class Circle:
    """The people, their services, and what was written down."""

    context: AppContext
    clock: SetClock
    menus: Refreshed
    registry: Registry
    told: Told
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def user(self, user_id: str) -> User:
        found = await (await self.context.get(People)).get_user(user_id)  # type: ignore[type-abstract]
        assert found is not None
        return found

    async def by(self, user_id: str) -> Principal:
        """Return the person as who acts now."""
        user = await self.user(user_id)
        return Principal(user_id=user.id, name=user.name, scopes=user.scopes, door=Door.API)

    async def logged_in(self, user_id: str, session_id: str, last_used_at: datetime) -> None:
        """Let the person have a session."""
        store = await self.context.get(SessionStore)  # type: ignore[type-abstract]
        session = Session(
            id=session_id,
            user_id=user_id,
            device="phone",
            created_at=last_used_at,
            last_used_at=last_used_at,
            expires_at=last_used_at,
        )
        day = timedelta(days=1)
        await store.start(session, RefreshToken.first(session_id), last_used_at + day, day)

    async def given_token(self, user_id: str, token_id: str, name: str) -> None:
        """Let the person have an access token."""
        store = await self.context.get(AccessTokenStore)  # type: ignore[type-abstract]
        token = AccessToken(id=token_id, user_id=user_id, name=name, scopes=frozenset({"weather:read"}), created_at=NOON)
        await store.put(f"fingerprint of {token_id}", token)

    async def others(self) -> PeopleService:
        return await self.context.get(PeopleService)

    async def roles(self) -> RoleService:
        return await self.context.get(RoleService)

    async def desk(self) -> InvitationService:
        return await self.context.get(InvitationService)

    async def actions(self) -> list[tuple[str, str, str | None]]:
        """Return who did what to whom, in order."""
        audit = await self.context.get(Audit)  # type: ignore[type-abstract]
        assert isinstance(audit, MemoryAudit)
        return [(entry.actor, entry.action, entry.target) for entry in audit.entries]

    async def write(self, user_id: str, line: str) -> tuple[str, Reply]:
        """Send a command, or an answer to what was asked; return what is said and the reply."""
        turn = await self._turn(user_id)
        if line.startswith("/"):
            name, _, turn.args = line[1:].partition(" ")
            command = self.registry.commands[name]
            handler, scope = command.handler, command.scope
        else:
            turn.args, listener = line, self.registry.conversations[turn.session.pop("awaiting")]
            handler, scope = listener.handler, listener.scope
        return await self._run(turn, handler, scope)

    async def press(self, user_id: str, reply: Reply, label: str) -> tuple[str, Reply]:
        """Press the button of `reply` whose label begins so, in the person's language."""
        turn = await self._turn(user_id)
        packed = {await self.say(button.label, turn): button.data.pack() for row in reply.buttons for button in row}
        chosen = next((data for said, data in packed.items() if said.startswith(label)), None)
        assert chosen is not None, f"{label}: {list(packed)}"
        return await self.press_data(user_id, chosen)

    async def press_data(self, user_id: str, packed: str) -> tuple[str, Reply]:
        """Press a button that carries this."""
        turn = await self._turn(user_id)
        kind, listener = self.registry.buttons[packed.partition(":")[0]]
        turn.button = kind.unpack(packed)
        return await self._run(turn, listener.handler, listener.scope)

    async def say(self, text: Text, turn: Turn) -> str:
        return (await self.context.get(Translator)).say(text, turn.language, turn.user.timezone)

    async def _turn(self, user_id: str) -> Turn:
        user = await self.user(user_id)
        session = self.sessions.setdefault(user_id, {})
        return Turn(self.context, user, user.language or "en", session=session, commands=self.registry.in_name_order())

    async def _run(self, turn: Turn, handler: Any, scope: str | None) -> tuple[str, Reply]:
        assert turn.user.may(scope), "the dispatcher would refuse"
        reply = await handler(turn)
        return await self.say(reply.text, turn), reply


async def make_circle() -> Circle:
    """Return the circle."""
    clock, menus, told = SetClock(NOON), Refreshed(), Told()
    fakes = Provider(scope=Scope.APP)
    fakes.provide(lambda: clock, provides=Clock)
    fakes.provide(lambda: menus, provides=MenuRefresh)
    fakes.provide(lambda: told, provides=Notifier)
    context = make_memory_context(AppName.CHRONOS, {"CHRONOS_ADMISSION": "invited"}, fakes)
    people = await context.get(People)  # type: ignore[type-abstract]
    for number, (user_id, (name, role)) in enumerate(NAMES.items()):
        await people.save_user(User(id=user_id, chat_id=number + 1, name=name, role=role, created_at=NOON))
    return Circle(context, clock, menus, build_registry(find_groups()), told)
