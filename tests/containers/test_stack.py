"""All of Mojo in containers, with replicas behind the proxy: it talks, it shares the work, and it may be killed or replaced."""

import contextlib
import itertools
import json
import subprocess
import threading
import time
import urllib.error

import pytest

from tests.containers.chat import Chat, get
from tests.containers.engine import DEV, IMAGE, INFRA, OPS, PROD, Stack, docker, run, wait_until

API, SANDBOX = "http://127.0.0.1:18000", "http://127.0.0.1:18001"


CHAT = Chat(SANDBOX, 1001)
"""Anna's."""
say, answers_after = CHAT.say, CHAT.answers_after


def test_the_image_is_small_and_has_neither_compiler_nor_package_manager(image: None) -> None:
    size_mb = int(docker("image", "inspect", "--format", "{{.Size}}", IMAGE)) / 1e6
    print(f"image: {size_mb:.0f} MB")
    assert size_mb < 250
    script = "for it in gcc cc pip apt-get perl strip; do command -v $it; done; id -u"
    assert docker("run", "--rm", "--entrypoint", "sh", IMAGE, "-c", script).split() == ["10001"]


def test_the_dockerfile_is_clean() -> None:
    run(OPS / "hadolint", "docker/Dockerfile")


@pytest.mark.parametrize("app", [DEV, PROD])
@pytest.mark.parametrize("profiles", [(), ("elk",), ("metrics",), ("elk", "metrics")], ids="+".join)
def test_every_combination_of_files_can_be_read(app: str, profiles: tuple[str, ...]) -> None:
    wanted = [part for profile in profiles for part in ("--profile", profile)]
    services = json.loads(run(OPS / "docker-compose", "-f", INFRA, "-f", app, *wanted, "config", "--format", "json"))["services"]
    assert {"redis", "api", "chronos", "scheduler", "proxy"} <= set(services)
    assert ("kibana" in services, "grafana" in services) == ("elk" in profiles, "metrics" in profiles)
    assert "mojo_net" not in services["redis"]["networks"]


def test_a_conversation_goes_through_the_proxy_to_a_replica_and_back(stack: Stack) -> None:
    message = say("/weather Lisbon")
    assert "Lisbon" in answers_after(message, 1)[0]
    bot = get(f"{SANDBOX}/sandbox/api/bot")
    assert (bot["webhook"], bot["pending_updates"]) == (True, 0)


def test_every_replica_answers(stack: Stack) -> None:
    for _ in range(12):
        assert get(f"{API}/livez") == {"status": "ok"}
    asked = {json.loads(line).get("upstream") for line in stack.logs("proxy") if '"handled request"' in line}
    assert len({it for it in asked if it and it.endswith(":8000")}) == 3
    wait_until(_all_beat, 30, "heartbeat of every replica")


def test_nothing_can_be_written_and_nobody_is_root(stack: Stack) -> None:
    for name in [it for service in ("api", "chronos", "scheduler", "proxy", "redis") for it in stack.replicas(service)]:
        assert docker("exec", name, "id", "-u").strip() in {"10001", "999"}, name
        for path in ("/etc/x", "/usr/x"):
            tried = subprocess.run(
                ["docker", "exec", "-u", "0", name, "touch", path], capture_output=True, text=True, check=False
            )
            assert "Read-only file system" in tried.stderr, name
        status = docker("exec", name, "cat", "/proc/1/status")
        assert "CapEff:\t0000000000000000" in status, name
        assert "NoNewPrivs:\t1" in status, name


class Load:
    """Asks the API all the time, and counts."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.answered = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def _ask(self) -> None:
        while not self._stop.is_set():
            try:
                get(f"{API}/status")
                self.answered += 1
            except (OSError, urllib.error.URLError) as error:
                self.failed.append(repr(error))
            time.sleep(0.02)

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def test_a_rolling_restart_under_load_fails_no_request_and_loses_no_update(stack: Stack) -> None:
    first, said = say("/help"), 1
    with Load() as load:
        for name in [it for service in ("api", "chronos", "scheduler") for it in stack.replicas(service)]:
            docker("restart", "--time", "20", name)
            say("/help")
            said += 1
            wait_until(lambda name=name: stack.healthy(name), 60, f"healthy {name}")
    print(f"rolling restart: {load.answered} requests answered, {len(load.failed)} failed, {said} updates")
    assert load.failed == []
    assert load.answered > 100
    assert len(answers_after(first - 1, said, 60)) == said


@pytest.mark.parametrize("service", ["api", "chronos", "scheduler", "redis", "proxy", "sandbox"])
def test_a_killed_container_comes_back_and_nothing_said_meanwhile_is_lost(stack: Stack, service: str) -> None:
    victim = stack.replicas(service)[0]
    message = None if service == "sandbox" else say("/help")
    docker("kill", victim)
    docker("start", victim)
    wait_until(lambda: stack.healthy(victim), 60, f"healthy {victim}")
    message = message or say("/help")
    assert len(answers_after(message, 1, 60)) == 1
    wait_until(_ready, 30, "ready API")


def _all_beat() -> bool:
    services = get(f"{API}/status")["services"]
    return (services["chronos"]["instances"], services["scheduler"]["instances"]) == (2, 2)


def _ready() -> bool:
    with contextlib.suppress(OSError):
        return bool(get(f"{API}/readyz")["status"] == "ok")
    return False


def test_what_each_service_takes(stack: Stack) -> None:
    names = list(itertools.chain.from_iterable(stack.replicas(it) for it in ("api", "chronos", "scheduler", "redis", "proxy")))
    print(docker("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}", *names))
