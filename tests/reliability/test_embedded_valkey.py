"""The embedded Valkey and the process that owns it, whichever of them ends first and however."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence import embedded
from mojo.shared.persistence.embedded import EmbeddedValkey, running_url
from mojo.shared.persistence.wiring import make_redis
from tests.contracts.stores import eventually

OWNER = """
import asyncio, sys
from pathlib import Path
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.wiring import make_redis

async def main():
    valkey = EmbeddedValkey(Path(sys.argv[1]))
    await valkey.start()
    await make_redis(valkey.url).execute("SET", "left", "behind")
    print(valkey.pid, flush=True)
    await asyncio.sleep(60)

if sys.argv[2] == "uvloop":
    import uvloop
    uvloop.run(main())
else:
    asyncio.run(main())
"""


def an_owner(data_dir: Path, loop: str) -> tuple[subprocess.Popen[str], int]:
    """Return a process that owns a Valkey, and the process id of that."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(data_dir), loop], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    return owner, int(owner.stdout.readline())


def kill(owner: subprocess.Popen[str]) -> None:
    owner.kill()
    owner.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
async def test_a_killed_owner_leaves_no_valkey_behind(tmp_path: Path, loop: str) -> None:
    owner, pid = an_owner(tmp_path, loop)
    kill(owner)
    await eventually(lambda: _is_gone(pid), within_s=5)
    assert running_url(tmp_path) is None


async def test_a_start_right_after_a_kill_waits_for_the_old_valkey_and_has_its_data(tmp_path: Path) -> None:
    owner, pid = an_owner(tmp_path, "asyncio")
    os.kill(pid, signal.SIGSTOP)  # it cannot end yet
    kill(owner)
    valkey = EmbeddedValkey(tmp_path)
    starting = asyncio.create_task(valkey.start())
    await asyncio.sleep(0.2)
    assert not starting.done()
    os.kill(pid, signal.SIGCONT)
    await starting
    client = make_redis(valkey.url)
    assert await client.execute("GET", "left") == b"behind"
    await client.close()
    await valkey.stop()


async def test_a_second_valkey_on_the_same_data_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PREDECESSOR_ENDS_WITHIN_S", 0.1)
    first, second = EmbeddedValkey(tmp_path), EmbeddedValkey(tmp_path)
    await first.start()
    with pytest.raises(ConfigurationError, match=f"process {first.pid}.*Cure"):
        await second.start()
    assert running_url(tmp_path) == first.url
    await first.stop()


async def test_what_was_stored_is_there_after_a_stop_and_a_start(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    client = make_redis(valkey.url)
    for expected in (None, b"1"):
        await valkey.start()
        assert await client.execute("GET", "a") == expected
        await client.execute("SET", "a", 1)
        await valkey.stop()
        assert await valkey.wait() == 0
        assert (valkey.pid, running_url(tmp_path)) == (None, None)
    await client.close()


async def test_it_is_private_durable_bounded_small_and_not_on_the_network(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    await valkey.start()
    client = make_redis(valkey.url)
    found = {}
    for name in ("port", "appendonly", "appendfsync", "maxmemory-policy"):
        found |= await client.execute("CONFIG GET", name)
    assert found == {"port": "0", "appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}
    assert (tmp_path / "valkey" / "valkey.sock").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "valkey").stat().st_mode & 0o777 == 0o700
    rss_mb = _rss_mb(valkey.pid)
    print(f"embedded Valkey: {rss_mb:.1f} MB resident")
    assert rss_mb < 15
    await client.close()
    await valkey.stop()


async def test_a_long_path_gets_a_short_socket_that_others_find(tmp_path: Path) -> None:
    data_dir = tmp_path / ("long" * 30)
    data_dir.mkdir()
    valkey = EmbeddedValkey(data_dir)
    await valkey.start()
    client = make_redis(str(running_url(data_dir)))
    assert await client.execute("PING")
    await client.close()
    await valkey.stop()
    assert running_url(data_dir) is None


async def test_a_valkey_that_cannot_start_says_why(tmp_path: Path) -> None:
    manifest = tmp_path / "valkey" / "appendonlydir" / "appendonly.aof.manifest"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("this is no manifest\n")
    with pytest.raises(ConfigurationError, match=r"did not start: .*Cure: see .*valkey\.log"):
        await EmbeddedValkey(tmp_path).start()


async def test_a_valkey_that_hangs_is_ended_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "STOP_WITHIN_S", 0.1)
    valkey = EmbeddedValkey(tmp_path)
    await valkey.start()
    assert valkey.pid is not None
    os.kill(valkey.pid, signal.SIGSTOP)
    await valkey.stop()
    assert await valkey.wait() == -signal.SIGKILL


async def test_stopping_what_never_started_or_has_died_is_no_error(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    await valkey.stop()
    await valkey.start()
    assert valkey.pid is not None
    os.kill(valkey.pid, signal.SIGKILL)
    await valkey.wait()
    await valkey.stop()


async def _is_gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def _rss_mb(pid: int | None) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
