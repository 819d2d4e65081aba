"""Runs a job's blocking code in a process of its own, the only thing that can be ended whatever it does.

A thread that hangs cannot be ended: it would keep its memory, locks and connections for ever, and a loop in C would hold up the
whole scheduler. A process costs a third of a second to start and is killed at its timeout.

`python -m mojo.scheduler.blocking <module> <function>` is that process. It reads one JSON object from stdin, writes JSON lines
(`say`, then `result` or `error`) to stdout, and ends when stdin does: then whoever started it is dead.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, TypeAlias

import orjson

from mojo.shared.errors import MojoException
from mojo.shared.model.schedules import Payload

Progress: TypeAlias = Callable[[float | None, str | None], None]
MAX_LINE_BYTES = 1_000_000


class BlockingJobFailed(MojoException):
    """Blocking code raised; `params["codes"]` are those of its error."""

    code = "job.failed"


@dataclass(frozen=True, slots=True)
class BlockingRun:
    """One run of a blocking job."""

    key: str
    planned_at: datetime
    attempt: int
    payload: Payload
    report: Progress

    def progress(self, done: float, said: str | None = None) -> None:
        """Say how much is done, 0 to 1, and what is being done."""
        self.report(min(max(done, 0.0), 1.0), said)

    def log(self, said: str) -> None:
        """Add a line to the run's own log."""
        self.report(None, said)


async def run_apart(work: Callable[..., Any], told: Payload, report: Progress) -> Any:
    """Run `work` in a process of its own and return its result; when cancelled, kill it.

    `told` holds id, planned_at, attempt and payload. Raises BlockingJobFailed.
    """
    command = [sys.executable, "-m", __name__, work.__module__, work.__qualname__]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=MAX_LINE_BYTES)
    try:
        assert process.stdin is not None  # noqa: S101  # a pipe
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(orjson.dumps(told) + b"\n")
        return await _listen(process.stdout, report)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _listen(lines: asyncio.StreamReader, report: Progress) -> Any:
    async for line in lines:
        said = orjson.loads(line)
        if "say" in said:
            report(*said["say"])
        elif "error" in said:
            error = BlockingJobFailed(said["error"], codes=said["codes"])
            error.__dict__["retryable"] = said["retryable"]
            raise error
        else:
            return said["result"]
    error = BlockingJobFailed("Its process ended before it did.", codes=["job.failed"])
    error.__dict__["retryable"] = True
    raise error


def main(module: str, function: str) -> None:
    """Be the process."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what the job prints must not pass for an answer
    told = orjson.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def answer(**said: Any) -> None:
        out.write(orjson.dumps(said) + b"\n")

    def report(progress: float | None, said: str | None) -> None:
        answer(say=[progress, said])

    run = BlockingRun(told["id"], datetime.fromisoformat(told["planned_at"]), told["attempt"], told["payload"], report)
    try:
        result = getattr(import_module(module), function)(run)
        answer(result=result)
    except MojoException as error:
        codes = [kind.code for kind in type(error).__mro__ if issubclass(kind, MojoException)]
        answer(error=error.detail, codes=codes, retryable=error.retryable)
    except Exception as error:  # it may quote anything, so only its kind is told; the traceback goes to stderr
        answer(error=f"{type(error).__name__} in its process.", codes=["mojo.unexpected"], retryable=True)
        raise


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
