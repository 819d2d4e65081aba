"""One engine, one image and one running stack for all tests of this folder."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.containers.engine import (
    CADDY,
    DEV,
    INFRA,
    OPS,
    ROOT,
    VALKEY,
    Stack,
    build_mojo,
    documented,
    engine,
    has_image,
    make_base,
    make_image,
    run,
)

PORTS = {"API_PORT": "18000", "SANDBOX_PORT": "18001", "MOJO_NETWORK": "mojotest_net", "MOJO_SUBNET": "172.31.87.0/24"}
"""What keeps it apart from a Mojo that runs on the same engine."""


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A short path: a socket's may have a hundred characters."""
    path = Path(tempfile.mkdtemp(prefix="mojo-containers-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def image(home: Path) -> Iterator[None]:
    """An engine with every image that the files name."""
    with engine(home):
        if not has_image("python:3.13-slim"):
            make_base(home)
        if not has_image("valkey/valkey:8-alpine"):
            make_image(home, "valkey/valkey:8-alpine", VALKEY)
        if not has_image("caddy:2.10-alpine"):
            (home / "stand-in").mkdir(exist_ok=True)
            shutil.copy(OPS / "caddy", home / "stand-in" / "caddy")
            make_image(home, "caddy:2.10-alpine", CADDY)
        build_mojo(home)
        yield


@pytest.fixture(scope="session")
def stack(home: Path, image: None) -> Iterator[Stack]:
    """All of Mojo, with replicas, as the README starts it."""
    secrets = home / "secrets"
    run(ROOT / "docker/secrets.sh", secrets)
    up = documented("README.md", "docker compose ")
    assert up[:4] == ["-f", INFRA, "-f", DEV]
    running = Stack(INFRA, DEV, environ={**PORTS, "MOJO_SECRETS": str(secrets), "COMPOSE_PROJECT_NAME": "mojotest"})
    try:
        running.compose(*up[4:], "--no-build")
        yield running
    finally:
        running.compose("down", "--volumes", "--timeout", "5")
