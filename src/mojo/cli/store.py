"""The store for a command that ends by itself: the one that Mojo runs on, or the embedded one, started for a while."""

import contextlib
import logging
from collections.abc import AsyncIterator, Mapping

from mojo.cli.ground import close
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.embedded import EmbeddedValkey, running_url
from mojo.shared.settings import Settings, load_settings


@contextlib.asynccontextmanager
async def standing(environ: Mapping[str, str], settings: Settings) -> AsyncIterator[AppContext]:
    """Yield a context whose store answers, if it can be made to. Raises ConfigurationError when ours does not start."""
    logging.getLogger().addHandler(logging.NullHandler())  # what is wrong is said at the end
    if settings.core.redis_url or running_url(settings.core.data_dir):
        async with _context(settings) as context:
            yield context
        return
    with DataDir(settings.core.data_dir):
        valkey = EmbeddedValkey(settings.core.data_dir)
        await valkey.start()
        try:
            async with _context(load_settings({**environ, "REDIS_URL": valkey.url}, dotenv=None)) as context:
                yield context
        finally:
            await valkey.stop()


@contextlib.asynccontextmanager
async def _context(settings: Settings) -> AsyncIterator[AppContext]:
    context = make_context(AppName.API, settings)
    try:
        yield context
    finally:
        await close(context)
