"""Blocking jobs that the tests of blocking work run in a process of their own."""

import os
import signal
import time

from mojo.scheduler.jobs import BlockingRun
from mojo.shared.errors import ExternalTimeout, InvalidInput


def add(run: BlockingRun) -> int:
    print("what a job prints is no answer")  # noqa: T201
    run.progress(0.5, "adding")
    return int(sum(run.payload["numbers"]))


def hang(run: BlockingRun) -> None:
    """Deaf to every signal that can be ignored."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    run.log(str(os.getpid()))
    time.sleep(600)  # hang


def refuse(run: BlockingRun) -> None:
    raise InvalidInput("numbers: none", field="numbers")


def outage(run: BlockingRun) -> None:
    raise ExternalTimeout("slow")


def die(run: BlockingRun) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
