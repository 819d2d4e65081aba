"""A Mojo's data for a test of backups, without a Mojo: what is in it, a copy of it, and the commands on it."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mojo.cli.backup import backup
from mojo.cli.restore import restore
from mojo.cli.store import standing
from mojo.shared.context import AppContext
from mojo.shared.model.people import User
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.keyspace import Entry, read_at_rest
from mojo.shared.ports import People
from mojo.shared.settings import load_settings

SECRET = "the cake is a lie"  # what a stranger looks for in the file
ANNA = User(id="anna", chat_id=1, name="Anna", role="owner", scopes=frozenset({"*"}), created_at=datetime(2026, 1, 1, tzinfo=UTC))
OF_THE_COMMANDS = (b"mojo:{records:meta}", b"mojo:{records:backup}", b"mojo:{audit}")
"""What making a backup and putting one back write themselves."""


@dataclass
class Machine:
    """One machine with its data directory."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def environ(self) -> dict[str, str]:
        return {"MOJO_DATA_DIR": str(self.data), **self.more}

    @asynccontextmanager
    async def standing(self) -> AsyncIterator[AppContext]:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        async with standing(self.environ, load_settings(self.environ, dotenv=None)) as context:
            yield context

    async def live(self, note: str = SECRET) -> None:
        """Let there be a person, one key of each kind, and a file."""
        async with self.standing() as context:
            await (await context.get(People)).save_user(ANNA)  # type: ignore[type-abstract]
            client = await context.get(RedisClient)
            await client.execute("SET", "mojo:note", note)
            await client.execute("SET", "mojo:bytes", b"\xff\x00")
            await client.execute("SET", "mojo:later", "x", "PXAT", 4_000_000_000_000)
            await client.execute("RPUSH", "mojo:list", "b", "a")
            await client.execute("SADD", "mojo:set", "z", "y")
            await client.execute("ZADD", "mojo:zset", 0.1, "tenth")
            await client.execute("XADD", "mojo:stream", "5-1", "event", "a")
        (self.data / "key").write_text("of this machine")

    async def run(self, work: str, *arguments: Any) -> None:
        """Run a command on the store."""
        async with self.standing() as context:
            await (await context.get(RedisClient)).execute(work, *arguments)

    async def kept(self) -> dict[bytes, Entry]:
        """Return everything in the store but what the commands write."""
        async with self.standing() as context:
            entries = await read_at_rest(await context.get(RedisClient))
        return {entry.key: entry for entry in entries if not entry.key.startswith(OF_THE_COMMANDS)}

    async def note(self) -> bytes | None:
        entry = (await self.kept()).get(b"mojo:note")
        return entry.value[0] if entry else None

    async def backup(self, to: str | None = None) -> Path:
        """`mojo backup`; return the newest file in the folder."""
        await backup(self.environ, to)
        return max((self.data / "backups" if not self.more.get("BACKUP_TO") else Path(self.more["BACKUP_TO"])).glob("mojo-*"))

    async def restore(self, named: str | Path, *, overwrite: bool = False, identity: Path | None = None) -> None:
        """`mojo restore`."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        await restore(self.environ, str(named), overwrite, identity)

    def fingerprint(self) -> dict[str, str]:
        """Return every file with its digest, but for locks: nothing was changed if it is the same."""
        files = (path for path in self.data.rglob("*") if path.is_file() and path.name not in ("lock", "backup.lock"))
        return {str(path.relative_to(self.data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
