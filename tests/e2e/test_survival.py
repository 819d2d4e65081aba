"""What outlives an end in good order, a kill -9 of everything, and a kill -9 of the store. The tests share one battered Mojo."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import redis

from tests.e2e.support import MojoUp, Person, alive, eventually, kill

CHATS = 6
UPDATES_EACH = 10


@pytest.fixture(scope="module")
def battered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    up = MojoUp(tmp_path_factory.mktemp("battered"))
    try:
        yield up.start()
    finally:
        up.end()


def test_what_was_settled_survives_a_restart(battered: MojoUp) -> None:
    anna = battered.person("Anna")
    anna.say("/start")
    anna.press("Español")
    assert "7:30 (Europe/Lisbon)" in anna.say("/report 07:30 Lisbon")
    temperature = anna.say("/weather Lisbon").partition(" °C")[0]
    anna.say("/timezone")  # and now the conversation waits for a city
    _grow_older(battered, hours=2)

    began_at = time.monotonic()
    assert battered.stop() == 0
    ended_within_s = time.monotonic() - began_at
    assert battered.processes() == {}
    assert not (battered.data_dir / "run.json").exists()
    battered.start()
    print(f"\nended within {ended_within_s:.1f} s; second start healthy within {battered.started_within_s:.1f} s")
    assert ended_within_s < 10
    assert battered.started_within_s < 10

    assert "Europe/Lisbon" in (said := anna.say("Lisboa"))
    assert "zona horaria" in said
    assert "7:30 (Europe/Lisbon)" in anna.say("/report")
    away = [battered.fault(name, "error") for name in ("open_meteo", "met_norway", "open_weather_map")]
    with away[0], away[1], away[2]:
        stale = anna.say("/weather Lisbon")
        assert stale.startswith(temperature)
        assert "⚠️ Open-Meteo no responde" in stale
        assert "hace 2 horas" in stale
        answer = battered.as_developer("/api/v1/weather/current?place=Lisbon").json
        assert answer["stale"] is True
        assert answer["age_s"] >= 7200


def _grow_older(up: MojoUp, hours: float) -> None:
    """Let every kept answer about the weather be `hours` old, once nobody remembers it in memory any more."""
    with redis.Redis.from_url(up.run["redis_url"]) as client:
        keys = list(client.scan_iter(match="*weather:forecast:*"))
        assert keys
        for key in keys:
            document = json.loads(client.get(key))
            document["at"] = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
            client.set(key, json.dumps(document), keepttl=True)


def test_kill_9_of_everything_loses_no_update(battered: MojoUp) -> None:
    people = [battered.person(f"Person {number}") for number in range(CHATS)]
    _write_all(people)
    battered.kill()
    eventually(lambda: not battered.processes(), why=battered.processes)
    battered.start()
    assert _count_repeated(people) <= CHATS  # at most one reply a chat was under way


def test_kill_9_of_the_store_loses_no_update(battered: MojoUp) -> None:
    people = [battered.person(f"Person {number}") for number in range(CHATS)]
    killed = battered.read_run()["pids"]["valkey"]
    fuse = threading.Timer(0.1, kill, [killed])
    fuse.start()
    _write_all(people)
    fuse.join()
    eventually(lambda: battered.read_run()["pids"]["valkey"] not in (0, killed), why=battered.read_run)
    repeated = _count_repeated(people)
    print(f"\n{repeated} of {CHATS * UPDATES_EACH} answers came twice")
    eventually(lambda: battered.status()["status"] == "ok", why=battered.status)
    assert not alive(killed)
    assert battered.process is not None
    assert battered.process.poll() is None


def _write_all(people: list[Person]) -> None:
    """Let everybody write commands that nobody knows: the answer repeats them, so that it tells what it answers."""
    with ThreadPoolExecutor(len(people)) as all_at_once:
        list(all_at_once.map(lambda person: [person.write(f"/c{person.chat_id}n{n}") for n in range(UPDATES_EACH)], people))


def _count_repeated(people: list[Person]) -> int:
    """Wait until everybody has all answers, in order; return how many came twice."""
    repeated = 0
    for person in people:
        wanted = [f"/c{person.chat_id}n{n}." for n in range(UPDATES_EACH)]
        eventually(lambda: wanted[-1] in " ".join(person.texts()), 40, person.texts)  # noqa: B023  # called before the next turn
        answered = [word for text in person.texts() for word in text.split() if word.startswith("/c")]
        assert list(dict.fromkeys(answered)) == wanted
        repeated += len(answered) - len(wanted)
    return repeated
