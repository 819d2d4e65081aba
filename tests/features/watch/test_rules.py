"""The rules for Prometheus mean what Mojo's own watch means, and for each there is a line on what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mojo.features.watch.conditions import BY_CAUSE, CONDITIONS
from mojo.features.watch.settings import WatchSettings

ROOT = Path(__file__).parents[3]
RULES = ROOT / "docker" / "prometheus" / "rules" / "mojo-alerts.yml"
UNIT_TESTS = ROOT / "docker" / "prometheus" / "tests" / "mojo-alerts.test.yml"
PAGE = ROOT / "docs" / "observability.md"
WITHOUT_TWIN = {"redis_down", "jobs_late", "watchdog"}
"""Whoever cannot ask Redis cannot tell anybody; the others are about Prometheus itself and about what it can add up alone."""
DEFAULTS = WatchSettings()


def alerts() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]


ALERTS = {rule["alert"]: rule for rule in alerts()}


def test_every_condition_has_its_twin_and_no_rule_a_cause_that_mojo_does_not_know() -> None:
    causes = {rule["labels"]["cause"] for rule in alerts()}
    assert set(BY_CAUSE) - causes == {"monitoring_silent"}, "which only Mojo can see"
    assert causes - set(BY_CAUSE) == WITHOUT_TWIN
    for condition in CONDITIONS:
        severities = {rule["labels"]["severity"] for rule in alerts() if rule["labels"]["cause"] == condition.cause}
        assert not severities or condition.severity.value in severities, condition.cause


@pytest.mark.parametrize(
    ("alert", "limit"),
    [
        ("MojoInboxWaiting", f"> {DEFAULTS.queue_age_s:g}"),
        ("MojoOutboxWaiting", f"> {DEFAULTS.queue_age_s:g}"),
        ("MojoRedisMemory", f"> {DEFAULTS.redis_memory_percent:g}"),
        ("MojoDiskFull", f"< {DEFAULTS.disk_free_percent:g}"),
        ("MojoMemoryFull", f"< {DEFAULTS.memory_free_percent:g}"),
        ("MojoCertificateEnds", f"< {DEFAULTS.certificate_days:g}"),
        ("MojoBackupOld", f"> {DEFAULTS.backup_age_h:g}"),
    ],
)
def test_the_thresholds_are_the_defaults(alert: str, limit: str) -> None:
    assert ALERTS[alert]["expr"].strip().endswith(limit)


@pytest.mark.parametrize("alert", sorted(ALERTS))
def test_every_alert_is_tried_and_explained(alert: str) -> None:
    cases = [case for test in yaml.safe_load(UNIT_TESTS.read_text())["tests"] for case in test["alert_rule_test"]]
    own = [case for case in cases if case["alertname"] == alert]
    assert any(case["exp_alerts"] for case in own), "a unit test in which it fires"
    assert alert == "MojoWatchdog" or any(not case["exp_alerts"] for case in cases), "and one in which it does not"
    assert ALERTS[alert]["annotations"]["runbook"] == f"docs/observability.md#{alert.lower()}"
    heading, _, rest = PAGE.read_text().partition(f"#### {alert}\n")
    assert heading, f"{alert} has no heading of its own in docs/observability.md"
    assert len(rest.strip().split("\n\n")[0]) > 60, "what to do about it"


def test_the_page_explains_no_alert_that_is_gone() -> None:
    assert set(re.findall(r"^#### (Mojo\w+)$", PAGE.read_text(), re.MULTILINE)) == set(ALERTS)
