"""Schedules, runs and alerts in the sandbox chat of a real Mojo, in every language; a run has one message, which goes on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.e2e.support import MojoUp, Person, ask, eventually, labels


@dataclass(frozen=True)
class Words:
    """What the owner says and hears in one language."""

    language: str
    run_now: str
    done: str
    daily: str
    weekdays: str
    rule: str
    delete: str
    acknowledge: str
    acknowledged: str


SPOKEN = {
    "de": Words(
        "Deutsch",
        "▶️ Jetzt starten",
        "erledigt",
        "täglich um 03:15",
        "jeden Werktag um 18:00",
        "montags bis freitags um 18:00",
        "🗑 Löschen",
        "✓ Ich kümmere mich",
        "kümmert sich darum",
    ),
    "es": Words(
        "Español",
        "▶️ Ejecutar ahora",
        "hecho",
        "3:15",
        "todos los días laborables a las 18:00",
        "18:00",
        "🗑 Borrar",
        "✓ Me encargo yo",
        "se encarga",
    ),
    "ru": Words(
        "Русский",
        "▶️ Запустить",
        "выполнено",
        "03:15",
        "каждый будний день в 18:00",
        "18:00",
        "🗑 Удалить",
        "✓ Займусь этим",
        "Этим занимается",
    ),
    "zh": Words("简体中文", "▶️ 立即运行", "已完成", "03:15", "每个工作日18:00", "18:00", "🗑 删除", "✓ 我来处理", "正在处理"),
    "en": Words(
        "English",
        "▶️ Run now",
        "done",
        "every day at 3:15 AM",
        "every weekday at 18:00",
        "every weekday at 6:00 PM",
        "🗑 Delete",
        "✓ I'll take care of it",
        "takes care of it",
    ),
}


@pytest.fixture(scope="module")
def mojo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    """A Mojo of this module's own: reading times in five languages costs memory, which another test measures."""
    up = MojoUp(tmp_path_factory.mktemp("time"))
    try:
        yield up.start()
    finally:
        up.end()


@pytest.fixture(scope="module")
def owner(mojo: MojoUp) -> Person:
    olga = mojo.person("Olga")
    olga.say(f"/start {mojo.run['owner_invitation']['code']}")
    return olga


@pytest.mark.parametrize("language", SPOKEN)
def test_time_in_the_owners_language(mojo: MojoUp, owner: Person, language: str) -> None:
    words = SPOKEN[language]
    owner.say(f"/language {words.language}")
    a_run_is_followed(owner, words)
    a_schedule_is_made_and_deleted(owner, words)
    an_alert_is_acknowledged(mojo, owner, words)


def a_run_is_followed(owner: Person, words: Words) -> None:
    assert words.daily in owner.say("/jobs")
    shown = owner.say("/job backup.take")
    assert words.daily in shown
    before = len(owner.texts())
    owner.press_only(words.run_now)
    message = owner.hear()
    last = eventually(lambda: [text for text in owner.texts()[before:] if f"– {words.done}" in text], 30, owner.texts)
    assert "› Restored it into a store of its own: it is whole." in last[0]
    now = next(one for one in owner.messages() if one["message_id"] == message["message_id"])
    assert now["text"] == last[0], "the message that began it has gone on by itself"
    assert len(owner.texts()) == before + 1
    assert len(labels(now)) == 1, "run again"


def a_schedule_is_made_and_deleted(owner: Person, words: Words) -> None:
    assert "location.prune" in owner.say("/schedule tidy")
    owner.say("location.prune")
    owner.say(words.weekdays)
    assert words.rule in owner.say("-")
    owner.press_only(words.delete)
    owner.hear()
    assert "tidy" in owner.press(words.delete)["text"]


def an_alert_is_acknowledged(mojo: MojoUp, owner: Person, words: Words) -> None:
    url = f"http://127.0.0.1:{mojo.environ['API_PORT']}/api/v1/notifications"
    headers = {"Authorization": f"Bearer {mojo.run['development_token']}"}
    alert = {"text": "The door is open", "to": f"tg{owner.chat_id}", "alert": True, "priority": "urgent"}
    assert ask(url, "POST", alert, headers).status == 202
    assert owner.hear()["text"] == "The door is open"
    said = owner.press(words.acknowledge)
    assert words.acknowledged in said["text"]
    assert labels(said) == []


def test_one_id_finds_the_whole_story(mojo: MojoUp, owner: Person) -> None:
    """From the pressed button over the queue and the job to the message that tells of it; the last test, which speaks English."""
    owner.say("/job backup.take")
    owner.press_only("▶️ Run now")
    told = owner.hear()
    wanted = {
        "chronos.update_handled",
        "scheduler.run_started",
        "backup.made",
        "scheduler.run_succeeded",
        "chronos.message_delivered",
    }

    def missing() -> set[str]:
        lines = [json.loads(line) for line in (mojo.data_dir / "logs" / "mojo.json.log").read_bytes().splitlines()]
        begun = [line for line in lines if line["message"] == "scheduler.run_started" and line["labels"]["job"] == "backup.take"]
        return wanted - {line["message"] for line in lines if line.get("trace.id") == begun[-1]["trace.id"]}

    eventually(lambda: "– done" in owner.last()["text"], 30, owner.texts)
    assert owner.last()["message_id"] == told["message_id"]
    eventually(lambda: not missing(), why=missing)
