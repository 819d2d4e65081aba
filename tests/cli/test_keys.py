"""`mojo keys rotate`: another key signs, and tokens of the last one stay good for as long as they live."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mojo.shared.auth.keys import KeyRing
from mojo.shared.auth.mint import Mint
from mojo.shared.context import AppName
from mojo.shared.model.audit import AuditFilter
from mojo.shared.ports import AuditTrail
from tests.support import context_for

pytestmark = pytest.mark.enable_socket


async def test_another_key_signs_and_it_is_written_down(
    mojo: Callable[..., CompletedProcess[str]], redis_url: str, tmp_path: Path
) -> None:
    environ = {"REDIS_URL": redis_url, "SIGNING_SECRET": "s" * 43}
    context = context_for(AppName.API, environ)
    try:
        mint, ring = await context.get(Mint), await context.get(KeyRing)
        old = await mint.issue("anna", "s1", frozenset())
        before = await ring.kids()
        done = mojo("keys", "rotate", **environ)
        assert done.returncode == 0, done.stderr
        after = await ring.kids()
        assert (len(before), after[1:]) == (1, before)
        assert done.stdout.startswith(f"{after[0]} signs from now on.")
        fresh = await mint.verify(await mint.issue("anna", "s1", frozenset()))
        assert ((await mint.verify(old)).kid, fresh.kid) == (before[0], after[0])
        (entry,) = (await (await context.get(AuditTrail)).read(AuditFilter())).entries  # type: ignore[type-abstract]
        assert (entry.action, entry.target, entry.door.value) == ("keys.rotated", after[0], "shell")
    finally:
        await context.close()
