"""External event -> stored -> handled by a job -> words to people, or a job of its own.

The sender hears 202 only once the event is stored. A crash before that is a delivery that failed, which senders repeat; a
repeated one is recognised by what it delivers, and only started again if it still waits.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from mojo.features.hooks.events import HookStore
from mojo.features.hooks.model import BODY_LIMIT_BYTES, Event, EventState, Hook, Receipt, Style
from mojo.features.hooks.sealing import Sealer
from mojo.features.hooks.signatures import TOLERANCE_S, delivery_of, is_signed, is_token
from mojo.features.hooks.templates import render
from mojo.shared.auth.tokens import fingerprint
from mojo.shared.errors import AuthenticationError, Conflict, InvalidInput, MojoException, NotFound
from mojo.shared.model.notifications import Notification, Role
from mojo.shared.model.text import text
from mojo.shared.ports import Notifier
from mojo.shared.run_ports import Runs
from mojo.shared.util.clock import Clock

HANDLE_JOB = "hooks.handle"
SIGNED_WINDOW_S = 86_400.0
"""How long a signed or numbered delivery is recognised after it was handled; senders repeat for some hours."""
PLAIN_WINDOW_S = float(TOLERANCE_S)
"""An equal body without a number may be news again after this."""
_KEPT_HEADERS = ("content-type", "user-agent", "x-github-event", "x-github-delivery", "x-delivery-id", "idempotency-key")
_NOBODY = fingerprint("nobody")


class NoSuchHook(AuthenticationError):
    """There is no such hook, or the sender has not shown its secret: strangers are not told which."""

    code = "hooks.refused"


class Receiver:
    """Every method raises StoreUnavailable."""

    def __init__(self, store: HookStore, sealer: Sealer, *, runs: Runs, notifier: Notifier, clock: Clock) -> None:
        self._store = store
        self._sealer = sealer
        self._runs = runs
        self._notifier = notifier
        self._clock = clock

    async def receive(self, name: str, headers: Mapping[str, str], body: bytes) -> Receipt:
        """Take in what somebody delivers. Raises NoSuchHook, InvalidInput for a body too large or not UTF-8, Conflict."""
        hook = await self._store.hook(name)
        if not self._is_sender(hook, headers, body) or hook is None:
            raise NoSuchHook("There is no such hook, or its secret or signature is wrong.")
        if hook.paused:
            raise Conflict("This hook is paused.", hook=name)
        kept = {key: headers[key][:200] for key in _KEPT_HEADERS if key in headers}
        return await self.take(hook, delivery_of(hook.style, headers, body), kept, body)

    async def take(self, hook: Hook, id: str, headers: dict[str, str], body: bytes) -> Receipt:
        """Store an event of a known sender and have it handled."""
        if len(body) > BODY_LIMIT_BYTES:
            raise InvalidInput(f"body: must have at most {BODY_LIMIT_BYTES} bytes.", field="body")
        try:
            words = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidInput("body: must be UTF-8.", field="body") from error
        if await self._store.seen(hook.name, id):
            return Receipt(id=id, duplicate=True)
        event = Event(id=id, hook=hook.name, received_at=self._clock.now(), headers=headers, body=words)
        new = await self._store.store(event)
        # one that waits is started again as well: its first start may have been lost with the process
        await self._runs.start(HANDLE_JOB, {"hook": hook.name, "event": id}, None)
        return Receipt(id=id, duplicate=not new)

    async def handle(self, name: str, id: str) -> None:
        """Do what the hook says about one event; again, it does nothing."""
        hook, event = await self._store.hook(name), await self._store.event(name, id)
        if hook is None or event is None or event.state is not EventState.WAITING:
            return
        numbered = hook.style is not Style.TOKEN or "x-delivery-id" in event.headers or "idempotency-key" in event.headers
        reason = await self._act(hook, event)
        await self._store.settle(event, SIGNED_WINDOW_S if numbered else PLAIN_WINDOW_S, reason)

    async def _act(self, hook: Hook, event: Event) -> str | None:
        """Do it and return None, or why it cannot be done however often it is tried."""
        content = _content(event.body)
        try:
            if hook.action.job is not None:
                payload = {"hook": hook.name, "event": event.id, "headers": event.headers, "body": content}
                await self._runs.start(hook.action.job, payload, hook.by)
            else:
                await self._notifier.notify(_notification(hook, event, content))
        except MojoException as error:
            if error.retryable:
                raise
            return error.detail
        return None

    def _is_sender(self, hook: Hook | None, headers: Mapping[str, str], body: bytes) -> bool:
        if hook is None:
            is_token(headers, _NOBODY)  # takes its time all the same
            return False
        if hook.style is Style.TOKEN:
            return is_token(headers, hook.sealed)
        return is_signed(hook.style, self._sealer.open(hook.sealed, hook.name), headers, body, self._clock.now())


def _notification(hook: Hook, event: Event, content: Any) -> Notification:
    words = render(hook.action.template, content)
    if not words:
        raise NotFound("The template found nothing to say in this event.")
    return Notification(
        Role(hook.action.role) if hook.action.role else hook.action.person or hook.by,
        text("hooks-event", hook=hook.name, words=words),
        dedupe_key=f"hook:{hook.name}:{event.id}:{event.received_at.isoformat()}",
        kind="hooks.event",
        priority=hook.action.priority,
    )


def _content(body: str) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body
