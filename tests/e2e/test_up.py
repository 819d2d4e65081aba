"""The real `mojo up`: what it shows, and what people and programs get from it."""

import os
import re
import signal
import stat
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.support import MOJO, START_WITHIN_S, MojoUp, Person, ask, eventually, labels

ROOT = Path(__file__).parents[2]
HELP = {
    "en": "Here is what I can do for you",
    "de": "Das kann ich für dich tun",
    "es": "Esto es lo que puedo hacer por ti",
    "ru": "Вот чем я могу помочь",
    "zh-hans": "我可以帮你做这些",
}
"""How /help begins, by the language of the person's Telegram."""
MEMORY_LIMIT_MB = 150


RUN_BY = {
    "make up": ("tests/e2e/test_up.py", '["make", "up"]'),
    "make help": ("tests/e2e/test_up.py", '("help", '),
    "make doctor": ("tests/e2e/test_up.py", '("doctor", '),
    "make test": ("Makefile", "$(MAKE) --no-print-directory test"),
    "make check": (".ci/run", "make check\n"),
    "make extras": (".ci/run", "make extras\n"),
    "make containers": (".ci/run", "make containers "),
    "make bench": ("tests/bench/__main__.py", "def main("),
    "docker/secrets.sh": ("tests/containers/conftest.py", "docker/secrets.sh"),
    "docker build -f docker/Dockerfile -t mojo .": ("tests/containers/engine.py", '"-f", "docker/Dockerfile"'),
    "docker compose ": ("tests/containers/conftest.py", 'documented("README.md", "docker compose ")'),
}
"""By whom the README's commands are run: a file, and what in it shows that."""


class TestShown:
    def test_run_json_is_complete_and_private(self, mojo: MojoUp) -> None:
        assert stat.S_IMODE((mojo.data_dir / "run.json").stat().st_mode) == 0o600
        run = mojo.read_run()
        assert run["base_url"] == f"http://127.0.0.1:{mojo.environ['API_PORT']}"
        assert run["chat_page"] == f"{mojo.sandbox_url}/"
        assert run["owner_invitation"]["code"] in run["owner_invitation"]["link"]
        assert run["development_token"].startswith("mojo_dev_")
        assert set(run["pids"]) == {"mojo", "valkey"}

    def test_the_panel_says_the_same(self, mojo: MojoUp) -> None:
        run, shown = mojo.run, mojo.output
        told = [run["chat_page"], run["base_url"], run["docs_url"], run["owner_invitation"]["link"], run["development_token"]]
        assert not [words for words in told if words not in shown]
        assert not [note["name"] for note in run["stand_ins"] if note["name"] not in shown]

    def test_status_tells_of_everything(self, mojo: MojoUp) -> None:
        eventually(lambda: mojo.status()["status"] == "ok", why=mojo.status)
        status = mojo.status()
        assert {"status", "timestamp", "version"} <= set(status)
        assert set(status["services"]) == {"api", "chronos", "scheduler"}
        assert status["dependencies"]["redis"]["state"] == "healthy"
        assert status["dependencies"]["telegram"]["stand_in"] is True

    def test_docs_need_no_internet(self, mojo: MojoUp) -> None:
        page = mojo.get("/docs")
        assert page.status == 200
        needed = re.findall(r'(?:src|href)="([^"]+)"', page.body.decode())
        local = [link for link in needed if not link.startswith("data:")]
        assert local
        assert [mojo.get(link).status for link in local] == [200] * len(local)
        assert "/api/v1/weather/current" in mojo.get("/openapi.json").json["paths"]

    def test_idle_memory(self, make_mojo: Callable[..., MojoUp]) -> None:
        memory = make_mojo().start().memory_mb()
        print(f"\nidle memory: {sum(memory.values()):.0f} MB of at most {MEMORY_LIMIT_MB}: {memory}")
        assert sum(memory.values()) < MEMORY_LIMIT_MB


class TestReadme:
    TEXT = (ROOT / "README.md").read_text()

    def test_every_make_target_exists(self) -> None:
        targets = {found[1] for found in re.finditer(r"(?:`|\$ )make ([a-z]+)", self.TEXT)}
        assert {"up", "test"} <= targets
        tried = {target: subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False) for target in targets}
        assert not [target for target, run in tried.items() if run.returncode]

    def test_every_command_is_run_somewhere(self) -> None:
        """Each line after a `$`, and each `make` in a sentence: by a test or by CI, as it stands there."""
        named = {f"make {target}" for target in re.findall(r"`make ([a-z]+)`", self.TEXT)}
        written = {line for block in re.findall(r"```console\n(.*?)```", self.TEXT, re.DOTALL) for line in block.splitlines()}
        assert all(line.startswith("$ ") for line in written)
        commands = named | {line.removeprefix("$ ") for line in written}
        unknown = {command for command in commands if not any(command.startswith(known) for known in RUN_BY)}
        assert unknown == set(), "say in RUN_BY who runs it"
        for path, text in RUN_BY.values():
            assert text in (ROOT / path).read_text(), f"{path} does not run it any more"

    def test_make_up_and_ctrl_c(self, tmp_path: Path) -> None:
        up = MojoUp(tmp_path)
        with (tmp_path / "output").open("wb") as output:
            making = subprocess.Popen(
                ["make", "up"], cwd=ROOT, env=up.environ, stdout=output, stderr=output, start_new_session=True
            )
        try:
            ready = f"http://127.0.0.1:{up.environ['API_PORT']}/readyz"
            eventually(lambda: ask(ready).status == 200, START_WITHIN_S, lambda: up.output)
            eventually(lambda: "Ctrl-C" in up.output and "Come in" in up.output)
            pid = up.read_run()["pids"]["mojo"]
        finally:
            os.killpg(making.pid, signal.SIGINT)
        making.wait(30)
        eventually(lambda: not Path(f"/proc/{pid}").exists())
        assert "Traceback" not in up.output

    @pytest.mark.parametrize(("target", "said"), [("help", "make up"), ("doctor", "api, chronos, scheduler run")])
    def test_what_make_says(self, target: str, said: str, mojo: MojoUp) -> None:
        command = ["make", target]
        done = subprocess.run(command, cwd=ROOT, env=mojo.environ, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert said in done.stdout

    def test_every_command_exists(self) -> None:
        pages = [self.TEXT, *(page.read_text() for page in (ROOT / "docs").rglob("*.md"))]
        names = {found[1] for page in pages for found in re.finditer(r"(?:`|\$ )mojo ([a-z-]+)", page)}
        assert "up" in names
        tried = {name: subprocess.run([MOJO, name, "--help"], capture_output=True, check=False) for name in names}
        assert not [name for name, run in tried.items() if run.returncode]

    def test_everything_it_links_to_is_there(self) -> None:
        links = [link for link in re.findall(r"\]\(([^)#]+)", self.TEXT) if "://" not in link]
        assert not [link for link in links if not (ROOT / link).exists()]
        assert "@@" not in self.TEXT


class TestPrograms:
    def test_the_api_and_the_bot_say_the_same(self, mojo: MojoUp) -> None:
        said = mojo.person("Anna").say("/weather Lisbon")
        answer = mojo.as_developer("/api/v1/weather/current?place=Lisbon")
        assert answer.status == 200
        assert answer.json["place"]["name"] == "Lisbon"
        assert f"Lisbon, Portugal: {round(answer.json['temperature_c'])} °C" in said
        assert f"humidity {round(answer.json['humidity_pct'])}%" in said

    @pytest.mark.parametrize("token", [None, "mojo_dev_wrong"])
    def test_who_shows_no_good_token_gets_a_problem(self, mojo: MojoUp, token: str | None) -> None:
        refused = mojo.get("/api/v1/weather/current?place=Lisbon", token)
        assert refused.status == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json["status"] == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")

    def test_wrong_input_is_named_and_not_repeated(self, mojo: MojoUp) -> None:
        refused = mojo.as_developer("/api/v1/weather/current?latitude=9000&longitude=0")
        assert refused.status == 422
        assert b"latitude" in refused.body
        assert b"9000" not in refused.body


class TestConversation:
    def test_a_newcomer(self, mojo: MojoUp) -> None:
        anna = mojo.person("Anna")
        assert "Hello Anna" in anna.say("/start")
        assert labels(anna.last()) == ["English", "Deutsch", "Español", "Русский", "简体中文"]
        assert HELP["es"] in anna.press("Español")["text"]
        assert HELP["es"] in anna.say("/help")
        assert "Lisboa, Portugal" in anna.say("/weather Lisbon")

    def test_a_location_and_its_buttons(self, mojo: MojoUp) -> None:
        anna = mojo.person("Anna")
        anna.say("/start")
        assert "Your location: " in anna.share_location(-1.29, 36.82)
        asked = self._after_pressing(anna, "⏰ Morning report")
        assert labels(asked) == ["6:30 AM", "7:00 AM", "8:00 AM", "In 1 minute", "Off"]
        assert "every day at 7:00 AM (Africa/Nairobi)" in anna.press("7:00 AM")["text"]
        assert "every day at 7:00 AM" in anna.say("/report")
        assert "No more weather reports" in anna.press("Off")["text"]

    @staticmethod
    def _after_pressing(person: Person, label: str) -> dict[str, object]:
        """Press a button that is answered with a message of its own."""
        person.press_only(label)
        return person.hear()

    def test_a_bare_command_asks_where(self, mojo: MojoUp) -> None:
        anna = mojo.person("Anna")
        anna.say("/start")
        assert "Where?" in anna.say("/weather")
        assert anna.keyboard is not None
        assert anna.keyboard["keyboard"][0][0]["request_location"] is True
        assert "Nairobi, Kenya" in anna.say("Nairobi")
        assert "Nairobi, Kenya" in anna.say("/weather")

    def test_a_report_comes_by_itself(self, mojo: MojoUp) -> None:
        anna = mojo.person("Anna")
        anna.say("/start")
        assert "weather report for Lisbon, Portugal comes" in anna.say("/report in 2 seconds Lisbon")
        message = anna.hear()
        report = message["caption"]
        assert message["photo"]
        assert "Lisbon, Portugal: " in report
        assert report.startswith(("Good morning!", "Hello!"))

    def test_what_is_not_understood_is_said_so(self, mojo: MojoUp) -> None:
        anna = mojo.person("Anna")
        anna.say("/start")
        assert "don't know any place called Xyzzyqq" in anna.say("/weather Xyzzyqq")
        assert "too long" in anna.say("/weather " + "x" * 600)
        assert "don't know /nonsense" in anna.say("/nonsense")
        assert "Send /help" in anna.say("<b>hello</b> & welcome")

    def test_two_people_at_the_same_time(self, mojo: MojoUp) -> None:
        anna, ben = mojo.person("Anna", "en"), mojo.person("Ben", "de")
        places = ["Lisbon", "Berlin", "Madrid", "Moscow", "Nairobi"]
        with ThreadPoolExecutor(2) as both:
            of_anna, of_ben = both.map(lambda person: [person.say(f"/weather {place}") for place in places], [anna, ben])
        assert [words.partition(":")[0].split(maxsplit=1)[1] for words in of_anna] == [
            "Lisbon, Portugal",
            "Berlin, Germany",
            "Madrid, Spain",
            "Moscow, Russia",
            "Nairobi, Kenya",
        ]
        assert [words.partition(":")[0].split(maxsplit=1)[1] for words in of_ben] == [
            "Lissabon, Portugal",
            "Berlin, Deutschland",
            "Madrid, Spanien",
            "Moskau, Russland",
            "Nairobi, Kenia",
        ]
        assert not [words for words in of_anna if "Gefühlt" in words]
        assert not [words for words in of_ben if "Gefühlt" not in words]

    @pytest.mark.parametrize("language", HELP)
    def test_everybody_is_helped_in_their_own_language(self, mojo: MojoUp, language: str) -> None:
        said = mojo.person("Somebody", language).say("/help")
        assert HELP[language] in said
        assert {"/weather", "/report", "/language", "/timezone", "/status", "/help"} <= set(re.findall(r"/\w+", said))

    @pytest.mark.parametrize("language", HELP)
    def test_everybody_has_a_menu_in_their_own_language(self, mojo: MojoUp, language: str) -> None:
        person = mojo.person("Somebody else", language)
        helped = re.search(r"/help \[.+\] – (.+)", person.say("/help"))
        assert helped

        def menu() -> list[dict[str, str]] | None:
            menus = ask(f"{mojo.sandbox_url}/sandbox/api/bot").json["commands"]
            return next((shown for key, shown in menus.items() if str(person.chat_id) in key), None)

        assert {line["command"]: line["description"] for line in eventually(menu)}["help"] == helped[1]
