"""PROD as docs/operations.md starts it, with replicas, TLS, secrets and volumes; Telegram and the weather are stood in for."""

import json
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.containers.chat import Chat
from tests.containers.engine import INFRA, PROD, ROOT, Stack, docker, run, wait_until
from tests.containers.tls import answers, authority_of

PORTS = {
    "MOJO_HTTP_PORT": "18080",
    "MOJO_HTTPS_PORT": "18443",
    "MOJO_NETWORK": "mojoprod_net",
    "MOJO_SUBNET": "172.31.88.0/24",
    "COMPOSE_PROJECT_NAME": "mojoprod",
}
TOKEN = "1000000000:mojo-sandbox-stands-in-for-telegram"  # the sandbox's
SCALE = [part for one in ("api=3", "scheduler=2", "chronos=2") for part in ("--scale", one)]
UP = ["up", "--detach", "--wait", "--no-build", *SCALE]
END_THE_WORK = """
import os, pathlib, signal
for it in pathlib.Path("/proc").glob("[0-9]*"):
    if int(it.name) not in (1, os.getpid()) and it.joinpath("stat").read_text().rpartition(")")[2].split()[1] == "1":
        os.kill(int(it.name), signal.SIGKILL)
"""
"""Inside a container: kill -9 whatever its init has started."""


@pytest.fixture(scope="module")
def prod(home: Path, image: None) -> Iterator[Stack]:
    secrets = home / "prod-secrets"
    run(ROOT / "docker/secrets.sh", secrets, env={"PATH": "/usr/bin:/bin", "TELEGRAM_BOT_TOKEN": TOKEN})
    running = Stack(INFRA, PROD, "tests/containers/sandbox.yml", environ={**PORTS, "MOJO_SECRETS": str(secrets)})
    try:
        running.compose(*UP)
        yield running
    finally:
        running.compose("down", "--volumes", "--timeout", "5")


@pytest.fixture(scope="module")
def owner(prod: Stack) -> Chat:
    """Whoever installed it, let in as the documentation says."""
    told = prod.compose("exec", "-T", "api", "mojo", "invite", "--role", "owner")
    (code,) = re.findall(r"^  Code  (\S+)$", told, re.MULTILINE)
    chat = Chat("http://127.0.0.1:18003", 1001)
    assert chat.answers_after(chat.say(f"/start {code}"), 1, 60)
    assert "water the plants" in chat.answers_after(chat.say("/remind every day at 7:30 water the plants"), 1, 60)[0]
    return chat


@pytest.fixture(scope="module")
def authority(prod: Stack) -> ssl.SSLContext:
    (proxy,) = prod.replicas("proxy")
    return authority_of(proxy)


class Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def test_the_door_speaks_tls_and_nothing_else(prod: Stack, authority: ssl.SSLContext) -> None:
    with urllib.request.urlopen("https://localhost:18443/livez", timeout=20, context=authority) as answer:
        assert json.load(answer) == {"status": "ok"}
        assert "server" not in answer.headers
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen("https://localhost:18443/livez", timeout=20, context=ssl.create_default_context())
    plain = refused("http://localhost:18080/livez")
    assert plain.code == 308
    assert plain.headers["Location"].startswith("https://localhost")
    assert refused("https://localhost:18443/api/v1/me", authority).code == 401


def refused(url: str, authority: ssl.SSLContext | None = None) -> urllib.error.HTTPError:
    """Return an answer that is no success, closed; redirects are not followed."""
    asked = urllib.request.build_opener(Unmoved, urllib.request.HTTPSHandler(context=authority))
    with pytest.raises(urllib.error.HTTPError) as answer:
        asked.open(url, timeout=20)
    answer.value.close()
    return answer.value


def test_the_owner_is_let_in_and_answered(prod: Stack, owner: Chat) -> None:
    assert "Lisbon" in owner.answers_after(owner.say("/weather Lisbon"), 1, 60)[0]


def test_no_secret_is_in_the_environment_or_in_what_an_inspection_shows(prod: Stack, home: Path) -> None:
    kept = {path.read_text().strip() for path in (home / "prod-secrets").iterdir()}
    for name in (it for service in ("api", "chronos", "scheduler", "redis", "proxy") for it in prod.replicas(service)):
        shown = docker("inspect", name)
        assert [secret for secret in kept if secret in shown] == []


@pytest.mark.parametrize("service", ["api", "chronos", "scheduler", "redis", "proxy"])
def test_what_ends_is_started_again_by_itself(prod: Stack, owner: Chat, authority: ssl.SSLContext, service: str) -> None:
    """Nobody starts it but the restart policy. What has an init is killed by force; the others are told to end."""
    victim = prod.replicas(service)[0]
    said = owner.say("/reminders")
    if service in ("redis", "proxy"):
        docker("exec", victim, "sh", "-c", "kill 1")
    else:
        docker("exec", victim, "python3", "-c", END_THE_WORK)
    wait_until(lambda: int(docker("inspect", "--format", "{{.RestartCount}}", victim)) > 0, 60, f"restart of {victim}")
    wait_until(lambda: prod.healthy(victim), 90, f"healthy {victim}")
    assert "1 reminder" in owner.answers_after(said, 1, 60)[0]
    wait_until(lambda: answers("https://localhost:18443/readyz", authority), 30, "ready API")


def test_a_backup_is_made_and_listed_where_mojo_runs(prod: Stack, owner: Chat) -> None:
    """Of a store on another machine, by a user who may do nothing to it, on a file system that cannot be written to."""
    said = prod.compose("exec", "-T", "scheduler", "mojo", "backup")
    assert "put back for a try and compared: all there" in said
    assert prod.compose("exec", "-T", "api", "mojo", "backup", "--list").split()[-1] in said


def test_what_was_made_outlives_every_container(prod: Stack, owner: Chat) -> None:
    prod.compose("stop", "sandbox")  # which has nothing that lasts, and would forget the chat
    prod.compose("rm", "--stop", "--force", "api", "chronos", "scheduler", "redis", "proxy")
    prod.compose(*UP)
    assert "water the plants" in prod.compose("exec", "-T", "api", "mojo", "export")
