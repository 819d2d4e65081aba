"""The schedules that belong to a person."""

from typing import Any

from mojo.shared.ports import Schedules


class OwnSchedules:
    """Keeps `PersonalData`."""

    name = "schedules"

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules

    async def export(self, user_id: str) -> Any:
        return [schedule.model_dump(mode="json") for schedule in await self._schedules.all() if schedule.owner == user_id]

    async def forget(self, user_id: str) -> None:
        for schedule in await self._schedules.all():
            if schedule.owner == user_id:
                await self._schedules.remove(schedule.id)


personal = OwnSchedules
