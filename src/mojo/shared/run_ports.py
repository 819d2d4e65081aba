"""What features and the Scheduler ask of each other about runs and times; beside `ports.py`, which is long enough."""

from typing import Protocol

from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Payload, RunRecord, Trigger


class Runs(Protocol):
    """Runs of jobs: what became of them, and what somebody wishes about them. Every method raises StoreUnavailable."""

    async def get(self, run_id: str) -> RunRecord | None: ...

    async def recent(self, limit: int = 20) -> list[RunRecord]:
        """Return the last runs of all jobs, newest first."""
        ...

    async def dead(self, limit: int = 20) -> list[RunRecord]:
        """Return the dead letters, newest first."""
        ...

    async def start(
        self,
        job: str,
        payload: Payload,
        owner: str | None,
        schedule: str | None = None,
        *,
        policy: PolicyChange | None = None,
        followers: tuple[int, ...] = (),
    ) -> RunRecord:
        """Have `job` run now, however late "now" turns out to be; as a run of `schedule`, if given.

        `followers` are chats with a message that says how the run stands: see RunFollowers.
        """
        ...

    async def cancel(self, run_id: str) -> RunRecord:
        """End the run, wherever it runs, within a second. Raises NotFound, Conflict if it has ended."""
        ...

    async def run_again(self, run_id: str) -> RunRecord:
        """Make a run that has ended once more, under its old id. Raises NotFound, Conflict if it has not ended."""
        ...

    async def drop(self, run_id: str) -> bool:
        """Take a run out of the dead letters; False if it is none."""
        ...


class RunFollowers(Protocol):
    """Messages that say how a run stands, and go on saying it until it has ended."""

    async def tell(self, run: RunRecord) -> None:
        """Let the message in each of `run.followers` say how it stands now; telling the same twice is telling it once.

        Raises StoreUnavailable.
        """
        ...


class SpokenTimes(Protocol):
    """Reads times as people say them."""

    def trigger(self, words: str, language: str, timezone: str) -> Trigger | None:
        """Return what "every weekday at 18:00" or "tomorrow at 8" means to somebody in `timezone`; None for other words.

        Raises InvalidInput, in a class of its own, for a time that has gone by, is on no clock, or comes too often.
        """
        ...
