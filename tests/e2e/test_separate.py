"""`mojo up --separate`: a process a service, and nobody notices the difference."""

import subprocess
from collections.abc import Callable

from tests.e2e.support import MOJO, MojoUp, eventually, kill


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
    assert "Lisbon, Portugal" in anna.hear()["caption"]

    kill(pids["chronos"])
    assert "Here is what I can do" in anna.say("/help", within_s=30)
    eventually(lambda: up.read_run()["pids"].get("chronos") not in (None, pids["chronos"]), why=up.read_run)
    eventually(lambda: up.status()["status"] == "ok", 20, up.status)

    assert up.stop() == 0
    assert up.processes() == {}


def test_a_logger_says_more_for_a_while(make_mojo: Callable[..., MojoUp]) -> None:
    """Told by the command line, followed by the processes that run."""
    mojo = make_mojo("--separate").start()

    def ask_for(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [str(MOJO), "logs", "level", *words]
        return subprocess.run(command, env=mojo.environ, cwd=mojo.folder, capture_output=True, text=True, check=False)

    done = ask_for("mojo.queue", "DEBUG", "--for", "10m")
    assert done.stdout.startswith("mojo.queue               DEBUG    until ")
    logs = mojo.data_dir / "logs"

    def followed() -> list[str]:
        return [path.name for path in logs.glob("*.json.log") if "log.level_changed" in path.read_text()]

    assert eventually(lambda: {"api.json.log", "chronos.json.log", "scheduler.json.log"} <= set(followed()), why=followed)
    wrong = ask_for("mojo.queue", "LOUD")
    assert wrong.returncode
    assert "level: one of DEBUG, INFO, WARNING, ERROR, normal." in wrong.stderr
