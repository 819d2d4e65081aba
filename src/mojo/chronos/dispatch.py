"""From an update to a handler, and from its answer, or its failure, to a reply."""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial

from mojo.chronos import metrics
from mojo.chronos.commands import Command, Reply, SentFile, Turn
from mojo.chronos.entrance import Entrance
from mojo.chronos.failures import explain, reference, unexpected
from mojo.chronos.help import nearest, offered
from mojo.chronos.ports import Telegram
from mojo.chronos.registry import Listener, Registry
from mojo.chronos.rendering import Voice, render, voice_for
from mojo.chronos.replies import Replies
from mojo.chronos.sessions import Sessions
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.stored import Message
from mojo.chronos.updates import Document, Event, Update
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException, StoreUnavailable
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.text import Text, text
from mojo.shared.ports import MenuRefresh, People
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.chronos")


@dataclass(frozen=True)
class Dispatcher:
    """Answers what people do. What may be tried again (the store is away) is raised; everything else becomes a reply."""

    context: AppContext
    settings: ChronosSettings
    registry: Registry
    translator: Translator
    people: People
    entrance: Entrance
    sessions: Sessions
    replies: Replies
    menus: MenuRefresh

    async def handle(self, update: Update) -> None:
        """Act on `update` and answer. Raises StoreUnavailable, after which it may be handled again."""
        event = update.event()
        if event is None:
            return
        answering = self._answer(str(update.update_id), event)
        if event.query:
            await asyncio.gather(answering, self.replies.acknowledge(event.query))
        else:
            await answering

    async def apologize(self, update: Update) -> None:
        """Tell the person that their update was given up."""
        event = update.event()
        user = await self.people.get_user_by_chat(event.chat.id) if event else None
        if user is not None:
            apology = Reply(text("chronos-dead-letter", reference=reference()))
            messages = render(apology, user.chat_id, voice_for(self.translator, user))
            await self.replies.send(messages, f"dead:{update.update_id}")

    async def _answer(self, key: str, event: Event) -> None:
        user = await self.entrance.admit(key, event)
        if user is None:
            return
        await self.people.note_seen(user.id, (await self.context.get(Clock)).now())  # type: ignore[type-abstract]
        language = voice_for(self.translator, user, event.person.language_code).language
        turn = Turn(self.context, user, language, commands=self.registry.in_name_order())
        for number, (reply, messages) in enumerate(await self._attempt(event, turn)):
            await self.replies.send(messages, f"{key}:{number}", event.message_id if reply.edit else None)
        if _menu_of(user) != _menu_of(turn.user):
            await self.menus.refresh(user.id)

    async def _attempt(self, event: Event, turn: Turn) -> list[tuple[Reply, list[Message]]]:
        """Return the rendered answers; a failure is an answer too, and leaves the session as it was."""
        try:
            async with asyncio.timeout(self.settings.handler_timeout_s), self.sessions.open(event.chat.id) as turn.session:
                return self._rendered(await self._route(event, turn), turn)
        except StoreUnavailable:
            raise
        except MojoException as error:
            log.info("chronos.command_failed", extra={"error_code": error.code, "reason": error.detail})
            return self._rendered([Reply(explain(error, self.translator))], turn)
        except Exception:
            log.exception("chronos.command_crashed", extra={"reference": reference()})
            return self._rendered([Reply(unexpected())], turn)

    def _rendered(self, replies: list[Reply], turn: Turn) -> list[tuple[Reply, list[Message]]]:
        voice = Voice(self.translator, turn.language, turn.user.timezone, turn.user.clock)
        return [(reply, render(reply, turn.user.chat_id, voice)) for reply in replies]

    async def _route(self, event: Event, turn: Turn) -> list[Reply]:
        if event.button is not None:
            return await self._press(event.button, turn)
        if event.location is not None:
            return await self._follow(event, turn) if event.location.is_live else await self._locate(event, turn)
        if event.document is not None:
            return await self._receive(event.document, turn)
        name, turn.args = event.command or (None, event.text)
        if len(turn.args) > self.settings.max_args:
            return [Reply(text("chronos-too-long", limit=self.settings.max_args))]
        return await self._talk(turn) if name is None else await self._command(name, turn)

    async def _command(self, name: str, turn: Turn) -> list[Reply]:
        command = self.registry.commands.get(name)
        if command is None:
            return [Reply(_unknown(name, turn))]
        if turn.user.may(command.scope) and not command.aside:
            turn.session.clear()
        return await self._run(command, turn)

    async def _press(self, packed: str, turn: Turn) -> list[Reply]:
        """Run the handler of a button; its data may be old, or forged by a changed client."""
        known = self.registry.buttons.get(packed.partition(":")[0])
        try:
            if known is None:
                raise ValueError("no such button")
            kind, listener = known
            turn.button = kind.unpack(packed)
        except ValueError:
            return [Reply(text("chronos-button-expired"))]
        return await self._run(listener, turn)

    async def _locate(self, event: Event, turn: Turn) -> list[Reply]:
        """A location answers an open question, as a text would; else it goes to everybody who wants locations."""
        turn.location = event.location
        listeners = self.registry.locations_for(_awaited(turn))
        wanted = [listener for listener in listeners if turn.user.may(listener.scope)] or listeners[:1]
        replies = [reply for listener in wanted for reply in await self._run(listener, turn)]
        return replies or [Reply(text("chronos-nothing-to-do"))]

    async def _receive(self, document: Document, turn: Turn) -> list[Reply]:
        """A file goes to whoever takes such files; what is in it is fetched by them, if they want it."""
        listener = self.registry.file_listener(document.file_name)
        if listener is None:
            return [Reply(text("chronos-no-such-file", endings=", ".join(sorted(self.registry.files))))]
        telegram = await self.context.get(Telegram)  # type: ignore[type-abstract]  # a port is the key
        turn.file = SentFile(document.file_name, document.file_size, partial(telegram.download, document.file_id))
        return await self._run(listener, turn)

    async def _follow(self, event: Event, turn: Turn) -> list[Reply]:
        """A live location goes to whoever follows them; its updates come by the minute, so nobody is told that they may not."""
        turn.location = event.location
        followers = [follower for follower in self.registry.live_locations if turn.user.may(follower.scope)]
        return [reply for follower in followers for reply in await self._run(follower, turn)]

    async def _talk(self, turn: Turn) -> list[Reply]:
        talk = self.registry.conversations.get(_awaited(turn) or "")
        if talk is None or not turn.args:
            return [Reply(_aimless(turn))]
        return await self._run(talk, turn)

    async def _run(self, door: Command | Listener, turn: Turn) -> list[Reply]:
        if not turn.user.may(door.scope):
            return [Reply(text("chronos-forbidden"))]
        with metrics.counted(door.handler.__module__, door.name if isinstance(door, Command) else None, turn.user.id):
            reply = await door.handler(turn)
        return [] if reply is None else [reply]


def _awaited(turn: Turn) -> str | None:
    """Return whose question is open, and close it."""
    name = turn.session.pop("awaiting", None)
    return name if isinstance(name, str) else None


def _unknown(name: str, turn: Turn) -> Text:
    """Say that there is no such command, and which one there is."""
    meant = nearest(name, turn.commands, turn.user)
    if meant is None:
        return text("chronos-unknown-command", command=name[:32])
    return text("chronos-unknown-command-like", command=name[:32], meant=meant)


def _aimless(turn: Turn) -> Text:
    """Answer a text that nothing asked for: perhaps only the slash of a command is missing."""
    first, _, rest = turn.args.partition(" ")
    names = {command.name for command in offered(turn.commands, turn.user)}
    if first.casefold() not in names:
        return text("chronos-nothing-to-do")
    return text("chronos-nothing-to-do-like", meant=f"{first.casefold()} {rest[:64]}".strip())


def _menu_of(user: User) -> object:
    """Return what a person's menu depends on."""
    return user.language, user.scopes
