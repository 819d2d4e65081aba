"""Makes docket speak JSON. Left alone it pickles, and then whoever can write to Redis can make Mojo run code.

The seam is the module attribute `cloudpickle` in the three docket modules that use it; `dumps` and `loads` are all they call.
docket's minor version is pinned for this, and tests/contracts/test_job_queue.py reads the stored bytes.
"""

import logging
from types import ModuleType
from typing import Any

import orjson
from docket import execution, strikelist, worker

log = logging.getLogger("mojo.queue")


class Refused(list[Any]):
    """Stands for arguments that were no JSON: empty as positional and as keyword arguments alike."""

    def keys(self) -> list[str]:
        """Serve `**refused`."""
        return []

    def items(self) -> list[tuple[str, Any]]:
        """Serve docket's own description of the call."""
        return []


class JsonCodec(ModuleType):
    """What docket finds where it looks for cloudpickle."""

    @staticmethod
    def dumps(value: Any) -> bytes:
        """Return `value` as JSON. Raises TypeError for what JSON cannot hold."""
        return orjson.dumps(value)

    @staticmethod
    def loads(stored: bytes) -> Any:
        """Read JSON. Anything else is refused, not raised: an error here would end docket's worker again and again."""
        try:
            return orjson.loads(stored)
        except ValueError:
            log.error("queue.foreign_payload_refused", extra={"bytes": len(stored)})
            return Refused()


def install() -> None:
    """Put the codec in place, once per process; a second time changes nothing."""
    codec = JsonCodec("mojo_json_codec")
    for module in (execution, strikelist, worker):
        module.__dict__["cloudpickle"] = codec
