"""How a process begins and ends: its event loop, its signals, its parent."""

import asyncio
import ctypes
import logging
import math
import os
import signal
import sys
import time
from collections.abc import Coroutine
from typing import Any

import uvloop

END_WITHIN_S = 10
"""From the first signal to the end of the process, whatever happens."""
_SAME_WISH_S = 1.0
"""A terminal and a wrapper often deliver one wish twice; only a later signal means "now"."""
_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8

log = logging.getLogger("mojo.process")


def run_process(main: Coroutine[Any, Any, None]) -> None:
    """Run `main` on uvloop."""
    _keep_memory_together()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def stop_on_signals(stop: asyncio.Event, drain_s: float = 0) -> None:
    """Set `stop` at the first SIGINT, SIGTERM or SIGHUP. A second one, or END_WITHIN_S + `drain_s`, ends the process at once."""
    loop = asyncio.get_running_loop()
    first_at: list[float] = []

    def on_signal(number: signal.Signals) -> None:
        if first_at:
            if time.monotonic() - first_at[0] > _SAME_WISH_S:
                os._exit(128 + number)
            return
        first_at.append(time.monotonic())
        signal.alarm(END_WITHIN_S + math.ceil(drain_s))  # its default action needs neither Python nor a responsive event loop
        log.info("process.stopping", extra={"signal": number.name})
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            loop.add_signal_handler(number, on_signal, number)


def die_with_parent(parent: int) -> None:
    """Ask Linux for SIGTERM when the process `parent`, which started this one, ends. Elsewhere: nothing."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we asked
        raise SystemExit(0)


def _keep_memory_together() -> None:
    """Give glibc one heap: its default of eight a core costs a small machine tens of megabytes."""
    if sys.platform.startswith("linux") and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_ARENA_MAX, 1)
