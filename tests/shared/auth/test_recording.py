"""What widens rights is written down first."""

import pytest

from mojo.shared.auth.recording import recorded_first
from mojo.shared.errors import Conflict, StoreUnavailable
from mojo.shared.model.people import Principal
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.util.clock import SystemClock

OLGA = Principal(user_id="olga", name="Olga")


class Full(MemoryAudit):
    """A log that takes no more."""

    async def record(self, *args: object, **details: object) -> None:
        raise StoreUnavailable("Redis is away.")


async def test_it_is_written_down_before_it_takes_effect_and_so_is_that_it_failed() -> None:
    audit = MemoryAudit(SystemClock())
    async with recorded_first(audit, OLGA, "person.restored", "anna"):
        assert [entry.action for entry in audit.entries] == ["person.restored"]
    with pytest.raises(Conflict):
        async with recorded_first(audit, OLGA, "person.restored", "ben"):
            raise Conflict("Somebody was faster.")
    assert [(entry.target, entry.outcome.value) for entry in audit.entries] == [
        ("anna", "done"),
        ("ben", "done"),
        ("ben", "failed"),
    ]


async def test_what_cannot_be_written_down_does_not_happen() -> None:
    with pytest.raises(StoreUnavailable):
        async with recorded_first(Full(SystemClock()), OLGA, "person.restored", "anna"):
            pytest.fail("it took effect")
