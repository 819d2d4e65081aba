"""The embedded Valkey as a service: started again when it dies, and ended after everybody who writes to it."""

import asyncio

from mojo.cli.supervisor import Service
from mojo.cli.waiting import first_of
from mojo.shared.errors import MojoException
from mojo.shared.persistence.embedded import EmbeddedValkey


def embedded(valkey: EmbeddedValkey) -> Service:
    """Return `valkey` as a service. It does not end at `stop`: whoever made it calls `valkey.stop()` last."""

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        await valkey.start()
        ready.set()
        await first_of(valkey.wait(), stop.wait())
        if not stop.is_set():
            raise MojoException(f"ended with exit code {await valkey.wait()}")

    return Service("valkey", run, pid=lambda: valkey.pid)
