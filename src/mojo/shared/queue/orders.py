"""What a RUN task is told, and how one is placed."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Payload, RunRecord, Schedule
from mojo.shared.queue.triggers import jitter_of

RUN = "run"


class Order(BaseModel):
    """One run to be made."""

    model_config = ConfigDict(frozen=True)

    job: str
    schedule: str | None = None
    owner: str | None = None
    planned_at: datetime
    put_off_s: float = 0
    """The jitter: it starts so much after `planned_at`, which stays its name."""
    misfire_grace_s: float | None = None
    """Later than this it is not started any more; None starts it whenever."""
    payload: Payload
    policy: PolicyChange = PolicyChange()
    followers: tuple[int, ...] = ()

    @classmethod
    def of(cls, schedule: Schedule, planned_at: datetime) -> "Order":
        """Return what one firing of `schedule` asks for."""
        return cls(
            job=schedule.job,
            schedule=schedule.id,
            owner=schedule.owner,
            planned_at=planned_at,
            put_off_s=jitter_of(schedule, planned_at).total_seconds(),
            misfire_grace_s=schedule.misfire_grace_s,
            payload=schedule.payload,
            policy=schedule.policy,
        )

    @classmethod
    def again(cls, record: RunRecord) -> "Order":
        """Return what makes the run of `record` once more, however late."""
        return cls(
            job=record.job,
            schedule=record.schedule,
            owner=record.owner,
            planned_at=record.planned_at,
            payload=record.payload,
            policy=record.policy,
            followers=record.followers,
        )

    @property
    def starts_at(self) -> datetime:
        """The instant from which it may start."""
        return self.planned_at + timedelta(seconds=self.put_off_s)

    def record(self, key: str) -> RunRecord:
        """Return the record of the run `key` before its first attempt."""
        return RunRecord(
            id=key,
            job=self.job,
            schedule=self.schedule,
            owner=self.owner,
            payload=self.payload,
            policy=self.policy,
            planned_at=self.planned_at,
            followers=self.followers,
        )

    def to_payload(self) -> Payload:
        """Return the payload of its task."""
        return self.model_dump(mode="json", exclude_defaults=True)
