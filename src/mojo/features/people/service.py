"""Other people: who they are, what they may do, and that it can be taken away."""

import asyncio
import gzip
import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from mojo.features.people.guard import MANAGE, READ, ExportTooLarge, check_known, check_role, may_give, may_touch, nobody, require
from mojo.features.people.model import PersonChange, PersonSummary, PersonView, Removed
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.roles import known_roles
from mojo.shared.errors import NotFound
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.notifications import ATTACHMENT_LIMIT_BYTES, Attachment, Notification
from mojo.shared.model.people import PersonState, Principal, User
from mojo.shared.model.text import text
from mojo.shared.persistence.personal import PersonalArchive
from mojo.shared.ports import Access, Audit, MenuRefresh, Notifier, People


class PeopleService:
    """Every method raises StoreUnavailable, and PermissionDenied or NotFound for who may not."""

    def __init__(
        self,
        *,
        people: People,
        access: Access,
        archive: PersonalArchive,
        audit: Audit,
        menus: MenuRefresh,
        notifier: Notifier,
    ) -> None:
        self._people = people
        self._access = access
        self._archive = archive
        self._audit = audit
        self._menus = menus
        self._notifier = notifier

    async def everybody(self, by: Principal) -> list[PersonSummary]:
        """Return everybody, who came first first."""
        require(by, READ)
        views = await asyncio.gather(*(self._view(user) for user in await self._people.list_users()))
        return [PersonSummary.model_validate(view.model_dump(include=set(PersonSummary.model_fields))) for view in views]

    async def person(self, by: Principal, user_id: str) -> PersonView:
        """Return one person; others only to who may see people."""
        return await self._view(await self._seen(by, user_id))

    async def named(self, by: Principal, words: str) -> list[User]:
        """Return who is called so, whatever the case and the accents: the whole name, else a part of it."""
        require(by, READ)
        wanted, everybody = _plain(words), await self._people.list_users()
        whole = [user for user in everybody if wanted in (_plain(user.name), user.id)]
        return whole or [user for user in everybody if wanted and wanted in _plain(user.name)]

    async def suspend(self, by: Principal, user_id: str) -> PersonView:
        """Let nothing open for them any more. Raises Conflict for an owner who is somebody else, or the last one."""
        require(by, MANAGE)
        changed = await self._apply(by, user_id, _into(PersonState.SUSPENDED, by))
        await self._audit.record(by, "person.suspended", user_id)
        return await self._shown(changed)

    async def restore(self, by: Principal, user_id: str) -> PersonView:
        """Let them in again, with all they had."""
        require(by, MANAGE)
        restored = _into(PersonState.ACTIVE, by)
        restored(await self._seen(by, user_id))
        async with recorded_first(self._audit, by, "person.restored", user_id):
            changed = await self._apply(by, user_id, restored)
        return await self._shown(changed)

    async def change(self, by: Principal, user_id: str, change: PersonChange) -> PersonView:
        """Change what they may do. Raises InvalidInput for an unknown role or scope, Conflict as `suspend` does.

        Nobody can give what they do not hold, neither as a scope nor in a role.
        """
        require(by, MANAGE)
        roles = known_roles(await self._people.stored_roles())
        if change.role is not None:
            check_role(change.role, roles)
        check_known(change.grant, "grant")

        def with_role(now: User) -> User:
            may_touch(by, now)
            moves = change.role not in (None, now.role)
            may_give(by, change.grant | roles[change.role or ""] - now.scopes if moves else frozenset())
            return now.model_copy(update={"role": change.role or now.role})

        def with_scopes(now: User) -> User:
            if change.role is None:  # else it was looked at before that made them, perhaps, an owner
                may_touch(by, now)
            may_give(by, change.grant - now.scopes)
            return now.model_copy(update={"scopes": (now.scopes | change.grant) - change.revoke})

        steps = [with_role, with_scopes] if change.role is not None else [with_scopes]
        before = await self._seen(by, user_id)
        steps[0](before)  # refuses what may not be, before anything is written down
        gained = (change.grant | roles[change.role] if change.role else change.grant) - before.scopes
        return await self._shown(await self._carry_out(by, user_id, change, steps, widens=bool(gained)))

    async def remove(self, by: Principal, user_id: str, *, send_export: bool = False) -> Removed:
        """Suspend them, export what is kept about them, and delete it everywhere. Raises Conflict as `suspend` does.

        With `send_export` the export is a file on its way to `by` before anything is deleted; what cannot be sent raises
        ExportTooLarge. What fails on the way leaves them suspended, and can be done again.
        """
        name = (await self.suspend(by, user_id)).name
        export = await self._archive.export(user_id)
        if send_export:
            await self._notifier.notify(_export_message(by, user_id, name, export))
        await self._archive.forget(user_id)
        await self._audit.record(by, "person.removed", user_id)
        return Removed(user_id=user_id, export=export)

    async def _seen(self, by: Principal, user_id: str) -> User:
        """Return whom `by` may see."""
        user = await self._people.get_user(user_id) if by.may(READ) or by.user_id == user_id else None
        if user is None:
            raise nobody()
        return user

    async def _apply(self, by: Principal, user_id: str, *steps: Callable[[User], User]) -> User:
        changed = await self._seen(by, user_id)
        for step in steps:
            changed = await self._people.change_user(user_id, step)
        return changed

    async def _carry_out(
        self, by: Principal, user_id: str, change: PersonChange, steps: Sequence[Callable[[User], User]], *, widens: bool
    ) -> User:
        """Change them: what gives is recorded before it takes effect, what takes away afterwards (ADR 0021)."""
        action, details = _action_of(change), _details_of(change)
        if widens:
            async with recorded_first(self._audit, by, action, user_id, **details):
                return await self._apply(by, user_id, *steps)
        changed = await self._apply(by, user_id, *steps)
        await self._audit.record(by, action, user_id, AuditOutcome.DONE, **details)
        return changed

    async def _shown(self, user: User) -> PersonView:
        await self._menus.refresh(user.id)
        return await self._view(user)

    async def end_session(self, by: Principal, user_id: str, session_id: str) -> None:
        """End a session of theirs. Raises NotFound if they have none of that id, OwnerProtected for another owner's."""
        await self._check_touch(by, user_id)
        if not await self._access.end_session(user_id, session_id):
            raise NotFound("There is no such session.")
        await self._audit.record(by, "session.ended", session_id, of=user_id)

    async def revoke_token(self, by: Principal, user_id: str, token_id: str) -> None:
        """Revoke an access token of theirs. Raises as `end_session` does."""
        await self._check_touch(by, user_id)
        if not await self._access.revoke_token(user_id, token_id):
            raise NotFound("There is no such token.")
        await self._audit.record(by, "token.revoked", token_id, of=user_id)

    async def _check_touch(self, by: Principal, user_id: str) -> None:
        require(by, MANAGE)
        may_touch(by, await self._seen(by, user_id))

    async def _view(self, user: User) -> PersonView:
        seen, sessions, tokens = await asyncio.gather(
            self._people.last_seen(user.id), self._access.sessions_of(user.id), self._access.tokens_of(user.id)
        )
        uses = [seen, *(session.last_used_at for session in sessions), *(token.last_used_at for token in tokens)]
        return PersonView(
            id=user.id,
            name=user.name,
            role=user.role,
            state=user.state,
            scopes=sorted(user.scopes),
            language=user.language or user.telegram_language,
            timezone=user.timezone,
            created_at=user.created_at,
            invited_by=user.invited_by,
            last_seen_at=max((at for at in uses if at is not None), default=None),
            sessions=sessions,
            tokens=tokens,
        )


def _export_message(by: Principal, user_id: str, name: str, export: dict[str, Any]) -> Notification:
    content, file_name, media_type = (
        json.dumps(export, ensure_ascii=False, indent=1).encode(),
        f"{user_id}.json",
        "application/json",
    )
    if len(content) > ATTACHMENT_LIMIT_BYTES:
        content, file_name, media_type = gzip.compress(content), f"{file_name}.gz", "application/gzip"
    if len(content) > ATTACHMENT_LIMIT_BYTES:
        raise ExportTooLarge(
            "What is kept about them is too much for a message. Cure: DELETE /api/v1/people/{id} answers with it."
        )
    said, file = text("people-export", name=name), Attachment(file_name, media_type, content)
    return Notification(by.user_id, said, dedupe_key=f"people.export:{user_id}:{uuid4().hex}", kind="people", attachment=file)


def _into(state: PersonState, by: Principal) -> Callable[[User], User]:
    def changed(now: User) -> User:
        may_touch(by, now)
        return now.model_copy(update={"state": state})

    return changed


def _details_of(change: PersonChange) -> dict[str, str]:
    given = change.model_dump(mode="json", exclude_unset=True)
    return {name: ", ".join(sorted(value)) if isinstance(value, list) else str(value) for name, value in given.items()}


def _action_of(change: PersonChange) -> str:
    return "person.role_changed" if change.role else "person.scopes_changed"


def _plain(words: str) -> str:
    """Return `words` without case and accents."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
