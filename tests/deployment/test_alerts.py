"""From a service that stands still to a message in the chat and its end, through the real Prometheus and Alertmanager."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from mojo.cli.stand_ins import first_free_port
from tests.deployment.support import alertmanager_config, program, prometheus_config, running
from tests.e2e.support import MojoUp, Person, ask, eventually, labels

TOKEN = "a-token-that-alertmanager-shows"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("monitoring")


@pytest.fixture(scope="module")
def prometheus(folder: Path) -> int:
    return first_free_port("127.0.0.1")


@pytest.fixture(scope="module")
def mojo(folder: Path, prometheus: int) -> Iterator[MojoUp]:
    """A Mojo, a process a service, with Prometheus and Alertmanager beside it."""
    base, alerts, api = (first_free_port("127.0.0.1") for _ in range(3))
    environ = {"OPERATIONS_PORT": str(base), "ALERTMANAGER_TOKEN": TOKEN, "API_PORT": str(api)}
    up = MojoUp(folder, "--separate", **environ)
    asked = {"api": base, "chronos": base + 1, "scheduler": base + 2}
    with ExitStack() as stack:
        stack.callback(up.end)
        up.start()
        receiver = alertmanager_config(folder, api, TOKEN)
        stack.enter_context(
            running(
                folder,
                "alertmanager",
                program("prometheus-alertmanager", "prometheus-alertmanager"),
                *(f"--config.file={receiver}", f"--storage.path={folder / 'alerts'}"),
                *(f"--web.listen-address=127.0.0.1:{alerts}", "--cluster.listen-address="),
            )
        )
        config = prometheus_config(folder, asked, alerts, prometheus)
        stack.enter_context(
            running(
                folder,
                "prometheus",
                program("prometheus", "prometheus"),
                *(f"--config.file={config}", f"--storage.tsdb.path={folder / 'series'}"),
                # What fires before it knows Alertmanager is dropped, and by default sent again after a minute only.
                *(f"--web.listen-address=127.0.0.1:{prometheus}", "--rules.alert.resend-delay=5s"),
            )
        )
        yield up


@pytest.fixture(scope="module")
def olga(mojo: MojoUp) -> Person:
    olga = mojo.person("Olga")
    olga.say(f"/start {mojo.run['owner_invitation']['code']}")
    return olga


def found(prometheus: int, query: str) -> list[dict[str, Any]]:
    """Return what Prometheus answers to a query; nothing while it still starts."""
    answer = ask(f"http://127.0.0.1:{prometheus}/api/v1/query?{urlencode({'query': query})}")
    return list(answer.json["data"]["result"]) if answer.status == 200 else []


def heard(olga: Person, words: str, within_s: float = 60) -> dict[str, Any]:
    """Return Chronos' message with these words, once it is there."""
    return eventually(lambda: next((one for one in olga.messages() if words in one["text"]), None), within_s, olga.texts)


def test_every_service_is_asked_and_answers(mojo: MojoUp, prometheus: int) -> None:
    wanted = {"api", "chronos", "scheduler", "prometheus", "alertmanager"}
    eventually(lambda: {one["metric"]["job"] for one in found(prometheus, "up == 1")} == wanted, 60)
    rules = ask(f"http://127.0.0.1:{prometheus}/api/v1/rules").json["data"]["groups"]
    unwell = [rule for group in rules for rule in group["rules"] if rule["health"] not in ("ok", "unknown")]
    assert unwell == []


def test_a_scheduler_that_stands_still_is_told_with_buttons_and_so_is_its_end(mojo: MojoUp, olga: Person) -> None:
    scheduler = mojo.read_run()["pids"]["scheduler"]
    began = time.monotonic()
    os.kill(scheduler, signal.SIGSTOP)
    try:
        told = heard(olga, "The service scheduler does not run.")
        told_after_s = time.monotonic() - began
        assert "I'll take care of it" in " ".join(labels(told))
        edited = olga.press("✓ I'll take care of it", told)
        assert "takes care of it" in edited["text"]
    finally:
        os.kill(scheduler, signal.SIGCONT)
    began = time.monotonic()
    heard(olga, "✅ Over after")
    print(f"told after {told_after_s:.1f} s, its end after {time.monotonic() - began:.1f} s")
    message = next(one for one in olga.messages() if one["message_id"] == told["message_id"])
    assert "✅ over (" in message["text"]
    assert len([said for said in olga.texts() if said.startswith("⚠️") and "scheduler" in said]) == 1


def test_the_watchdog_has_come(mojo: MojoUp) -> None:
    def has_come() -> Any:
        return json.loads(mojo.as_developer("/api/v1/watch").body)["alertmanager_at"]

    assert eventually(has_come, 60)
