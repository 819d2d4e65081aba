"""One story through real processes, as a collector of OpenTelemetry sees it."""

from collections.abc import Callable

from tests.collector import CLIENT, CONSUMER, SERVER, Collector, Seen, collecting
from tests.e2e.support import MojoUp, ask


def test_requests_commands_runs_and_calls_are_one_story_each(make_mojo: Callable[..., MojoUp]) -> None:
    with collecting() as collector:
        mojo = make_mojo("--separate", CHRONOS_ADMISSION="anyone", OTEL_EXPORTER_OTLP_ENDPOINT=collector.url).start()
        answer = mojo.as_developer("/api/v1/weather/current?latitude=47.5&longitude=19.25")
        request = collector.find(lambda it: it.name == "GET /api/v1/weather/current")
        assert (request.service, request.kind, request.parent_id) == ("api", SERVER, "")
        assert request.trace_id == answer.headers["traceparent"].split("-")[1]
        assert caused(collector, request, CLIENT).about["peer.service"] == "open_meteo"

        anna = mojo.person("Anna")
        anna.say("/start")
        anna.say("/weather Vienna")
        command = collector.find(lambda it: it.name == "/weather")
        assert (command.service, command.kind) == ("chronos", CONSUMER)
        assert caused(collector, command, CLIENT).service == "chronos"

        schedule = mojo.as_developer("/api/v1/jobs").json[0]
        run = f"{mojo.run['base_url']}/api/v1/jobs/{schedule['id']}/run"
        asked = ask(run, "POST", {}, {"Authorization": f"Bearer {mojo.run['development_token']}"})
        assert asked.status in (200, 201, 202), asked.body
        door = collector.find(lambda it: it.kind == SERVER and it.name.startswith("POST /api/v1/jobs/"))
        job = caused(collector, door, CONSUMER)
        assert (job.service, job.name) == ("scheduler", f"job {schedule['job']}")

        everything = b"".join(collector.bodies)
        for secret in (b"47.5", b"19.25", b"Vienna", mojo.run["development_token"].encode()):
            assert secret not in everything


def caused(collector: Collector, step: Seen, kind: int) -> Seen:
    """Wait for what the step led to, at once."""
    return collector.find(lambda it: it.kind == kind and (it.trace_id, it.parent_id) == (step.trace_id, step.span_id))
