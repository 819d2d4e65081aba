"""From an update to a handler, and from its answer, or its failure, to a reply."""

import asyncio
import logging
from dataclasses import dataclass

from mojo.chronos.commands import Handler, Reply, Turn
from mojo.chronos.failures import explain, reference, unexpected
from mojo.chronos.menus import Menus
from mojo.chronos.registry import Registry
from mojo.chronos.rendering import Voice, render, voice_for
from mojo.chronos.replies import Replies
from mojo.chronos.sessions import Sessions
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.stored import Message
from mojo.chronos.updates import Event, Update
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException, StoreUnavailable
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.text import text
from mojo.shared.ports import Admission, Documents, People

SELDOM_S = 3600
"""How long we stay silent towards a stranger or a group that has been told why."""

log = logging.getLogger("mojo.chronos")


@dataclass(frozen=True)
class Dispatcher:
    """Answers what people do. What may be tried again (the store is away) is raised; everything else becomes a reply."""

    context: AppContext
    settings: ChronosSettings
    registry: Registry
    translator: Translator
    people: People
    admission: Admission
    documents: Documents
    sessions: Sessions
    replies: Replies
    menus: Menus

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
        if event.chat.type != "private":
            return await self._decline(key, event, "chronos-private-only") if event.command else None
        known = await self.people.get_user_by_chat(event.chat.id)
        user = known or await self._admit(event)
        if user is None:
            return await self._decline(key, event, "chronos-refused")
        language = voice_for(self.translator, user, event.person.language_code).language
        turn = Turn(self.context, user, language, commands=self.registry.in_name_order())
        for number, (reply, messages) in enumerate(await self._attempt(event, turn)):
            await self.replies.send(messages, f"{key}:{number}", event.message_id if reply.edit else None)
        if _menu_of(known) != _menu_of(turn.user):
            await self.menus.publish_menu(turn.user)
        return None

    async def _admit(self, event: Event) -> User | None:
        person = event.person
        return await self.admission.admit(event.chat.id, person.name, person.language_code, event.invitation)

    async def _decline(self, key: str, event: Event, why: str) -> None:
        """Say why we do not answer, at most once an hour."""
        told = f"told:{why}:{event.chat.id}"
        if await self.documents.read(told):
            return
        voice = voice_for(self.translator, None, event.person.language_code)
        await self.replies.send(render(Reply(text(why)), event.chat.id, voice), key)
        await self.documents.write(told, True, SELDOM_S)

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
        voice = Voice(self.translator, turn.language, turn.user.timezone)
        return [(reply, render(reply, turn.user.chat_id, voice)) for reply in replies]

    async def _route(self, event: Event, turn: Turn) -> list[Reply]:
        if event.button is not None:
            return await self._press(event.button, turn)
        if event.location is not None:
            return await self._locate(event, turn)
        if event.command is not None:
            return await self._command(*event.command, turn)
        return await self._talk(event.text, turn)

    async def _command(self, name: str, args: str, turn: Turn) -> list[Reply]:
        command = self.registry.commands.get(name)
        if command is None:
            return [Reply(text("chronos-unknown-command", command=name[:32]))]
        return await self._with_text(command.handler, command.scope, args, turn)

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
        return await self._run(listener.handler, listener.scope, turn)

    async def _locate(self, event: Event, turn: Turn) -> list[Reply]:
        """A location answers an open question, as a text would; else it goes to everybody who wants locations."""
        turn.location = event.location
        listeners = self.registry.locations_for(turn.session.pop("awaiting", None))
        replies = [reply for entry in listeners for reply in await self._run(entry.handler, entry.scope, turn)]
        return replies or [Reply(text("chronos-nothing-to-do"))]

    async def _talk(self, words: str, turn: Turn) -> list[Reply]:
        talk = self.registry.conversations.get(turn.session.pop("awaiting", ""))
        if talk is None or not words:
            return [Reply(text("chronos-nothing-to-do"))]
        return await self._with_text(talk.handler, talk.scope, words, turn)

    async def _with_text(self, handler: Handler, scope: str | None, words: str, turn: Turn) -> list[Reply]:
        if len(words) > self.settings.max_args:
            return [Reply(text("chronos-too-long", limit=self.settings.max_args))]
        turn.args = words
        return await self._run(handler, scope, turn)

    async def _run(self, handler: Handler, scope: str | None, turn: Turn) -> list[Reply]:
        if not turn.user.may(scope):
            return [Reply(text("chronos-forbidden"))]
        reply = await handler(turn)
        return [] if reply is None else [reply]


def _menu_of(user: User | None) -> object:
    """Return what a person's menu depends on."""
    return user and (user.language, user.scopes)
