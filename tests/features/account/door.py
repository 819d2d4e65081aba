"""What the account tests do at Chronos's door: words said by the real translator, everything stored in memory."""

from datetime import UTC, datetime

from mojo.chronos.commands import Command, Turn
from mojo.features.account.admission import AdmissionDesk
from mojo.features.account.model import ProfileChange
from mojo.features.account.service import AccountService
from mojo.shared.context import AppContext
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import Principal, User
from mojo.shared.model.text import Text
from mojo.shared.ports import Invitations, People
from mojo.shared.util.clock import SetClock

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


_COMMANDS = (("help", None), ("weather", "weather:read"), ("backup", "admin"))


class Door:
    """What the tests do at the door."""

    def __init__(self, context: AppContext, clock: SetClock) -> None:
        self.context = context
        self.clock = clock
        self.sessions: dict[str, dict[str, object]] = {}

    async def accounts(self) -> AccountService:
        return await self.context.get(AccountService)

    async def desk(self) -> AdmissionDesk:
        return await self.context.get(AdmissionDesk)

    async def change(self, user: User, **wanted: object) -> User:
        """Change a person's profile as they would themselves."""
        by = Principal(user_id=user.id, name=user.name, scopes=user.scopes)
        return await (await self.accounts()).change(by, ProfileChange.model_validate(wanted))

    async def owner_code(self) -> str:
        code = await (await self.context.get(Invitations)).owner_code()
        assert code is not None
        return code

    async def stored(self, chat_id: int) -> User | None:
        return await (await self.context.get(People)).get_user_by_chat(chat_id)

    async def admitted(self, chat_id: int, name: str = "Anna", language: str | None = "en", code: str | None = None) -> User:
        user = await (await self.desk()).admit(chat_id, name, language, code)
        assert user is not None
        return user

    async def turn(self, user: User, args: str = "", button: object = None) -> Turn:
        """Return the person's next turn as Chronos would: what is stored about them, in their language."""
        user = await self.stored(user.chat_id) or user
        translator = await self.context.get(Translator)
        spoken = translator.match(user.language, user.telegram_language)
        return Turn(
            self.context,
            user,
            spoken,
            args=args,
            button=button,
            session=self.sessions.setdefault(user.id, {}),
            commands=tuple(
                _command(name, scope) for name, scope in (("help", None), ("weather", "weather:read"), ("backup", "admin"))
            ),
        )

    async def say(self, text: Text, turn: Turn) -> str:
        translator = await self.context.get(Translator)
        return translator.say(text, turn.language, turn.user.timezone)


def _command(name: str, scope: str | None) -> Command:
    async def nothing(turn: Turn) -> None:
        return None

    return Command(name, nothing, f"{name}-command", scope, area="mojo")
