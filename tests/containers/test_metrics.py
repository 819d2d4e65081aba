"""The profile `metrics` beside the running stack: every replica is measured, and Alertmanager reaches Mojo by its token.

Debian's Prometheus and Alertmanager stand in for the images that the files name; Grafana is not run.
"""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.containers.conftest import PORTS
from tests.containers.engine import ALERTMANAGER, DEV, INFRA, PROMETHEUS, Stack, has_image, make_image, wait_until

WATCHER, TELLER = "http://127.0.0.1:18090", "http://127.0.0.1:18093"


@pytest.fixture(scope="module")
def watchers(home: Path, stack: Stack) -> Iterator[Stack]:
    """Prometheus and Alertmanager, started as an addition to what runs."""
    for name, dockerfile in (("prom/prometheus:v3.5.0", PROMETHEUS), ("prom/alertmanager:v0.28.1", ALERTMANAGER)):
        if not has_image(name):
            make_image(home, name, dockerfile)
    more = {"MOJO_SECRETS": str(home / "secrets"), "COMPOSE_PROJECT_NAME": "mojotest"}
    watching = Stack(INFRA, DEV, environ={**PORTS, **more, "PROMETHEUS_PORT": "18090", "ALERTMANAGER_PORT": "18093"})
    try:
        watching.compose("--profile", "metrics", "up", "--detach", "--wait", "--no-recreate", "prometheus", "alertmanager")
        yield watching
    finally:
        watching.compose("--profile", "metrics", "rm", "--stop", "--force", "--volumes", "prometheus", "alertmanager")


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return bytes(answer.read())


def test_every_replica_is_measured(watchers: Stack) -> None:
    def counted() -> dict[str, int]:
        found = json.loads(read(f"{WATCHER}/api/v1/query?query=sum%20by%20(job)%20(up)"))["data"]["result"]
        return {one["metric"]["job"]: int(one["value"][1]) for one in found}

    wanted = {"api": 3, "chronos": 2, "scheduler": 2, "prometheus": 1, "alertmanager": 1}
    wait_until(lambda: counted() == wanted, 60, "measures of all replicas", 0.5)


def test_alertmanager_reaches_mojo_by_the_token_that_was_made(watchers: Stack) -> None:
    """The watchdog fires from the beginning; a wrong token would be a 401, which counts as failed.

    What fires in Prometheus' first seconds, before it knows an Alertmanager, is dropped and sent again after a minute
    (`--rules.alert.resend-delay`), at the next evaluation.
    """

    def sent(metric: str) -> float:
        lines = read(f"{TELLER}/metrics").decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(metric) and 'integration="webhook"' in line)

    wait_until(lambda: sent("alertmanager_notifications_total") >= 1, 120, "watchdog of Alertmanager's", 0.5)
    assert sent("alertmanager_notifications_failed_total") == 0, watchers.logs("alertmanager")[-3:]
