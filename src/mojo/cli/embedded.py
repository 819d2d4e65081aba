"""The embedded Valkey as a service: started again when it dies, and ended after everybody who writes to it."""

import asyncio

from mojo.cli.supervisor import Service
from mojo.shared.errors import MojoException
from mojo.shared.persistence.embedded import EmbeddedValkey


def embedded(valkey: EmbeddedValkey) -> Service:
    """Return `valkey` as a service. It does not end at `stop`: whoever made it calls `valkey.stop()` last."""

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        await valkey.start()
        ready.set()
        ended = asyncio.ensure_future(valkey.wait())
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait([ended, stopped], return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                raise MojoException(f"ended with exit code {ended.result()}")
        finally:
            ended.cancel()
            stopped.cancel()

    return Service("valkey", run, pid=lambda: valkey.pid)
