"""The same files as a stack on Docker Swarm: one machine here, any number elsewhere."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.containers.engine import INFRA, PROD, ROOT, Stack, docker, run, wait_until
from tests.containers.tls import answers, authority_of

PORTS = {
    "MOJO_HTTP_PORT": "18081",
    "MOJO_HTTPS_PORT": "18444",
    "MOJO_NETWORK": "mojoswarm_net",
    "MOJO_SUBNET": "172.31.89.0/24",
    "COMPOSE_PROJECT_NAME": "mojoswarm",
}
WISHED = {"api": 2, "chronos": 2, "scheduler": 2, "redis": 1, "proxy": 1}


@pytest.fixture(scope="module")
def swarm(image: None) -> Iterator[None]:
    """A swarm of this engine, unless it is in one."""
    joined = docker("info", "--format", "{{.Swarm.LocalNodeState}}").strip() == "active"
    if not joined:
        docker("swarm", "init", "--advertise-addr", "127.0.0.1")
    try:
        yield
    finally:
        if not joined:
            docker("swarm", "leave", "--force")


@pytest.fixture(scope="module")
def deployed(home: Path, swarm: None) -> Iterator[None]:
    secrets = home / "swarm-secrets"
    run(ROOT / "docker/secrets.sh", secrets, env={"PATH": "/usr/bin:/bin", "TELEGRAM_BOT_TOKEN": f"1000000000:{'nobody-' * 6}"})
    written = Stack(INFRA, PROD, environ={**PORTS, "MOJO_SECRETS": str(secrets)}).compose("config", "--format", "json")
    scale = [f"{name}={count}" for name, count in WISHED.items() if count > 1]
    (home / "stack.json").write_text(run(sys.executable, "docker/stack.py", *scale, input=written))
    docker("node", "update", "--label-add", "mojo.store=true", docker("node", "ls", "-q").strip())
    docker("stack", "deploy", "--resolve-image", "never", "-c", home / "stack.json", "mojoswarm")
    try:
        yield
    finally:
        docker("stack", "rm", "mojoswarm")
        wait_until(lambda: not containers(""), 60, "end of the stack")


def containers(service: str) -> list[str]:
    """Return the running containers of a service."""
    return docker("ps", "--quiet", "--filter", f"name=mojoswarm_{service}.").split()


def running() -> dict[str, int]:
    """Return how many of each service are up and well."""
    lines = docker("service", "ls", "--format", "{{json .}}").splitlines()
    return {it["Name"].removeprefix("mojoswarm_"): int(it["Replicas"].partition("/")[0]) for it in map(json.loads, lines)}


def test_every_service_comes_up_and_the_door_leads_to_each_replica(deployed: None) -> None:
    wait_until(lambda: running() == WISHED, 120, f"whole stack ({running()})")
    (proxy,) = containers("proxy")
    wait_until(lambda: answers("https://localhost:18444/readyz", authority_of(proxy)), 30, "ready API")
    for _ in range(12):
        assert answers("https://localhost:18444/livez", authority_of(proxy))
    said = docker("logs", proxy) + subprocess.run(["docker", "logs", proxy], capture_output=True, text=True, check=True).stderr
    asked = {json.loads(line).get("upstream") for line in said.splitlines() if '"handled request"' in line}
    assert len({it for it in asked if it}) == 2


def test_it_is_as_confined_as_a_stack_can_have_it(deployed: None) -> None:
    for name in (it for service in ("api", "chronos", "scheduler", "redis", "proxy") for it in containers(service)):
        tried = subprocess.run(
            ["docker", "exec", "-u", "0", name, "touch", "/etc/x"], capture_output=True, text=True, check=False
        )
        assert "Read-only file system" in tried.stderr
        assert "CapEff:\t0000000000000000" in docker("exec", name, "cat", "/proc/1/status")
