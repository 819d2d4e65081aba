"""Chronos as a service: updates in, answers and notifications out."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from mojo.chronos.delivery import Deliverer
from mojo.chronos.detours import Detours
from mojo.chronos.dispatch import Dispatcher
from mojo.chronos.entrance import Entrance
from mojo.chronos.errors import SERVICE
from mojo.chronos.holding import Holding
from mojo.chronos.ingress import INBOX, IngressHealth
from mojo.chronos.lane_runner import LaneRunner
from mojo.chronos.menu_queue import MENUS, MenuWorker
from mojo.chronos.menus import Menus
from mojo.chronos.outside import OutsideDeliverer
from mojo.chronos.own_port import own_port_app
from mojo.chronos.pacing import Pacer
from mojo.chronos.pauses import until
from mojo.chronos.poller import Poller
from mojo.chronos.ports import Telegram
from mojo.chronos.registry import Registry, build_registry, find_groups
from mojo.chronos.replies import Replies
from mojo.chronos.sessions import Sessions
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.webhook import register, webhook_mounts
from mojo.chronos.worker import Worker
from mojo.shared.auth.guard import Guard
from mojo.shared.auth.limits import Bucket
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.i18n.translator import Translator
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.persistence.leases import Leases
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.persistence.send_limits import SendLimits
from mojo.shared.ports import Admission, Attempts, Documents, MenuRefresh, People, Targets
from mojo.shared.queue.lanes import Lanes, LanesFactory
from mojo.shared.queue.outbox import HELD, OUTBOX, TARGETS
from mojo.shared.util.asgi_server import serve_asgi
from mojo.shared.util.clock import Clock
from mojo.shared.util.listen import bind

DELIVERIES_AT_ONCE = 8
MENUS_AT_ONCE = 2
TARGETS_AT_ONCE = 32
"""A target that hangs holds its place for seconds; so many may do so before one that works has to wait."""


@dataclass(frozen=True)
class Parts:
    """What Chronos is made of."""

    inbox: Lanes
    worker: Worker
    outbox: Lanes
    deliverer: Deliverer
    held: Lanes
    holding: Holding
    outside: Lanes
    outsider: OutsideDeliverer
    ingress: Callable[[], Coroutine[Any, Any, None]]
    """Fetches updates until cancelled, or sees to it that they are brought."""
    menus: Menus
    menu_lanes: Lanes
    menu_worker: MenuWorker

    def runners(self, workers: int) -> list[LaneRunner]:
        """Return who works off the inbox, each way out, and the menus."""
        return [
            LaneRunner(self.inbox, self.worker.handle, workers),
            LaneRunner(self.outbox, self.deliverer.handle, DELIVERIES_AT_ONCE),
            LaneRunner(self.held, self.holding.handle, 1),
            LaneRunner(self.outside, self.outsider.handle, TARGETS_AT_ONCE),
            LaneRunner(self.menu_lanes, self.menu_worker.handle, MENUS_AT_ONCE),
        ]


async def serve(context: AppContext, ready: asyncio.Event, stop: asyncio.Event, *, own_port: bool = True) -> None:
    """Run Chronos until `stop`; Telegram or the store being away only degrades it.

    `own_port` serves health and webhook on CHRONOS_PORT; False if somebody else serves `webhook_mounts(context)`.
    Raises ConfigurationError without a bot token, for clashing commands, or when the port is taken.
    """
    settings = context.settings[ChronosSettings]
    if not settings.bot_token:
        raise ConfigurationError("TELEGRAM_BOT_TOKEN is not set. Cure: set it, or run `mojo up` in DEV, which has a stand-in.")
    sock = bind(settings.host, settings.port, "CHRONOS_PORT") if own_port else None
    try:
        parts = await assemble(context)
        async with asyncio.TaskGroup() as group:
            for runner in parts.runners(settings.workers):
                group.create_task(runner.run(stop))
            for work in (parts.ingress(), parts.menus.publish_all()):
                group.create_task(until(stop, work))
            if sock is not None:
                app = own_port_app(webhook_mounts(context), await context.get(HealthBoard))
                group.create_task(serve_asgi(app, sock, asyncio.Event(), stop))
            ready.set()
    finally:
        if sock is not None:
            sock.close()


async def assemble(context: AppContext, registry: Registry | None = None) -> Parts:
    """Put Chronos together, with every command there is unless a `registry` is given. Raises Clash."""
    settings = context.settings[ChronosSettings]
    telegram, leases = await _get(context, Telegram), await _get(context, Leases)
    health = IngressHealth(await context.get(HealthBoard), context.settings[ExternalSettings].is_stand_in(SERVICE))
    clock, people, documents = await _get(context, Clock), await _get(context, People), await _get(context, Documents)
    translator, lanes = await context.get(Translator), await _get(context, LanesFactory)
    inbox, outbox, held, outside = lanes(INBOX), lanes(OUTBOX), lanes(HELD), lanes(TARGETS)
    registry = registry or build_registry(find_groups())
    pacer = Pacer(await _get(context, SendLimits), settings, clock)
    replies = Replies(telegram, outbox, clock, pacer)
    queue = await _get(context, MenuRefresh)
    menus = Menus(telegram, registry, translator, people, queue)
    entrance = Entrance(
        translator=translator,
        people=people,
        admission=await _get(context, Admission),
        attempts=await _get(context, Attempts),
        documents=documents,
        guard=await _get(context, Guard),
        limit=Bucket("chronos-person", settings.per_minute, 60),
        replies=replies,
        menus=queue,
    )
    dispatcher = Dispatcher(
        context=context,
        settings=settings,
        registry=registry,
        translator=translator,
        people=people,
        entrance=entrance,
        sessions=Sessions(documents, settings.session_ttl_s),
        replies=replies,
        menus=queue,
    )
    poller = Poller(telegram, inbox, leases, health)
    targets, deliveries = await _get(context, Targets), await _get(context, Deliveries)
    detours = Detours(
        outbox=outbox,
        held=held,
        outside=outside,
        people=people,
        mutes=await context.get(Mutes),
        targets=targets,
        deliveries=deliveries,
        clock=clock,
        fallback_after_s=settings.fallback_after_s,
    )
    return Parts(
        inbox=inbox,
        worker=Worker(dispatcher, clock, settings.max_attempts),
        outbox=outbox,
        deliverer=Deliverer(telegram, people, translator, clock, pacer, deliveries, detours),
        held=held,
        holding=Holding(held, outbox, people, deliveries, clock),
        outside=outside,
        outsider=OutsideDeliverer(targets, people, translator, deliveries, clock),
        ingress=partial(register, telegram, settings, health) if settings.webhook_url else poller.run,
        menus=menus,
        menu_lanes=lanes(MENUS),
        menu_worker=MenuWorker(menus, clock),
    )


async def _get(context: AppContext, port: Any) -> Any:
    """Return who provides `port`; mypy takes no Protocol for a type to get."""
    return await context.get(port)
