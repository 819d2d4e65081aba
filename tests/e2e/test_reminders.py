"""Reminders and hooks in the sandbox chat of a real Mojo, in every language."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.support import Answer, MojoUp, Person, ask, eventually, labels

SPOKEN = {
    "en": ("/remind me in 3 seconds to call mum", "I'll remind you: call mum", "⏰ call mum", "✅ Done", "Done: call mum"),
    "de": (
        "/remind mich in 3 Sekunden daran, Mama anzurufen",
        "erinnere dich: Mama anzurufen",
        "⏰ Mama anzurufen",
        "✅ Erledigt",
        "Erledigt",
    ),
    "es": (
        "/remind en 3 segundos llamar a mamá",
        "Te lo recordaré: llamar a mamá",
        "⏰ llamar a mamá",
        "✅ Hecho",
        "Hecho: llamar a mamá",
    ),
    "ru": (
        "/remind через 3 секунды позвонить маме",
        "Напомню: позвонить маме",
        "⏰ позвонить маме",
        "✅ Сделано",
        "Сделано: позвонить маме",
    ),
    "zh-hans": ("/remind 3秒后给妈妈打电话", "我会提醒你：给妈妈打电话", "⏰ 给妈妈打电话", "✅ 完成", "已完成：给妈妈打电话"),
}
"""What is typed, what is read back, what comes, its button, and what that says."""


@pytest.fixture(scope="module")
def own_mojo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    """A Mojo of this module's own, for which everybody is welcome."""
    up = MojoUp(tmp_path_factory.mktemp("reminders"), CHRONOS_ADMISSION="anyone")
    try:
        yield up.start()
    finally:
        up.end()


@pytest.fixture(scope="module")
def people(own_mojo: MojoUp) -> dict[str, Person]:
    """One person a language; the first is the owner."""
    people = {language: own_mojo.person(f"Person {language}", language) for language in SPOKEN}
    for language, person in people.items():
        code = f" {own_mojo.run['owner_invitation']['code']}" if language == "en" else ""
        person.say(f"/start{code}")
    return people


def test_a_reminder_in_every_language(people: dict[str, Person]) -> None:
    """All wait at the same time."""
    for language, person in people.items():
        typed, read_back, *_ = SPOKEN[language]
        assert read_back in person.say(typed)
    for language, person in people.items():
        *_, comes, button, done = SPOKEN[language]
        due = person.hear()
        assert comes in due["text"]
        assert len(labels(due)) == 4
        assert done in person.press(button, due)["text"]


def test_it_is_read_back_changed_listed_and_deleted(people: dict[str, Person]) -> None:
    anna = people["en"]
    assert "every weekday at 6:00 PM, next " in anna.say("/remind every weekday 18:00 take the bins out")
    assert labels(anna.last()) == ["✏️ Change", "🗑 Delete", "🔔 Ask until done"]
    made = anna.last()
    anna.press_only("✏️ Change", made)
    assert "different about “take the bins out”" in anna.hear()["text"]
    assert "every weekday at 7:30 PM" in anna.say("every weekday at 19:30")
    assert "You have 1 reminder." in anna.say("/reminders")
    assert "Deleted: take the bins out" in anna.press("🗑 Delete", made)["text"]
    assert "You have no reminders" in anna.say("/reminders")


def test_what_is_not_understood_gets_an_example(people: dict[str, Person]) -> None:
    assert "tomorrow at 8" in people["en"].say("/remind call mum")
    assert "Diese Zeit ist schon vorbei" in people["de"].say("/remind gestern um 8 anrufen")
    assert re.search("明天8点", people["zh-hans"].say("/remind 给妈妈打电话"))


def test_an_event_from_outside_arrives(own_mojo: MojoUp, people: dict[str, Person]) -> None:
    secret, owner = "x" * 32, people["en"]
    base = f"http://127.0.0.1:{own_mojo.environ['API_PORT']}"
    as_developer = {"Authorization": f"Bearer {own_mojo.run['development_token']}"}
    hook = {"name": "wash", "secret": secret, "action": {"person": f"tg{owner.chat_id}", "template": "{{machine}} is done"}}
    made = ask(f"{base}/api/v1/hooks", "POST", hook, as_developer)
    assert made.status == 201, made.body

    def deliver() -> Answer:
        return ask(f"{base}/hooks/wash", "POST", {"machine": "the washer"}, {"X-Hook-Token": secret})

    assert [deliver().status for _ in range(3)] == [202] * 3
    assert owner.hear()["text"] == "🔔 wash\nthe washer is done"
    states = eventually(lambda: [one["state"] for one in ask(f"{base}/api/v1/hooks/wash/events", headers=as_developer).json])
    assert states == ["handled"]
    assert ask(f"{base}/hooks/wash", "POST", {}, {"X-Hook-Token": "wrong"}).status == 401


def calendar(*summaries: str) -> bytes:
    entries = [f"BEGIN:VEVENT\r\nUID:{one}\r\nSUMMARY:{one}\r\nDTSTART:20991224T180000\r\nEND:VEVENT\r\n" for one in summaries]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{''.join(entries)}END:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    ("language", "taken", "left"),
    [
        ("en", "2 reminders are taken over.", "One entry was left out:"),
        ("de", "2 Erinnerungen übernommen.", "Ein Eintrag blieb draußen:"),
        ("es", "2 recordatorios añadidos.", "Una entrada se quedó fuera:"),
        ("ru", "Добавлено 2 напоминания.", "Не вошла 1 запись:"),
        ("zh-hans", "已导入 2 条提醒。", "有 1 项没有导入："),
    ],
)
def test_a_calendar_file_becomes_reminders(people: dict[str, Person], language: str, taken: str, left: str) -> None:
    said = people[language].send_file("Family.ICS", calendar("feed the cat", "water the plants", ""))
    assert taken in said
    assert left in said
    assert "SUMMARY" in said, "the reason"
    people[language].say("/reminders")
    assert {"feed the cat", "water the plants"} <= set(labels(people[language].last()))


def test_a_file_that_is_no_calendar_or_too_large_changes_nothing(people: dict[str, Person]) -> None:
    anna = people["en"]
    assert anna.send_file("song.mp3", b"x") == "I can read files that end in .ics; this one I cannot."
    assert "512 KB" in anna.send_file("all.ics", calendar(*["x" * 100] * 8000))
    assert "can't make sense" in anna.send_file("all.ics", b"nothing of a calendar")


def test_a_reminder_outlives_the_process(make_mojo: Callable[..., MojoUp]) -> None:
    """Mojo is killed before it is due, started after, and says it once."""
    mojo = make_mojo(CHRONOS_ADMISSION="anyone").start()
    anna = mojo.person("Anna")
    anna.say("/start")
    assert "call mum" in anna.say("/remind in 3 seconds call mum")
    mojo.kill()
    eventually(lambda: not mojo.processes(), why=mojo.processes)
    mojo.start()
    told = eventually(lambda: [text for text in anna.texts() if text.startswith("⏰ call mum")], 30, anna.texts)
    assert len(told) == 1
