"""Hooks are made, looked at, changed and deleted, by API and by Chronos; templates and secrets at rest."""

from typing import Any

import pytest

from mojo.features.hooks.model import NotAHookName
from mojo.features.hooks.sealing import Sealer
from mojo.features.hooks.templates import OUTPUT_LIMIT, check_template, render
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.errors import ConfigurationError, InvalidInput
from mojo.shared.ports import Records
from tests.features.hooks.yard import Yard, bearer, github

WEAK, MILD = new_token(PERSONAL), new_token(PERSONAL)


async def test_the_secret_is_shown_once_and_is_not_in_the_store(yard: Yard) -> None:
    for style in ("token", "github"):
        secret = await yard.make(name=style, style=style)
        shown = [await yard.manage("GET"), await yard.manage("GET", f"/{style}"), await yard.manage("PATCH", f"/{style}", {})]
        assert secret not in "".join(answer.body.decode() for answer in shown)
        assert secret not in str(await (await yard.get(Records)).all("hooks"))  # type: ignore[type-abstract]
    assert (yard.data_dir / "hooks.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("document", "status", "word"),
    [
        ({"name": "Bad Name"}, 422, "name"),
        ({"name": "x", "secret": "short"}, 422, "secret"),
        ({"name": "x", "action": {"job": "a", "person": "b"}}, 422, "action"),
        ({"name": "x", "action": {"person": "nobody"}}, 422, "action.person"),
        ({"name": "x", "action": {"job": "no.such"}}, 404, "job"),
        ({"name": "x", "action": {"template": "{{#a}}"}}, 422, "template"),
        ({"name": "x", "action": {"template": "@nothing"}}, 422, "template"),
        ({"name": "x", "extra": 1}, 422, "extra"),
    ],
)
async def test_bad_input_names_its_field(yard: Yard, document: Any, status: int, word: str) -> None:
    refused = await yard.manage("POST", document=document)
    assert (refused.status, word in refused.body.decode()) == (status, True), refused.body
    assert (await yard.manage("GET")).json == []


async def test_names_are_unique_and_deletion_forgets(yard: Yard) -> None:
    secret = await yard.make()
    await yard.deliver(b"x", bearer(secret))
    assert (await yard.manage("POST", document={"name": "door"})).status == 409
    assert (await yard.manage("DELETE", "/door")).status == 204
    assert (await yard.manage("DELETE", "/door")).status == 404
    assert (await yard.deliver(b"x", bearer(secret))).status == 401
    await yard.work()
    assert await yard.heard() == []


async def test_each_door_needs_the_scope(yard: Yard) -> None:
    await yard.grant(WEAK, frozenset({"weather:read"}))
    paths = [
        ("GET", ""),
        ("GET", "/door"),
        ("PATCH", "/door"),
        ("DELETE", "/door"),
        ("GET", "/door/events"),
        ("POST", "/door/test"),
    ]
    assert [(await yard.manage(method, path, {}, WEAK)).status for method, path in paths] == [403] * 6
    await yard.grant(MILD, frozenset({"hooks:manage"}))
    refused = await yard.manage("POST", "", {"name": "x", "action": {"job": "weather.morning_report"}}, MILD)
    assert (refused.status, "jobs:run" in refused.body.decode()) == (403, True)


async def test_chronos_lists_tests_and_pauses(yard: Yard) -> None:
    assert "/hooks doorbell" in await yard.words((await yard.say("hooks")).text)
    await yard.make()
    listed = await yard.say("hooks")
    one = await yard.press(listed, "door")
    assert await yard.words(one.text) == "door is open.\nNothing has come in lately."
    assert "on its way" in await yard.words((await yard.press(one, "🧪 Test")).text)
    await yard.work()
    assert await yard.heard() == ["🔔 door\nTest of door"]
    paused = await yard.press(one, "⏸ Pause")
    assert "door is paused.\n7/1/26, 12:00 PM · handled" in await yard.words(paused.text)
    assert "door is open." in await yard.words((await yard.press(paused, "▶️ Resume")).text)


async def test_chronos_makes_a_hook_that_takes_events(yard: Yard) -> None:
    offer = await yard.say("hooks", "Doorbell")
    made = await yard.words((await yard.press(offer, "🔑 With a token (most things, curl)")).text)
    secret = made.split("Secret: ")[1].split()[0]
    assert "http://127.0.0.1:8000/hooks/doorbell" in made
    assert (await yard.deliver(b'{"text": "It rang"}', {"x-hook-token": secret}, "doorbell")).status == 202
    await yard.work()
    assert await yard.heard() == ["🔔 doorbell\nIt rang"]
    shown = await yard.say("hooks", "doorbell")
    assert secret not in await yard.words(shown.text)
    renewed = (await yard.words((await yard.press(shown, "🔑 New secret")).text)).split("Secret: ")[1].split()[0]
    headers = [{"x-hook-token": one} for one in (secret, renewed)]
    assert [(await yard.deliver(b"x", header, "doorbell")).status for header in headers] == [401, 202]


async def test_chronos_makes_a_hook_for_a_sender_that_signs(yard: Yard) -> None:
    made = await yard.words((await yard.press(await yard.say("hooks", "repo"), "🐙 Signed, as GitHub does")).text)
    secret = made.split("Secret: ")[1].split()[0]
    assert (await yard.deliver(b"{}", github(secret, b"{}"), "repo")).status == 202
    assert (await yard.deliver(b"{}", bearer(secret), "repo")).status == 401


async def test_chronos_asks_before_it_deletes(yard: Yard) -> None:
    await yard.make()
    sure = await yard.press(await yard.say("hooks", "door"), "🗑 Delete")
    assert [one["name"] for one in (await yard.manage("GET")).json] == ["door"]
    assert await yard.words((await yard.press(sure, "🗑 Delete")).text) == "door is deleted."
    assert (await yard.manage("GET")).json == []


async def test_a_name_that_no_hook_can_have_is_refused_with_the_rule(yard: Yard) -> None:
    for wrong in ("front door", "a" * 49, "дверь", "-x"):
        with pytest.raises(NotAHookName, match="at most 48"):
            await yard.say("hooks", wrong)


async def test_the_longest_name_fits_into_every_button(yard: Yard) -> None:
    name = "a" * 48
    await yard.press(await yard.say("hooks", name), "🐙 Signed, as GitHub does")
    shown = await yard.say("hooks", name)
    assert max(len(button.data.pack()) for row in shown.buttons for button in row) <= 64


class TestTemplates:
    @pytest.mark.parametrize(
        ("template", "event", "words"),
        [
            ("{{a.b}}", {"a": {"b": "x"}}, "x"),
            ("{{a.1.b}}", {"a": [{}, {"b": 2}]}, "2"),
            ("{{a.9}}{{b}}{{a.x.y}}", {"a": []}, ""),
            ("{{#a}}{{.}},{{/a}}", {"a": [1, 2]}, "1,2,"),
            ("{{#a}}{{b}}{{c}} {{/a}}", {"a": [{"b": 1}, {"b": 2}], "c": "!"}, "1! 2!"),
            ("{{^a}}none{{/a}}", {"a": []}, "none"),
            ("{{a}}", {"a": "{{b}}", "b": "no"}, "{{b}}"),
            ("{{__class__}}{{a.__class__}}", {"a": "x"}, ""),
        ],
    )
    def test_words(self, template: str, event: Any, words: str) -> None:
        assert render(template, event) == words

    @pytest.mark.parametrize("template", ["{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}" * 11 + "{{/a}}" * 11, "@nothing"])
    def test_mistakes(self, template: str) -> None:
        with pytest.raises(InvalidInput):
            check_template(template)

    def test_what_is_written_and_how_long_it_takes_are_bounded(self) -> None:
        deep = "{{#a}}" * 9 + "x" + "{{/a}}" * 9
        assert len(render(deep, {"a": [1] * 1000})) <= OUTPUT_LIMIT
        empty = "{{#a}}" * 9 + "{{b}}" + "{{/a}}" * 9
        assert render(empty, {"a": [1] * 1000}) == ""


def test_a_sealed_secret_opens_with_its_key_and_name_only(tmp_path: Any) -> None:
    sealer = Sealer("", tmp_path)
    sealed = sealer.seal("whsec_x", "door")
    assert Sealer("", tmp_path).open(sealed, "door") == "whsec_x"
    for other, name in ((Sealer("other key", tmp_path), "door"), (sealer, "gate")):
        with pytest.raises(ConfigurationError, match="HOOKS_KEY"):
            other.open(sealed, name)
