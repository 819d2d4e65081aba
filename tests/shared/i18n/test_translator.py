"""Texts become words: in five languages, with their plurals, numbers and dates, and always something rather than nothing."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from hypothesis import given, settings
from hypothesis import strategies as st

from mojo.shared.errors import ConfigurationError
from mojo.shared.i18n import translator as module
from mojo.shared.i18n.catalogue import locale_dirs, read_catalogue, read_entries
from mojo.shared.i18n.translator import Translator, make_translator
from mojo.shared.model.tastes import ClockFace
from mojo.shared.model.text import Text, text

Make = Callable[..., Translator]
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
MOJO = make_translator()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a translator of files given as `en="..."`."""

    def make(**files: str) -> Translator:
        for language, source in files.items():
            (tmp_path / f"{language}.ftl").write_text(source, encoding="utf-8")
        return Translator({language: read_catalogue(language, [tmp_path]) for language in files})

    return make


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "One thing is not as it should be."),
        ("en", 2, "2 things are not as they should be."),
        ("de", 1, "Bei einer Sache hakt es gerade."),
        ("de", 5, "Bei 5 Sachen hakt es gerade."),
        ("es", 1, "Hay una cosa que no va como debería."),
        ("es", 3, "Hay 3 cosas que no van como deberían."),
        ("ru", 1, "Не всё в порядке: 1 проблема."),
        ("ru", 3, "Не всё в порядке: 3 проблемы."),
        ("ru", 5, "Не всё в порядке: 5 проблем."),
        ("ru", 11, "Не всё в порядке: 11 проблем."),
        ("ru", 21, "Не всё в порядке: 21 проблема."),
        ("ru", 24, "Не всё в порядке: 24 проблемы."),
        ("zh", 1, "有 1 项出了问题。"),
    ],
)
def test_each_language_counts_by_its_own_rules(language: str, count: int, said: str) -> None:
    assert MOJO.say(text("chronos-status-trouble", count=count), language) == said


@pytest.mark.parametrize(
    ("language", "number", "date", "time"),
    [
        ("en", "12,345.6", "Jan 1, 2027", "12:30\u202fAM"),
        ("de", "12.345,6", "01.01.2027", "00:30"),
        ("es", "12.345,6", "1 ene 2027", "0:30"),
        ("ru", "12\xa0345,6", "1 янв. 2027\u202fг.", "00:30"),
        ("zh", "12,345.6", "2027年1月1日", "00:30"),
    ],
)
def test_numbers_and_dates_follow_the_language_and_the_timezone(
    make: Make, language: str, number: str, date: str, time: str
) -> None:
    source = 'now = { $n }|{ DATETIME($at, dateStyle: "medium") }|{ DATETIME($at, timeStyle: "short") }\n'
    said = make(**{"en": source, language: source}).say(text("now", n=12345.6, at=NEW_YEAR), language, "Europe/Berlin")
    assert said.split("|") == [number, date, time]


@pytest.mark.parametrize("at", [NEW_YEAR, NEW_YEAR.replace(tzinfo=None)], ids=["aware", "naive is UTC"])
@pytest.mark.parametrize(
    ("timezone", "said"), [("Asia/Tokyo", "08:30"), ("UTC", "23:30"), ("Mars/Base", "23:30"), ("../etc", "23:30"), ("", "23:30")]
)
def test_instants_are_shown_in_the_readers_timezone(make: Make, at: datetime, timezone: str, said: str) -> None:
    source = 'at = { DATETIME($at, timeStyle: "short") }\n'
    assert make(en=source, de=source).say(text("at", at=at), "de", timezone) == said


@pytest.mark.parametrize(
    ("wanted", "matched"),
    [
        (("de",), "de"),
        (("de-AT",), "de"),
        (("zh-hans", "en"), "zh"),
        (("zh_TW",), "zh"),
        (("ES",), "es"),
        ((None, "", "fr", "ru"), "ru"),
        (("fr", None), "en"),
        (("de", "ru"), "de"),
        ((), "en"),
        (("-", "\x00", "d"), "en"),
    ],
)
def test_the_first_wanted_language_that_there_is_wins(wanted: tuple[str | None, ...], matched: str) -> None:
    assert MOJO.match(*wanted) == matched


def test_five_languages_each_by_its_own_name() -> None:
    assert MOJO.languages == ("en", "de", "es", "ru", "zh")
    assert [MOJO.name_of(code) for code in MOJO.languages] == ["English", "Deutsch", "Español", "Русский", "简体中文"]


def test_texts_within_texts_are_said_first(make: Make) -> None:
    sources = {"en": "outer = <{ $inner }>\ninner = in { $place }\n", "de": "outer = »{ $inner }«\ninner = in { $place }\n"}
    assert make(**sources).say(text("outer", inner=text("inner", place="Berlin")), "de") == "»in Berlin«"


def test_messages_and_terms_may_refer_to_each_other_across_files(make: Make) -> None:
    source = (
        "-bot = Chronos\nhello = I am { -bot }.\ngreeting = { $n ->\n    [one] Hi! { hello }\n   *[other] Hi all! { hello }\n }\n"
    )
    assert make(en=source).say(text("greeting", n=2), "en") == "Hi all! I am Chronos."


def test_a_message_goes_through_a_queue_unchanged() -> None:
    asked = text("chronos-status-reason", line=text("chronos-status-down", name="redis", since=NEW_YEAR), reason="gone")
    assert (
        MOJO.say(Text.from_json(asked.to_json()), "de")
        == MOJO.say(asked, "de")
        == "❌ redis: ausgefallen seit 31.12.2026, 23:30 (gone)"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("A\u202ennA\u2066", "AnnA"),
        ("\u200bAn\ufeffna\u2060", "Anna"),
        ("An\x00\x1b[31mna\x9f", "An[31mna"),
        ("<b>Anna</b> &amp;", "<b>Anna</b> &amp;"),
        ("{ $name }", "{ $name }"),
        ("شيرين", "شيرين"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
        ("two\nlines", "two\nlines"),
        ("\ud800", ""),
    ],
)
def test_a_name_cannot_change_the_words_around_it(make: Make, name: str, said: str) -> None:
    assert make(en="hello = Hello { $name }!").say(text("hello", name=name), "en") == f"Hello {said}!"


def test_what_a_language_lacks_is_said_in_english_then_as_its_id(make: Make) -> None:
    translator = make(en="hello = Hello\n", de="other = Anders\n")
    assert translator.say(text("hello"), "de") == "Hello"
    assert translator.say(text("nothing-at-all"), "de") == "nothing-at-all"
    assert translator.has("hello")
    assert not translator.has("other")


@pytest.mark.parametrize("args", [{}, {"name": object()}, {"name": ["list"]}], ids=["missing", "object", "list"])
def test_a_wrong_argument_costs_nobody_the_answer(make: Make, args: dict[str, object]) -> None:
    said = make(en="hello = Hello { $name }!\n").say(Text("hello", args), "en")  # type: ignore[arg-type]
    assert said == "Hello name!"


def test_a_value_that_cannot_be_formatted_falls_back_to_the_id(make: Make) -> None:
    assert make(en='at = At { DATETIME($at, timeStyle: "short") }\n').say(text("at", at="noon"), "en") == "at"


def test_failures_are_counted_each_time_and_logged_once(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    counted = module._FAILURES.labels("de")._value.get()
    translator = make(en="hello = Hello\n", de="")
    with caplog.at_level(logging.WARNING, "mojo.i18n"):
        for _ in range(3):
            translator.say(text("hello"), "de")
    assert module._FAILURES.labels("de")._value.get() == counted + 3
    assert [(r.getMessage(), r.message_id, r.problem) for r in caplog.records] == [("i18n.message_failed", "hello", "missing")]  # type: ignore[attr-defined]


def test_a_broken_entry_spoils_no_other(make: Make) -> None:
    translator = make(en="good = Good\nbroken = { $x\nfine = Fine\n")
    assert [translator.say(text(id), "en") for id in ("good", "broken", "fine")] == ["Good", "broken", "Fine"]


def test_one_id_in_two_files_ends_the_start_and_names_both_places(tmp_path: Path) -> None:
    for feature, source in {"mail": "hello = Hi\n", "dns": "# a comment\n\nhello = Hello\n"}.items():
        (tmp_path / feature).mkdir()
        (tmp_path / feature / "en.ftl").write_text(source)
    with pytest.raises(ConfigurationError) as caught:
        read_catalogue("en", [tmp_path / "mail", tmp_path / "dns"])
    assert "hello" in caught.value.detail
    assert f"{tmp_path}/mail/en.ftl:1 and {tmp_path}/dns/en.ftl:3" in caught.value.detail


@pytest.mark.parametrize(
    "path", [path for directory in locale_dirs() for path in sorted(directory.glob("*.ftl"))], ids=lambda path: str(path)[-40:]
)
def test_files_are_cut_where_fluent_cuts_them(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    parsed = [entry for entry in FluentParser().parse(source).body if isinstance(entry, ftl.Message | ftl.Term)]
    cut = read_entries(path)
    assert [entry.id for entry in cut] == [("-" if isinstance(entry, ftl.Term) else "") + entry.id.name for entry in parsed]
    for entry, whole in zip(cut, parsed, strict=True):
        assert [part.equals(whole, ["span", "comment"]) for part in FluentParser().parse(entry.source).body] == [True], entry.id


ARGS = st.one_of(st.text(), st.integers(), st.floats(), st.datetimes(timezones=st.sampled_from([UTC])), st.booleans())


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_whatever_a_message_is_given_something_is_said(data: st.DataObject) -> None:
    names = ("name", "service", "count", "limit", "at", "since", "now", "place", "temperature_c", "age_s")
    args = {name: data.draw(ARGS, label=name) for name in names}
    for language in MOJO.languages:
        for id in read_catalogue(language, locale_dirs()):
            assert isinstance(MOJO.say(Text(id, args), language, "Asia/Kolkata"), str)


def test_a_process_reads_its_languages_once() -> None:
    assert make_translator() is make_translator()


def test_only_what_is_said_is_compiled() -> None:
    translator = Translator({"ru": read_catalogue("ru", locale_dirs())})
    translator.say(text("chronos-cancelled"), "ru")
    assert list(translator._compiled) == [("ru", "chronos-cancelled")]


@pytest.mark.parametrize(
    ("language", "usual", "twelve", "twenty_four"),
    [
        ("en", "4:05\u202fPM", "4:05\u202fPM", "16:05"),
        ("de", "16:05", "4:05\u202fPM", "16:05"),
        ("es", "16:05", "4:05\u202fp.\u202fm.", "16:05"),
        ("ru", "16:05", "4:05\u202fPM", "16:05"),
        ("zh", "16:05", "下午4:05", "16:05"),
    ],
)
def test_times_on_the_chosen_face(make: Make, language: str, usual: str, twelve: str, twenty_four: str) -> None:
    source = 'both = { DATETIME($at, timeStyle: "short") } { $clock } { $inner }\ninner = { DATETIME($at, timeStyle: "short") }\n'
    speaker = make(**{"en": source, language: source})
    at = datetime(2026, 7, 1, 15, 5, tzinfo=UTC)
    told = text("both", at=at, clock=time(16, 5), inner=text("inner", at=at))
    for face, shown in ((None, usual), (ClockFace.H12, twelve), (ClockFace.H24, twenty_four)):
        assert speaker.say(told, language, "Europe/Lisbon", face) == f"{shown} {shown} {shown}"


def test_the_face_of_the_clock_leaves_dates_as_they_are(make: Make) -> None:
    speaker = make(
        en='day = { DATETIME($at, dateStyle: "medium") }\nboth = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }\n'
    )
    day, both = (speaker.say(text(id, at=NEW_YEAR), "en", "UTC", ClockFace.H24) for id in ("day", "both"))
    assert (day, both) == ("Dec 31, 2026", "Dec 31, 2026, 23:30")


def test_a_time_of_day_waits_in_a_queue() -> None:
    told = text("account-report-at", time=time(7, 30))
    assert Text.from_json(told.to_json()) == told
