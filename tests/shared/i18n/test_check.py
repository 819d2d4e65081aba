"""The checker finds every fault that is planted, says where it is, and is silent about sound words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mojo.shared.i18n.check import findings, main

EN = """\
language-name = English
-bot = Chronos
hello = Hello { $name }, I am { -bot }.
count = { $n ->
    [one] One
   *[other] { $n }
}
sky-clear = Clear
both = { hello }!
weather-command = the weather
takes-place = place
area-sky = Sky
area-people = People
error-weather = No weather
"""
DE = EN.replace("English", "Deutsch").replace("Hello", "Hallo")
RU = DE.replace("    [one] One\n", "    [one] One\n    [few] { $n }\n    [many] { $n }\n")
CODE = """\
class MojoException(Exception):
    code = "mojo.unexpected"
class WeatherError(MojoException):
    code: ClassVar[str] = "weather"
class PlaceNotFound(WeatherError):
    code = "weather.place_not_found"
class NotOurs:
    code = "elsewhere"
@commands.command("weather", scope=None, takes="place")
def weather(turn):
    return [text("both", name="Anna") if turn else text("count", n=2), Text(f"sky-{turn}")]
@app.command("up")
def up(): ...
groups = [CommandGroup("sky"), CommandGroup("guests", area="people")]
@commands.command("start", scope=None, hidden=True)
def start(): ...
"""

Look = Callable[..., list[str]]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Write the sound tree with one replacement in one file, and return what the checker finds."""

    def look(file: str = "en.ftl", old: str = "", new: str = "") -> list[str]:
        for name, source in {"en.ftl": EN, "de.ftl": DE, "ru.ftl": RU, "code.py": CODE}.items():
            assert name != file or old in source
            (tmp_path / name).write_text(source.replace(old, new, 1) if name == file else source, encoding="utf-8")
        return [line.replace(f"{tmp_path}/", "") for line in findings([tmp_path], [tmp_path])]

    return look


def test_sound_words_have_no_findings(look: Look) -> None:
    assert look() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("de.ftl", "sky-clear = Clear\n", "", ["en.ftl:8: sky-clear is missing in de"]),
        ("de.ftl", "sky-clear", "sky-cloudy = Wolkig\nsky-clear", ["de.ftl:8: sky-cloudy is not in English"]),
        ("de.ftl", "{ $name }", "", ["de.ftl:3: hello uses nothing where English uses name"]),
        ("de.ftl", "{ $name }", "{ $nmae }", ["de.ftl:3: hello uses nmae where English uses name"]),
        ("ru.ftl", "    [few] { $n }\n", "", ["ru.ftl:4: count lacks the plural forms few of ru"]),
        ("en.ftl", "    [one] One\n", "    [two] Two\n", ["en.ftl:4: count lacks the plural forms one of en"]),
        (
            "en.ftl",
            "sky-clear",
            "sky-clear = Bright\nsky-clear",
            ["The message sky-clear is defined twice: en.ftl:8 and en.ftl:9."],
        ),
        ("de.ftl", "{ $n }", "{ NUMMER($n) }", ["de.ftl:4: count: Unknown function: NUMMER"]),
        ("de.ftl", "{ -bot }", "{ -robot }", ["de.ftl:3: hello: Unknown term: -robot"]),
        ("de.ftl", "{ $name }", "{ $name", ["de.ftl:3: Expected token"]),
        ("en.ftl", "both = ", "bath = ", ["code.py:11: there is no message both", "en.ftl:9: nobody says bath"]),
        ("en.ftl", "weather-command", "wether-command", ["code.py:9: there is no message weather-command"]),
        ("en.ftl", "takes-place", "takes-time", ["code.py:9: there is no message takes-place"]),
        ("en.ftl", "area-sky", "area-sea", ["code.py:14: there is no message area-sky", "nobody says area-sea"]),
        ("en.ftl", "area-people", "area-guests", ["code.py:14: there is no message area-people"]),
        ("en.ftl", "sky-clear", "cloud", ["code.py:11: no message begins with sky-"]),
        ("code.py", 'name="Anna"', 'nmae="Anna"', ["code.py:11: both needs name and gets nmae"]),
        ("code.py", "n=2", "n=2, m=3", ["code.py:11: count needs n and gets m, n"]),
        ("code.py", '= "weather"', '= "storm"', ["code.py:3: nothing explains storm; write the message error-storm"]),
        ("code.py", 'text("count", n=2)', "None", ["en.ftl:4: nobody says count"]),
    ],
)
def test_every_planted_fault_is_found(look: Look, file: str, old: str, new: str, found: list[str]) -> None:
    lines = look(file, old, new)
    for expected in found:
        assert any(expected in line for line in lines), lines


def test_a_missing_file_is_named(look: Look, tmp_path: Path) -> None:
    look()
    feature = tmp_path / "feature"
    feature.mkdir()
    (feature / "en.ftl").write_text("more = More\n")
    lines = list(findings([tmp_path, feature], []))
    assert f"{feature}/de.ftl: missing; every language of Mojo needs it" in lines


def test_arguments_out_of_a_mapping_are_not_guessed_at(look: Look) -> None:
    assert look("code.py", 'name="Anna"', "**values") == []


def test_faults_end_with_exit_code_1(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mojo's own words are checked by `make check`, and with one language more by the page on how to add one."""
    look()
    monkeypatch.setattr("mojo.shared.i18n.check.locale_dirs", lambda: [tmp_path])
    (tmp_path / "feature.py").write_text('text("no-such-message")\n')
    assert main([str(tmp_path)]) == 1
    assert f"{tmp_path}/feature.py:1: there is no message no-such-message" in capsys.readouterr().out
