"""A Chronos in memory, with made-up commands, a person who writes to it, and a clock that can be moved."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from dishka import Provider, Scope

from mojo.chronos.commands import CommandGroup
from mojo.chronos.fakes import FakeTelegram
from mojo.chronos.ingress import accept
from mojo.chronos.lane_runner import Bury, Done, Handle, Later
from mojo.chronos.ports import Telegram
from mojo.chronos.registry import build_registry
from mojo.chronos.service import Parts, assemble
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.text import Text, text
from mojo.shared.persistence.memory import MemoryDocuments, MemoryPeople
from mojo.shared.ports import Documents, People
from mojo.shared.queue.lanes import Lanes
from mojo.shared.util.clock import Clock, SetClock
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ANNA, BEN = 101, 202
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


def message(update_id: int, text: str = "", chat: int = ANNA, language: str = "en", **more: Any) -> dict[str, Any]:
    """Return an update in which the person of a private chat writes."""
    person = {"id": chat, "is_bot": False, "first_name": "Anna", "language_code": language}
    said = {"message_id": update_id, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": text, **more}
    return {"update_id": update_id, "message": said}


def press(update_id: int, data: str, chat: int = ANNA, message_id: int = 77) -> dict[str, Any]:
    """Return an update in which the person presses a button below message `message_id`."""
    below = {"message_id": message_id, "date": 1, "chat": {"id": chat, "type": "private"}}
    person = {"id": chat, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    return {"update_id": update_id, "callback_query": {"id": f"q{update_id}", "from": person, "message": below, "data": data}}


def known(chat: int = ANNA, **more: Any) -> User:
    """Return a person whom Mojo knows."""
    return User(**{"id": f"tg{chat}", "chat_id": chat, "name": "Anna", "created_at": NOON, **more})


class Outage:
    """A store that is away while `away`."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.away = False

    def __getattr__(self, name: str) -> Any:
        if self.away:
            raise StoreUnavailable("Redis did not answer.")
        return getattr(self._inner, name)


class AnyScope:
    """Scopes as a test makes them up."""

    def __contains__(self, scope: object) -> bool:
        return True


@dataclass
class House:
    """Everything a test of Chronos touches."""

    context: AppContext
    parts: Parts
    telegram: FakeTelegram
    clock: SetClock
    people: Any
    documents: Any
    translator: Translator
    settled: list[str] = field(default_factory=list)
    """What became of each item worked off, in order."""

    async def receive(self, *updates: Any) -> None:
        """Let updates come in, and work them off."""
        for update in updates:
            await accept(self.parts.inbox, orjson.dumps(update))
        await self.work_off(self.parts.inbox, self.parts.worker.handle)
        await self.show_menus()

    async def deliver(self) -> None:
        """Work off the outbox as far as it is due."""
        await self.work_off(self.parts.held, self.parts.holding.handle)
        await self.work_off(self.parts.outbox, self.parts.deliverer.handle)
        await self.work_off(self.parts.outside, self.parts.outsider.handle)

    async def show_menus(self) -> None:
        """Work off the menus as far as they are due."""
        await self.work_off(self.parts.menu_lanes, self.parts.menu_worker.handle, [])

    async def work_off(self, lanes: Lanes, handle: Handle, settled: list[str] | None = None) -> None:
        """Do what the lane runner does, one step after the other, for as long as something is due."""
        settled = self.settled if settled is None else settled
        while lease := await lanes.take(0):
            rest, unsent = None, None
            while rest is None and (item := await lanes.head(lease)):
                verdict = await handle(lease.lane, item)
                settled.append(type(verdict).__name__)
                if isinstance(verdict, Later):
                    rest, unsent = verdict.at, item if verdict.unsent else None
                elif isinstance(verdict, Bury):
                    await lanes.bury(lease, item, verdict.reason)
                elif isinstance(verdict, Done):
                    await lanes.done(lease, item, *verdict.also)
                    rest = verdict.rest_until
            await lanes.release(lease, rest, unsent)

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(seconds=seconds))

    def said(self, id: str, language: str = "en", **args: Any) -> str:
        """Return what Chronos says for `id`."""
        return self.translator.say(text(id, **args), language)

    def heard(self, chat: int = ANNA) -> list[str]:
        """Return everything a person was told, in order."""
        return self.telegram.sent(chat)


async def make_house(*groups: CommandGroup, users: Iterable[User] = (known(),), **environ: str) -> House:
    """Return a Chronos with these commands and people."""
    telegram, clock = FakeTelegram(), SetClock(NOON)
    people, documents = Outage(MemoryPeople()), Outage(MemoryDocuments(clock))
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: telegram, provides=Telegram)
    provider.provide(lambda: clock, provides=Clock)
    provider.provide(lambda: people, provides=People)
    provider.provide(lambda: documents, provides=Documents)
    unhurried = {"CHRONOS_CHAT_EVERY_S": "0", "CHRONOS_GROUP_EVERY_S": "0", "CHRONOS_SENDS_PER_S": "1000000"}
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "CHRONOS_ADMISSION": "invited", **unhurried, **environ}
    context = make_memory_context(AppName.CHRONOS, settings, provider)
    for user in users:
        await people.save_user(user)
    parts = await assemble(context, build_registry(groups, AnyScope()))
    return House(context, parts, telegram, clock, people, documents, await context.get(Translator))


async def reach(condition: Any, within_s: float = 5) -> None:
    """Wait until `condition()` holds. Raises TimeoutError."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.001)


def words(said: str) -> Text:
    """Return a text that says just `said`, for made-up commands."""
    return text("account-choice", name=said)
