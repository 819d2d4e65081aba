"""What the owner does with hooks. What comes in through them is in `receiving.py`."""

from datetime import datetime

from mojo.features.hooks.events import HookStore
from mojo.features.hooks.model import RESERVED, Event, Hook, HookChange, HookView, MadeHook, NewHook, Receipt, Style
from mojo.features.hooks.receiving import Receiver
from mojo.features.hooks.sealing import Sealer
from mojo.features.hooks.templates import check_template
from mojo.shared.auth.tokens import fingerprint, new_token
from mojo.shared.errors import InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.people import Principal
from mojo.shared.ports import Audit, Jobs, People
from mojo.shared.util.clock import Clock


class HookService:
    """Every method raises PermissionDenied without hooks:manage, and StoreUnavailable."""

    def __init__(
        self, store: HookStore, receiver: Receiver, sealer: Sealer, *, jobs: Jobs, people: People, audit: Audit, clock: Clock
    ) -> None:
        self._store = store
        self._receiver = receiver
        self._sealer = sealer
        self._jobs = jobs
        self._people = people
        self._audit = audit
        self._clock = clock

    async def all(self, by: Principal) -> list[HookView]:
        """Return every hook, by name."""
        _require(by)
        return [HookView.of(hook) for hook in await self._store.hooks()]

    async def get(self, by: Principal, name: str) -> HookView:
        """Return one hook. Raises NotFound."""
        return HookView.of(await self._known(by, name))

    async def create(self, by: Principal, wanted: NewHook) -> MadeHook:
        """Make a hook; its secret is returned this once. Raises InvalidInput, NotFound, Conflict."""
        _require(by)
        if wanted.name in RESERVED:
            raise InvalidInput("name: Mojo has a door of its own of this name; take another one.", field="name")
        await self._check(by, wanted.action.template, wanted.action.job, wanted.action.person)
        secret = wanted.secret or new_token("hook")
        hook = Hook(
            name=wanted.name,
            style=wanted.style,
            sealed=self._seal(wanted.style, secret, wanted.name),
            action=wanted.action,
            by=by.user_id,
            created_at=self._clock.now(),
        )
        await self._store.add(hook)
        await self._audit.record(by, "hook.created", hook.name)
        return MadeHook(hook=HookView.of(hook), secret=secret)

    async def change(self, by: Principal, name: str, wanted: HookChange) -> MadeHook:
        """Change what `wanted` says; a new secret is returned this once. Raises as `create` does."""
        before = await self._known(by, name)
        secret = new_token("hook") if wanted.new_secret else None
        update: dict[str, object] = {"paused": before.paused if wanted.paused is None else wanted.paused}
        if wanted.action is not None:
            await self._check(by, wanted.action.template, wanted.action.job, wanted.action.person)
            update["action"] = wanted.action
        if secret:
            update["sealed"] = self._seal(before.style, secret, name)
        after = before.model_copy(update=update)
        await self._store.change(before, after)
        await self._audit.record(by, "hook.changed", name, new_secret=str(bool(secret)).lower())
        return MadeHook(hook=HookView.of(after), secret=secret)

    async def delete(self, by: Principal, name: str) -> None:
        """Forget it and its events. Raises NotFound."""
        _require(by)
        await self._store.remove(name)
        await self._audit.record(by, "hook.deleted", name)

    async def events(self, by: Principal, name: str, limit: int = 20) -> list[Event]:
        """Return its last events, newest first. Raises NotFound."""
        await self._known(by, name)
        return (await self._store.events(name))[:limit]

    async def test(self, by: Principal, name: str) -> Receipt:
        """Let an event of our own come in. Raises NotFound."""
        hook = await self._known(by, name)
        body = f'{{"text": "Test of {name}", "alerts": [{{"status": "test", "labels": {{"alertname": "{name}"}}}}]}}'
        await self._audit.record(by, "hook.tested", name)
        return await self._receiver.take(hook, f"test-{_stamp(self._clock.now())}", {}, body.encode())

    async def _known(self, by: Principal, name: str) -> Hook:
        _require(by)
        hook = await self._store.hook(name)
        if hook is None:
            raise NotFound("There is no such hook.", hook=name)
        return hook

    async def _check(self, by: Principal, template: str, job: str | None, person: str | None) -> None:
        check_template(template)
        if job is not None:
            if not by.may("jobs:run"):
                raise PermissionDenied("Starting a job by a hook needs the scope jobs:run.", scope="jobs:run")
            self._jobs.info(job)
        if person is not None and await self._people.get_user(person) is None:
            raise InvalidInput("action.person: names nobody.", field="action.person")

    def _seal(self, style: Style, secret: str, name: str) -> str:
        return fingerprint(secret) if style is Style.TOKEN else self._sealer.seal(secret, name)


def _require(by: Principal) -> None:
    if not by.may("hooks:manage"):
        raise PermissionDenied("Managing hooks needs the scope hooks:manage.", scope="hooks:manage")


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%d%H%M%S%f}"
