"""What Prometheus' own tools say of the shipped files, and of what each service really shows."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mojo.cli.stand_ins import first_free_port
from tests.deployment.support import ALERTMANAGER, PROMETHEUS, ROOT, RULES, program, promtool
from tests.e2e.support import MojoUp, ask, eventually

DASHBOARDS = sorted((ROOT / "docker" / "grafana").glob("*.json"))


def test_the_rules_are_rules_and_pass_their_unit_tests() -> None:
    assert "SUCCESS" in promtool("check", "rules", *RULES)
    assert "SUCCESS" in promtool("test", "rules", *sorted(PROMETHEUS.glob("tests/*.test.yml")))


def test_the_configurations_are_configurations() -> None:
    assert "SUCCESS" in promtool("check", "config", PROMETHEUS / "prometheus.yml")
    command = [program("amtool", "prometheus-alertmanager"), "check-config", str(ALERTMANAGER)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_every_query_of_a_dashboard_is_promql(path: Path, tmp_path: Path) -> None:
    panels = json.loads(path.read_text())["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    assert len(queries) >= len(panels) > 5
    rules = [{"record": f"q:{number}", "expr": re.sub(r"\$__rate_interval", "5m", query)} for number, query in enumerate(queries)]
    written = tmp_path / "queries.yml"
    written.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    promtool("check", "rules", written)


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_the_panels_of_a_dashboard_have_places_of_their_own(path: Path) -> None:
    model = json.loads(path.read_text())
    assert model["uid"] == path.stem
    taken: set[tuple[int, int]] = set()
    for panel in model["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells
    assert len({panel["id"] for panel in model["panels"]}) == len(model["panels"])


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    """A Mojo, a process a service."""
    up = MojoUp(tmp_path_factory.mktemp("apart"), "--separate", OPERATIONS_PORT=str(first_free_port("127.0.0.1")))
    try:
        yield up.start()
    finally:
        up.end()


@pytest.mark.parametrize(("service", "offset"), [("api", 0), ("chronos", 1), ("scheduler", 2)])
def test_what_each_service_shows_is_without_fault(apart: MojoUp, service: str, offset: int) -> None:
    url = f"http://127.0.0.1:{int(apart.environ['OPERATIONS_PORT']) + offset}/metrics"
    apart.get("/status")
    text = eventually(lambda: ask(url), 30).body.decode()
    assert f'mojo_service_instances{{service="{service}"}}' in text
    promtool("check", "metrics", given=text)


def test_what_all_in_one_shows_is_without_fault(tmp_path: Path) -> None:
    up = MojoUp(tmp_path, OPERATIONS_PORT=str(first_free_port("127.0.0.1")))
    try:
        up.start()
        text = ask(f"http://127.0.0.1:{up.environ['OPERATIONS_PORT']}/metrics").body.decode()
    finally:
        up.end()
    promtool("check", "metrics", given=text)
