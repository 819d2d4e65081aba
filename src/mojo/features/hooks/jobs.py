"""Events that came in are handled here, apart from the request that brought them."""

from mojo.features.hooks.receiving import HANDLE_JOB, Receiver
from mojo.scheduler.jobs import JobGroup, Run

jobs = JobGroup("hooks")


@jobs.job(HANDLE_JOB, max_attempts=10)
async def handle(run: Run) -> None:
    """Handle one event."""
    await (await run.get(Receiver)).handle(run.payload["hook"], run.payload["event"])
