"""The pieces of the command line by themselves."""

import asyncio
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dishka import Provider, Scope

from mojo.chronos.ports import Telegram
from mojo.cli.development_token import DEVELOPER, settle_development_token
from mojo.cli.panel import WIDTH, panel
from mojo.cli.run_file import OwnerInvitation, RunInfo, StandInNote, read_run_file, remove_run_file, write_private, write_run_file
from mojo.cli.stand_ins import first_free_port, stand_ins_wanted, with_stand_ins
from mojo.cli.waiting import first_of, rest
from mojo.cli.welcome import with_credentials
from mojo.sandbox.settings import BOT_TOKEN
from mojo.shared.auth.gate import Gate
from mojo.shared.auth.limits import DEFAULT_LIMITS, NORMAL
from mojo.shared.context import AppName
from mojo.shared.errors import ExternalTimeout
from mojo.shared.settings import Settings, load_settings
from tests.support import make_memory_context

LINK = "http://127.0.0.1:8001/chat/1001?start=AAAA-BBBB"


def settings_of(**environ: str) -> Settings:
    return load_settings(environ, dotenv=None)


def info(tmp_path: Path, **changes: object) -> RunInfo:
    made = RunInfo(
        version="1.2.3",
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        stage="DEV",
        data_dir=tmp_path,
        base_url="http://127.0.0.1:8000",
        docs_url="http://127.0.0.1:8000/docs",
        pids={"mojo": os.getpid()},
    )
    return made.model_copy(update=changes)


class TestStandIns:
    @pytest.mark.parametrize(
        ("environ", "wanted"),
        [({}, True), ({"TELEGRAM_BOT_TOKEN": "1:" + "a" * 35}, False), ({"STAGE": "PROD", "APP_NAME": "api"}, False)],
    )
    def test_only_in_dev_without_a_bot(self, environ: dict[str, str], wanted: bool) -> None:
        assert stand_ins_wanted(settings_of(**environ)) is wanted

    def test_everything_is_turned_to_the_sandbox(self) -> None:
        environ, used = with_stand_ins({"STAGE": "DEV"}, settings_of(), 9001)
        assert environ == {
            "STAGE": "DEV",
            "SANDBOX_PORT": "9001",
            "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
            "TELEGRAM_API_URL": "http://127.0.0.1:9001",
            "OPEN_METEO_URL": "http://127.0.0.1:9001",
            "OPEN_METEO_GEOCODING_URL": "http://127.0.0.1:9001",
            "REVERSE_GEOCODER_URL": "http://127.0.0.1:9001",
            "OPEN_METEO_AIR_URL": "http://127.0.0.1:9001",
            "MET_NORWAY_URL": "http://127.0.0.1:9001",
            "MET_NORWAY_CONTACT": "sandbox@example.org",
            "OPEN_WEATHER_MAP_URL": "http://127.0.0.1:9001",
            "OPEN_WEATHER_MAP_KEY": "any key opens the stand-in",
            "MOJO_STAND_INS": "telegram,open_meteo,reverse_geocoder,met_norway,open_weather_map",
        }
        others = ["reverse_geocoder", "met_norway", "open_weather_map"]
        assert [one.name for one in used] == ["telegram", *["open_meteo"] * 3, *others]

    def test_what_was_chosen_stays(self) -> None:
        names = ("OPEN_METEO", "OPEN_METEO_GEOCODING", "OPEN_METEO_AIR", "MET_NORWAY", "OPEN_WEATHER_MAP", "REVERSE_GEOCODER")
        chosen = dict.fromkeys([f"{name}_URL" for name in names], "https://weather.example")
        environ, used = with_stand_ins(chosen, settings_of(), 9001)
        assert {name: environ[name] for name in chosen} == chosen
        assert (environ["MOJO_STAND_INS"], [one.name for one in used]) == ("telegram", ["telegram"])

    @pytest.mark.enable_socket
    def test_the_first_free_port(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert first_free_port("127.0.0.1", port) not in (0, port)
        assert first_free_port("127.0.0.1", port) == port


class TestRunFile:
    def test_what_is_written_is_read_by_this_user_only(self, tmp_path: Path) -> None:
        written = info(tmp_path, owner_invitation=OwnerInvitation(code="AAAA", link=LINK))
        write_run_file(written)
        assert read_run_file(tmp_path) == written
        assert stat.S_IMODE((tmp_path / "run.json").stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["run.json"]

    @pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"pids": {}}'])
    def test_no_good_file_means_that_nothing_runs(self, tmp_path: Path, content: str | None) -> None:
        if content is not None:
            write_private(tmp_path / "run.json", content)
        assert read_run_file(tmp_path) is None

    def test_a_file_left_behind_means_that_nothing_runs(self, tmp_path: Path) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        write_run_file(info(tmp_path, pids={"mojo": ended.pid}))
        assert read_run_file(tmp_path) is None

    def test_removing_twice_is_fine(self, tmp_path: Path) -> None:
        write_run_file(info(tmp_path))
        remove_run_file(tmp_path)
        remove_run_file(tmp_path)
        assert read_run_file(tmp_path) is None


class TestPanel:
    def test_links_stay_whole_and_everything_else_fits(self, tmp_path: Path) -> None:
        invitation = OwnerInvitation(code="AAAA-BBBB", link=LINK + "-CCCC" * 10)
        notes = [StandInNote(name="open_meteo", cure="set OPEN_METEO_URL=https://api.open-meteo.com " * 3)]
        shown = panel(info(tmp_path, owner_invitation=invitation, stand_ins=notes, chat_page="http://127.0.0.1:8001/"), [])
        assert invitation.link in shown
        assert [
            line for line in shown.splitlines() if len(line) > WIDTH and "://" not in line and str(tmp_path) not in line
        ] == []

    def test_prod_says_less(self, tmp_path: Path) -> None:
        shown = panel(info(tmp_path), [])
        assert not [word for word in ("Chat", "Come in", "API token", "Stand-ins", "Not yet up") if word in shown]

    def test_who_is_missing_is_named(self, tmp_path: Path) -> None:
        assert "chronos, redis" in panel(info(tmp_path), ["chronos", "redis"])


class FakeTelegram:
    """Knows its own name, or does not answer."""

    def __init__(self, answer: dict[str, str] | ExternalTimeout) -> None:
        self._answer = answer

    async def call(self, method: object, timeout_s: int = 10) -> dict[str, str]:
        if isinstance(self._answer, ExternalTimeout):
            raise self._answer
        return self._answer

    async def close(self) -> None: ...


class TestOwnerLink:
    @pytest.mark.parametrize(
        ("answer", "begins"),
        [({"username": "my_mojo_bot"}, "https://t.me/my_mojo_bot?start="), (ExternalTimeout("no answer"), "/start ")],
    )
    async def test_with_a_real_bot(self, tmp_path: Path, answer: dict[str, str] | ExternalTimeout, begins: str) -> None:
        telegram = Provider(scope=Scope.APP)
        telegram.provide(lambda: FakeTelegram(answer), provides=Telegram)
        environ = {"MOJO_DATA_DIR": str(tmp_path), "TELEGRAM_BOT_TOKEN": "1:" + "a" * 35}
        context = make_memory_context(AppName.API, environ, telegram)
        told = await with_credentials(context, info(tmp_path))
        assert told.owner_invitation is not None
        assert told.owner_invitation.link == begins + told.owner_invitation.code
        assert f"write /start {told.owner_invitation.code} to Chronos" in panel(told, [])
        await context.close()


class TestWaiting:
    async def test_the_first_wins_and_the_others_are_cancelled(self) -> None:
        ended: list[str] = []

        async def never() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("never")

        await first_of(asyncio.sleep(0), never())
        assert ended == ["never"]

    async def test_time_is_up(self) -> None:
        await first_of(asyncio.Event().wait(), within_s=0.001)

    async def test_stop_ends_a_rest(self) -> None:
        stop = asyncio.Event()
        stop.set()
        await asyncio.wait_for(rest(stop, 1000), 5)


class TestSignals:
    SCRIPT = """
import asyncio, sys
from mojo.cli import lifetime
lifetime.END_WITHIN_S = {end_within_s}
lifetime._SAME_WISH_S = 1.0
async def main():
    stop = asyncio.Event()
    lifetime.stop_on_signals(stop)
    print("ready", flush=True)
    await stop.wait()
    print("stopping", flush=True)
    await asyncio.Event().wait()
lifetime.run_process(main())
"""

    def _deaf(self, end_within_s: int) -> subprocess.Popen[str]:
        """Start a process that never finishes stopping, and ask it to stop."""
        script = self.SCRIPT.format(end_within_s=end_within_s)
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.stdout.readline() == "stopping\n"
        return process

    def test_a_second_signal_ends_it_at_once(self) -> None:
        with self._deaf(end_within_s=60) as process:
            process.terminate()  # the same wish, delivered twice
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(1.2)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 128 + signal.SIGINT

    def test_time_ends_it_too(self) -> None:
        with self._deaf(end_within_s=1) as process:
            began_at = time.monotonic()
            assert process.wait(10) == -signal.SIGALRM
            assert time.monotonic() - began_at < 3


class TestDevelopmentToken:
    async def test_it_stays_the_same_and_opens_everything(self, tmp_path: Path) -> None:
        context = make_memory_context(environ={"MOJO_DATA_DIR": str(tmp_path)})
        token = await settle_development_token(context)
        assert token is not None
        assert await settle_development_token(context) == token
        gate = await context.get(Gate)
        admitted = await gate.admit(token, "anything:write", DEFAULT_LIMITS[NORMAL], "127.0.0.1")
        assert admitted.user.id == DEVELOPER
        assert stat.S_IMODE((tmp_path / "development-token").stat().st_mode) == 0o600
        await context.close()

    async def test_prod_has_none(self, tmp_path: Path) -> None:
        context = make_memory_context(environ={"MOJO_DATA_DIR": str(tmp_path), "STAGE": "PROD", "APP_NAME": "api"})
        assert await settle_development_token(context) is None
        assert list(tmp_path.iterdir()) == []
        await context.close()
