"""What people are called and what they like."""

import logging
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from mojo.features.account.model import Me, ProfileChange
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.i18n.clocks import usual_face
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import Principal, QuietHours, User
from mojo.shared.persistence.personal import PersonalArchive
from mojo.shared.ports import Audit, MenuRefresh, MorningReports, People

log = logging.getLogger("mojo.account")


class AccountService:
    """One's own account. Every method raises StoreUnavailable."""

    def __init__(
        self,
        *,
        people: People,
        translator: Translator,
        reports: MorningReports,
        archive: PersonalArchive,
        audit: Audit,
        menus: MenuRefresh,
    ) -> None:
        self._people = people
        self._translator = translator
        self._reports = reports
        self._archive = archive
        self._audit = audit
        self._menus = menus

    async def me(self, by: Principal) -> Me:
        """Return whom `by` stands for."""
        user = await self._people.get_user(by.user_id)
        held = {"user_id": by.user_id, "name": by.name, "scopes": sorted(by.scopes)}
        if user is None:
            return Me.model_validate(held)
        profile = user.model_dump(include={"name", "role", "timezone", "units", "quiet_hours", "created_at"})
        spoken = self._translator.match(user.language, user.telegram_language)
        told = {"language": spoken, "clock": user.clock or usual_face(spoken), "wind": user.wind_unit}
        return Me.model_validate({**held, **profile, **told, "morning_report_at": await self.report_hour(user)})

    async def change(self, by: Principal, change: ProfileChange) -> User:
        """Change the profile of `by`, all of it or nothing.

        Raises InvalidInput for what Mojo does not know, Conflict for a report about nowhere, NotFound when `by` is no person.
        """
        wanted = self._checked(change)
        user = await self._person(by)
        await self._keep_report(user, wanted, change)
        changed = await self._people.change_user(user.id, lambda now: now.model_copy(update=wanted))
        await self._audit.record(by, "profile.changed", user.id, fields=", ".join(sorted(change.model_fields_set)))
        if "language" in wanted:
            await self._menus.refresh(user.id)
        return changed

    async def export(self, by: Principal) -> dict[str, Any]:
        """Return everything Mojo keeps about `by`. Raises NotFound when `by` is no person."""
        exported = await self._archive.export(by.user_id)
        await self._audit.record(by, "profile.exported", by.user_id)
        return exported

    async def report_hour(self, user: User) -> time | None:
        """Return when the person's morning report comes, None if none does."""
        return await self._reports.hour(user)

    async def _person(self, by: Principal) -> User:
        user = await self._people.get_user(by.user_id)
        if user is None:
            raise NotFound("This token stands for no person, so there is no profile.")
        return user

    def _checked(self, change: ProfileChange) -> dict[str, Any]:
        """Return what of the stored person is to change."""
        wanted = change.model_dump(exclude_unset=True, exclude={"morning_report_at"})
        language = wanted.get("language")
        if language is not None and language not in self._translator.languages:
            raise InvalidInput(f"language: Mojo has {', '.join(self._translator.languages)}.", field="language")
        if "timezone" in wanted:
            check_timezone(wanted["timezone"])
        if wanted.get("quiet_hours"):
            wanted["quiet_hours"] = QuietHours.model_validate(wanted["quiet_hours"])
        return wanted

    async def _keep_report(self, user: User, wanted: dict[str, Any], change: ProfileChange) -> None:
        """Let the report come at the wanted hour; in another time zone at the same hour there."""
        there = user.model_copy(update=wanted)
        if "morning_report_at" in change.model_fields_set:
            await self._reports.set_hour(there, change.morning_report_at)
        elif there.timezone != user.timezone and (hour := await self._reports.hour(user)) is not None:
            await self._reports.set_hour(there, hour)


def check_timezone(name: str) -> None:
    """Raise InvalidInput unless `name` is a time zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput("timezone: not an IANA time zone such as Europe/Lisbon.", field="timezone") from None
