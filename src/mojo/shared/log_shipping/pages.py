"""What stands in Kibana: the questions that the logs answer, on four dashboards, and the lines somebody looks for."""

import json

from mojo.shared.log_shipping.saved_objects import Dashboard, Object, Panel, Search, dashboard, data_view, search

_REQUESTS = "event.action: api.request"
_FAILED = "log.level: (error or critical)"
_RUNS = "log.logger: mojo.scheduler* and labels.run: *"
_USES = "event.action: chronos.command_handled"
_STORY = ("service.name", "log.level", "message", "trace.id")

SEARCHES = (
    Search("story", "Mojo: a story by its reference number (put it before the *)", "trace.id: *", (*_STORY, "error.message")),
    Search("errors", "Mojo: errors", _FAILED, (*_STORY, "error.type", "error.message")),
    Search("warnings", "Mojo: warnings and errors", "log.level: (warning or error or critical)", _STORY),
    Search(
        "requests",
        "Mojo: requests",
        _REQUESTS,
        ("http.request.method", "url.path", "http.response.status_code", "event.duration", "user.id", "trace.id"),
    ),
    Search("runs", "Mojo: runs of jobs", _RUNS, ("message", "labels.job", "labels.run", "labels.attempt", "trace.id")),
    Search("outside", "Mojo: outside services", "log.logger: mojo.external", ("message", "labels.service", "labels.reason")),
)

OVERVIEW = Dashboard(
    "overview",
    "Mojo: overview",
    (
        Panel("Lines", "number", width=12),
        Panel("Errors", "number", _FAILED, width=12),
        Panel("Requests", "number", _REQUESTS, width=12),
        Panel("Versions that run", "table", by="service.version", width=12),
        Panel("Lines of each service", "bars", by="service.name"),
        Panel("Lines of each level", "bars", by="log.level"),
        Panel("What happens most", "table", by="event.action"),
        Panel("Outside services in trouble", "bars", "event.action: external.degraded", by="labels.service"),
    ),
    search="warnings",
)
ERRORS = Dashboard(
    "errors",
    "Mojo: errors",
    (
        Panel("Errors of each service", "bars", _FAILED, by="service.name"),
        Panel("Kinds of errors", "table", "error.type: *", by="error.type"),
        Panel("Codes that people and programs were given", "table", "error.code: *", by="error.code"),
        Panel("Where they come from", "table", _FAILED, by="log.logger"),
        Panel("Runs that failed or were given up", "bars", "labels.run: * and log.level: warning", by="labels.job"),
        Panel("Lines lost by the log itself", "bars", "event.action: log.records_dropped", by="service.name"),
    ),
    search="errors",
)
REQUESTS = Dashboard(
    "requests",
    "Mojo: requests",
    (
        Panel("Requests by status", "bars", _REQUESTS, by="http.response.status_code"),
        Panel("Duration, 95 % (nanoseconds)", "line", _REQUESTS, measure="percentile", field="event.duration"),
        Panel("Slowest routes, 95 % (nanoseconds)", "table", _REQUESTS, "url.path", "percentile", "event.duration"),
        Panel("Busiest routes", "table", _REQUESTS, by="url.path"),
        Panel("Routes that fail", "table", f"{_REQUESTS} and event.outcome: failure", by="url.path"),
        Panel("Refused (4xx)", "bars", f"{_REQUESTS} and http.response.status_code >= 400", by="url.path"),
    ),
    search="requests",
)
PEOPLE = Dashboard(
    "people",
    "Mojo: people and features",
    (
        Panel("People who were here", "number", "user.id: *", measure="unique_count", field="user.id", width=12),
        Panel("Commands", "number", _USES, width=12),
        Panel("Requests of people and programs", "number", f"{_REQUESTS} and user.id: *", width=12),
        Panel("Runs of jobs", "number", "event.action: scheduler.run_started", width=12),
        Panel("People over time", "line", "user.id: *", measure="unique_count", field="user.id"),
        Panel("Features in the chat", "bars", _USES, by="labels.feature"),
        Panel("Commands people use", "table", _USES, by="labels.command"),
        Panel("Duration of commands, 95 % (nanoseconds)", "table", _USES, "labels.command", "percentile", "event.duration"),
        Panel("Jobs", "bars", "event.action: scheduler.run_started", by="labels.job"),
        Panel("Security", "bars", "log.logger: mojo.access*", by="event.action"),
    ),
)
DASHBOARDS = (OVERVIEW, ERRORS, REQUESTS, PEOPLE)


def saved_objects() -> list[Object]:
    """Return everything, what is referred to before what refers to it."""
    return [data_view(), *map(search, SEARCHES), *(one for page in DASHBOARDS for one in dashboard(page))]


def ndjson() -> str:
    """Return everything as Kibana's import takes it: an object a line."""
    return "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in saved_objects())
