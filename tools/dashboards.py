"""Grafana's dashboards, written as JSON by `make fmt`: rows of panels, each a question with the queries that answer it.

Form: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ (schema version 39). They
have not been run in a Grafana here; tests check that every query is PromQL and asks for metrics that there are.
"""

import json
from dataclasses import dataclass
from typing import Any

WIDTH = 24
"""Columns of Grafana's grid."""
HEIGHT = 8
SCHEMA = 39
SOURCE = {"type": "prometheus", "uid": "${source}"}


@dataclass(frozen=True)
class Panel:
    """One question. `queries` are PromQL by legend; `unit` is one of Grafana's."""

    title: str
    queries: dict[str, str]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8


@dataclass(frozen=True)
class Dashboard:
    """One page."""

    uid: str
    title: str
    panels: tuple[Panel, ...]


def _p95(metric: str, by: str) -> str:
    return f"histogram_quantile(0.95, sum by (le, {by}) (rate({metric}_bucket[$__rate_interval])))"


def _rate(metric: str, by: str, where: str = "") -> str:
    return f"sum by ({by}) (rate({metric}{where}[$__rate_interval]))"


_REQUESTS = "mojo_api_request_seconds_count"
OVERVIEW = Dashboard(
    "mojo-overview",
    "Mojo: overview",
    (
        Panel("Processes", {"{{service}}": "max by (service) (mojo_service_instances)"}, kind="stat", width=6),
        Panel(
            "Alerts that fire", {"{{alertname}}": 'ALERTS{alertstate="firing", alertname!="MojoWatchdog"}'}, kind="stat", width=6
        ),
        Panel("Redis answers", {"answers": "max(mojo_redis_up)"}, kind="stat", width=6),
        Panel("Version", {"{{version}}": "count by (version) (mojo_build_info)"}, kind="stat", width=6),
        Panel("Requests a second", {"{{status}}": _rate(_REQUESTS, "status")}, "reqps"),
        Panel("Failed requests", {"5 min": "mojo:api_errors:ratio_rate5m", "1 h": "mojo:api_errors:ratio_rate1h"}, "percentunit"),
        Panel("Slowest routes (p95)", {"{{route}}": f"topk(5, {_p95('mojo_api_request_seconds', 'route')})"}, "s"),
        Panel("Updates a second", {"{{outcome}}": _rate("mojo_chronos_updates_total", "outcome")}, "ops"),
        Panel("From update to reply (p95)", {"p95": _p95("mojo_chronos_update_seconds", "job")}, "s"),
        Panel(
            "Oldest that waits",
            {
                "inbox": "max(mojo_chronos_inbox_oldest_seconds)",
                "{{lanes}}": "max by (lanes) (mojo_chronos_outbox_oldest_seconds)",
            },
            "s",
        ),
        Panel("Dependencies (2: down)", {"{{dependency}}": "max by (dependency) (mojo_dependency_state)"}),
        Panel("Silent schedules", {"silent": "max(mojo_schedules_silent)", "given up": "max(mojo_job_dead_letters)"}),
        Panel("Lines lost by the log", {"{{job}}": "sum by (job) (increase(mojo_log_lines_dropped_total[5m]))"}),
    ),
)
WORK = Dashboard(
    "mojo-work",
    "Mojo: commands, jobs and messages",
    (
        Panel("Commands a minute", {"{{command}}": "60 * " + _rate("mojo_chronos_commands_total", "command")}, width=12),
        Panel(
            "Commands that fail",
            {"{{command}} {{outcome}}": _rate("mojo_chronos_commands_total", "command, outcome", '{outcome!="answered"}')},
            "ops",
            width=12,
        ),
        Panel("Attempts to run jobs", {"{{outcome}}": _rate("mojo_job_runs_total", "outcome")}, "ops"),
        Panel("Duration of jobs (p95)", {"{{job_name}}": _p95("mojo_job_run_seconds", "job_name")}, "s"),
        Panel("Lateness of jobs (p95)", {"all": "mojo:job_lateness_seconds:p95_15m"}, "s"),
        Panel("Schedules", {"{{state}}": "max by (state) (mojo_schedules)"}),
        Panel("Messages delivered", {"{{outcome}}": _rate("mojo_chronos_deliveries_total", "outcome")}, "ops"),
        Panel(
            "Waiting",
            {
                "inbox": "max(mojo_chronos_inbox_waiting)",
                "{{lanes}}": "max by (lanes) (mojo_chronos_outbox_waiting)",
                "jobs": "max(mojo_jobs_due)",
            },
        ),
        Panel("Sends that may have doubled", {"sends": "sum(increase(mojo_chronos_ambiguous_sends_total[1h]))"}),
    ),
)
OUTSIDE = Dashboard(
    "mojo-outside",
    "Mojo: outside services",
    (
        Panel("Calls a second", {"{{service}}": _rate("mojo_external_attempt_seconds_count", "service")}, "ops", width=12),
        Panel(
            "Failures",
            {"{{service}} {{result}}": _rate("mojo_external_attempt_seconds_count", "service, result", '{result!="ok"}')},
            "ops",
            width=12,
        ),
        Panel("Duration (p95)", {"{{service}}": _p95("mojo_external_attempt_seconds", "service")}, "s"),
        Panel("Tried again", {"{{service}}": _rate("mojo_external_retries_total", "service")}, "ops"),
        Panel("Left alone", {"{{service}}": "max by (service) (mojo_external_breaker_open)"}),
        Panel("Calls left today", {"{{service}}": "min by (service) (mojo_external_quota_left)"}),
        Panel("Addresses that people name (p95)", {"{{result}}": _p95("mojo_external_guarded_seconds", "result")}, "s"),
    ),
)
MACHINE = Dashboard(
    "mojo-machine",
    "Mojo: Redis, machine and people",
    (
        Panel(
            "Memory of Redis", {"used": "max(mojo_redis_memory_used_bytes)", "limit": "max(mojo_redis_memory_max_bytes)"}, "bytes"
        ),
        Panel("PING", {"{{job}}": "max by (job) (mojo_redis_ping_seconds)"}, "s"),
        Panel(
            "Persistence (1: in order)",
            {
                "append-only file": "min(mojo_redis_aof_enabled)",
                "its last write": "min(mojo_redis_aof_write_ok)",
                "last snapshot": "min(mojo_redis_snapshot_ok)",
            },
        ),
        Panel("Connections", {"all": "max(mojo_redis_clients)"}),
        Panel("Memory of each process", {"{{job}} {{instance}}": "process_resident_memory_bytes"}, "bytes"),
        Panel(
            "CPU of each process", {"{{job}} {{instance}}": "rate(process_cpu_seconds_total[$__rate_interval])"}, "percentunit"
        ),
        Panel("Free on the disk", {"{{instance}}": "mojo_disk_free_bytes / mojo_disk_size_bytes"}, "percentunit"),
        Panel("Free memory", {"{{instance}}": "mojo_memory_available_bytes / mojo_memory_size_bytes"}, "percentunit"),
        Panel(
            "Days left of certificates",
            {"{{file}}": "(min by (file) (mojo_certificate_not_after_timestamp_seconds) - time()) / 86400"},
            "d",
        ),
        Panel(
            "Age of the last backup", {"{{target}}": "time() - max by (target) (mojo_backup_last_success_timestamp_seconds)"}, "s"
        ),
        Panel("People who were here", {"{{window}}": "max by (window) (mojo_people_active)"}),
        Panel(
            "People, sessions, tokens",
            {"{{state}}": "max by (state) (mojo_people)", "sessions": "max(mojo_sessions)", "tokens": "max(mojo_access_tokens)"},
        ),
        Panel(
            "Use of features (a day)",
            {"{{feature}} {{door}}": "sum by (feature, door) (increase(mojo_feature_uses_total[1d]))"},
            kind="bargauge",
            width=24,
        ),
    ),
)
DASHBOARDS = (OVERVIEW, WORK, OUTSIDE, MACHINE)


def dashboard(page: Dashboard) -> str:
    """Return the page as Grafana reads it."""
    model = {
        "uid": page.uid,
        "title": page.title,
        "tags": ["mojo"],
        "timezone": "browser",
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}]},
        "annotations": {"list": []},
        "panels": _placed(page.panels),
    }
    return json.dumps(model, indent=2, ensure_ascii=False) + "\n"


def _placed(panels: tuple[Panel, ...]) -> list[dict[str, Any]]:
    """Put the panels side by side, a new row where the next does not fit."""
    placed, x, y = [], 0, 0
    for number, panel in enumerate(panels, start=1):
        if x + panel.width > WIDTH:
            x, y = 0, y + HEIGHT
        placed.append(_panel(panel, number, x, y))
        x += panel.width
    return placed


def _panel(panel: Panel, number: int, x: int, y: int) -> dict[str, Any]:
    targets = [
        {"refId": chr(ord("A") + place), "datasource": SOURCE, "expr": query, "legendFormat": legend}
        for place, (legend, query) in enumerate(panel.queries.items())
    ]
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "datasource": SOURCE,
        "gridPos": {"x": x, "y": y, "w": panel.width, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": panel.unit}, "overrides": []},
        "options": {},
        "targets": targets,
    }
