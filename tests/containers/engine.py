"""A Docker engine, images that need no registry, and Compose: what the tests of this folder stand on.

DOCKER_HOST, or the engine that runs, is used if there is one; as root one is started. Where images of other makers cannot be
pulled, stand-ins are made under their names from Debian's packages and wheels: same programs, other makers.
"""

import functools
import http.server
import json
import os
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
OPS = ROOT / ".venv-ops" / "bin"
IMAGE = "mojo:latest"
INFRA, DEV, PROD = "docker-compose.infra.yml", "docker-compose.app.yml", "docker-compose.app.prod.yml"
BASE_PACKAGES = "python3,python3-venv,ca-certificates"
VALKEY = """FROM python:3.13-slim
RUN groupadd -g 1000 valkey && useradd -u 999 -g 1000 -M valkey && install -d -o 999 -g 1000 /data
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends valkey-server valkey-tools
VOLUME /data
"""
PROMETHEUS = """FROM python:3.13-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus wget
RUN install -d -o nobody -g nogroup /prometheus
USER nobody
ENTRYPOINT ["prometheus"]
"""
ALERTMANAGER = """FROM python:3.13-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus-alertmanager wget
RUN install -d -o nobody -g nogroup /alertmanager
USER nobody
ENTRYPOINT ["prometheus-alertmanager"]
"""
CADDY = """FROM python:3.13-slim
COPY caddy /usr/bin/caddy
RUN install -d -o 10001 -g 10001 /data
"""


def run(*command: str | Path, within_s: float = 300, **more: Any) -> str:
    """Run a command and return what it says. Raises AssertionError with its last words when it fails."""
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=within_s, check=False, cwd=ROOT, **more
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}:\n{(done.stdout + done.stderr)[-3000:]}"
    return done.stdout


def documented(page: str, start: str) -> list[str]:
    """Return the arguments of the command that a page writes, so that it is the page's that is run."""
    (line,) = [
        line.strip().removeprefix("$ ") for line in (ROOT / page).read_text().splitlines() if line.startswith(f"$ {start}")
    ]
    return shlex.split(line.removeprefix(start))


def docker(*arguments: str | Path, **more: Any) -> str:
    """Run the client. The engine's own: a newer one wants a plugin to build with."""
    client = "/usr/bin/docker" if Path("/usr/bin/docker").exists() else "docker"
    return run(client, *arguments, env={**os.environ, "DOCKER_BUILDKIT": "0"}, **more)


def answers() -> bool:
    """Tell whether an engine answers."""
    return subprocess.run(["docker", "info"], capture_output=True, timeout=20, check=False).returncode == 0


@contextmanager
def engine(home: Path) -> Iterator[None]:
    """Have an engine. Fails, and does not skip, where none can be had."""
    if answers():
        yield
        return
    daemon = shutil.which("dockerd", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if daemon is None or os.geteuid() != 0:
        pytest.fail("No Docker engine answers and none can be started: install docker.io and be root, or set DOCKER_HOST.")
    socket = f"unix://{home}/docker.sock"
    options = f"--data-root {home}/data --exec-root {home}/exec -H {socket} -p {home}/docker.pid --bip 172.31.250.1/24"
    more = "--oom-score-adjust 0 --default-ulimit nofile=20000:20000"
    with (home / "dockerd.log").open("wb") as log:
        process = subprocess.Popen([daemon, *options.split(), *more.split()], stdout=log, stderr=log)
    before = os.environ.get("DOCKER_HOST")
    os.environ["DOCKER_HOST"] = socket
    try:
        wait_until(answers, 30, f"an engine ({(home / 'dockerd.log').read_text()[-1500:]})")
        yield
    finally:
        process.terminate()
        process.wait(30)
        os.environ.pop("DOCKER_HOST")
        if before is not None:
            os.environ["DOCKER_HOST"] = before


def wait_until(true: Any, within_s: float, what: str, every_s: float = 0.3) -> None:
    """Wait for something to become true. Raises AssertionError when it does not."""
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, f"no {what} within {within_s} s"
        time.sleep(every_s)


def has_image(name: str) -> bool:
    """Tell whether the engine has an image, or can pull it."""
    local = subprocess.run(["docker", "image", "inspect", name], capture_output=True, check=False).returncode == 0
    return local or subprocess.run(["docker", "pull", "-q", name], capture_output=True, timeout=120, check=False).returncode == 0


def make_base(home: Path) -> None:
    """Make the stand-in for Python's image from Debian's packages."""
    tar = home / "base.tar"
    excludes = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in ("doc", "man", "locale")]
    run("mmdebstrap", "--variant=minbase", f"--include={BASE_PACKAGES}", *excludes, "trixie", tar)
    docker("import", "-c", 'CMD ["python3"]', tar, "python:3.13-slim")
    tar.unlink()


def make_image(home: Path, tag: str, dockerfile: str) -> None:
    """Build a stand-in, in a folder of its own: the engine's data, which may lie beside it, is nobody's to read."""
    context = home / "stand-in"
    context.mkdir(exist_ok=True)
    (context / "Dockerfile").write_text(dockerfile)
    docker("build", "--quiet", "--network", "host", "--tag", tag, context)


class Wheels(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, in silence."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def build_mojo(home: Path) -> None:
    """Build the image from wheels that this machine's pip fetches: the build itself needs no index."""
    wheels = home / "wheels"
    platforms = [f"--platform={name}_x86_64" for name in ("manylinux2014", "manylinux_2_17", "manylinux_2_28", "manylinux_2_34")]
    target = ["--python-version=3.13", "--implementation=cp", "--abi=cp313", "--abi=abi3", "--abi=none", *platforms]
    pip = [ROOT / ".venv/bin/python", "-m", "pip", "download", "--quiet", "--require-hashes", "--only-binary=:all:"]
    run(*pip, *target, "-r", ROOT / "requirements/base.txt", "-d", wheels)
    handler = functools.partial(Wheels, directory=str(wheels))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"PIP_FIND_LINKS=http://127.0.0.1:{server.server_address[1]}/"
        arguments = ["--network", "host", "--build-arg", where, "--build-arg", "PIP_NO_INDEX=1"]
        docker("build", "--quiet", *arguments, "-f", "docker/Dockerfile", "--tag", IMAGE, ".", within_s=400)
        server.shutdown()


class Stack:
    """One set of Compose files, running or not."""

    def __init__(self, *files: str, environ: dict[str, str]) -> None:
        self._files = [part for name in files for part in ("-f", name)]
        self._environ = {**os.environ, **environ}

    def compose(self, *arguments: str, within_s: float = 150) -> str:
        """Run `docker compose`."""
        return run(OPS / "docker-compose", *self._files, *arguments, env=self._environ, within_s=within_s)

    def logs(self, service: str) -> list[str]:
        """Return what a service has said, line by line."""
        return self.compose("logs", "--no-log-prefix", service).splitlines()

    def replicas(self, service: str) -> list[str]:
        """Return the names of a service's containers."""
        return sorted(self.compose("ps", "--format", "{{.Name}}", service).split())

    def healthy(self, name: str) -> bool:
        """Tell whether a container runs, and is well if it has a health check."""
        state = json.loads(docker("inspect", "--format", "{{json .State}}", name))
        return bool(state["Running"]) and state.get("Health", {"Status": "healthy"})["Status"] == "healthy"
