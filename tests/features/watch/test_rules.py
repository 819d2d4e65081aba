"""The rules for Prometheus, their causes and their runbook belong together."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mojo.features.watch import conditions
from mojo.shared.metrics import exposition

ROOT = Path(__file__).parents[3]
RULES = ROOT / "docker/prometheus/rules/mojo-alerts.yml"
PAGE = (ROOT / "docs/observability.md").read_text()


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_every_alert_says_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["annotations"]["runbook"] == f"docs/observability.md#{rule['alert'].lower()}"
    [told] = re.findall(rf"^### {rule['alert']}\n(.+)$", PAGE, re.MULTILINE)
    assert len(told) > 30


def test_the_page_has_no_alert_that_is_none() -> None:
    assert set(re.findall(r"^### (Mojo\w+)$", PAGE, re.MULTILINE)) == {rule["alert"] for rule in alerts()}


def test_every_metric_in_a_rule_has_a_name_that_the_code_uses() -> None:
    assert exposition()[0]
    source = "".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    named = {name for rule in alerts() for name in re.findall(r"\bmojo_\w+", str(rule["expr"]))}
    assert len(named) > 15
    bare = {re.sub(r"_(bucket|count|sum)$", "", name) for name in named}
    assert [name for name in sorted(bare) if f'"{name}"' not in source] == []


FROM_OUTSIDE = {"watchdog", "redis_down", "jobs_late"}
"""What Mojo does not watch by itself: without Redis it could not remember having told."""


def test_every_other_cause_is_one_that_mojo_watches_itself() -> None:
    known = Path(str(conditions.__file__)).read_text()
    causes = {rule["labels"]["cause"] for rule in alerts()} - FROM_OUTSIDE
    assert [cause for cause in sorted(causes) if f'"{cause}"' not in known] == []
