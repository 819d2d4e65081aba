"""`mojo up --separate`: a process a service, and nobody notices the difference."""

from collections.abc import Callable

from tests.e2e.support import MojoUp, eventually, kill


def test_the_same_with_a_process_a_service(make_mojo: Callable[..., MojoUp]) -> None:
    up = make_mojo("--separate").start()
    pids = up.run["pids"]
    assert set(pids) == {"mojo", "valkey", "sandbox", "api", "chronos", "scheduler"}
    anna = up.person("Anna")
    assert "Hello Anna" in anna.say("/start")
    assert "Here is what I can do" in anna.press("English")["text"]
    assert "Lisbon, Portugal" in anna.say("/weather Lisbon")
    assert up.as_developer("/api/v1/weather/current?place=Lisbon").json["place"]["name"] == "Lisbon"
    assert "comes" in anna.say("/report in 2 seconds")
    assert "Lisbon, Portugal" in anna.hear()["text"]

    kill(pids["chronos"])
    assert "Here is what I can do" in anna.say("/help", within_s=30)
    eventually(lambda: up.read_run()["pids"].get("chronos") not in (None, pids["chronos"]), why=up.read_run)
    eventually(lambda: up.status()["status"] == "ok", 20, up.status)

    assert up.stop() == 0
    assert up.processes() == {}
