"""Runs one host: inside this process, or as a child process of its own."""

import asyncio
import contextlib
import importlib
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mojo.cli.exit_codes import EX_CONFIG
from mojo.cli.lifetime import die_with_parent
from mojo.cli.supervisor import Service
from mojo.cli.waiting import first_of
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import ConfigurationError, MojoException

CHILD_ENDS_WITHIN_S = 8.5
_SUPERVISOR = "MOJO_SUPERVISOR"
"""`<pid>:<descriptor>`: who started this process, and where to say that it is ready."""


def app_of(host: str) -> AppName | None:
    """Return the host's name as a service; the sandbox is none."""
    return next((app for app in AppName if app == host), None)


async def serve(host: str, context: AppContext, ready: asyncio.Event, stop: asyncio.Event, **options: Any) -> None:
    """Run the host called `host`; it is imported only now, because imports are most of what starting costs."""
    await importlib.import_module(f"mojo.{host}.service").serve(context, ready, stop, **options)


class ChildHost:
    """A host in a process of its own."""

    def __init__(self, host: str, environ: Mapping[str, str]) -> None:
        self._host = host
        self._environ = environ
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self, ready: asyncio.Event, stop: asyncio.Event) -> None:
        """Keep the process until `stop`, then end it. Raises ConfigurationError or MojoException when it ends by itself."""
        process = self._process = await self._spawn(ready)
        try:
            await first_of(process.wait(), stop.wait())
        finally:
            if process.returncode is None:
                await _end(process)
        if not stop.is_set():
            raise _reason(self._host, await process.wait())

    async def _spawn(self, ready: asyncio.Event) -> asyncio.subprocess.Process:
        ours, theirs = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "mojo", self._host),
                env={**self._environ, _SUPERVISOR: f"{os.getpid()}:{theirs}"},
                pass_fds=(theirs,),
                start_new_session=True,  # Ctrl-C in the terminal is for us; we pass it on
            )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        _set_when_told(ready, ours)
        return process


def child(host: str, environ: Mapping[str, str]) -> Service:
    """Return `host` as a service with a process of its own."""
    process = ChildHost(host, environ)
    return Service(host, process.run, pid=lambda: process.pid)


def inside(host: str, context: AppContext, **options: Any) -> Service:
    """Return `host` as a service inside this process."""
    app = app_of(host)
    own = context.as_app(app) if app else replace(context, logger=logging.getLogger(f"mojo.{host}"))

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        await serve(host, own, ready, stop, **options)

    return Service(host, run)


async def tell_supervisor(ready: asyncio.Event) -> None:
    """Say once, to whoever started this process, that it is ready. Nobody may be listening."""
    _, _, descriptor = os.environ.get(_SUPERVISOR, "").partition(":")
    if descriptor:
        await ready.wait()
        with contextlib.suppress(OSError):
            os.write(int(descriptor), b"!")


def follow_supervisor() -> None:
    """End when whoever started this process ends."""
    pid, _, _ = os.environ.get(_SUPERVISOR, "").partition(":")
    if pid:
        die_with_parent(int(pid))


def _set_when_told(ready: asyncio.Event, descriptor: int) -> None:
    loop = asyncio.get_running_loop()

    def on_told() -> None:
        loop.remove_reader(descriptor)
        if os.read(descriptor, 1):
            ready.set()
        os.close(descriptor)

    loop.add_reader(descriptor, on_told)


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    await first_of(process.wait(), within_s=CHILD_ENDS_WITHIN_S)
    if process.returncode is None:
        process.kill()
        await process.wait()


def _reason(host: str, code: int) -> MojoException:
    if code == EX_CONFIG:
        return ConfigurationError(f"mojo {host} cannot start as it is set up; it has said why above.")
    return MojoException(f"ended by signal {-code}" if code < 0 else f"ended with exit code {code}")
