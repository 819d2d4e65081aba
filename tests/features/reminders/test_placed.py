"""Reminders that wait for a place: read, read back, changed, listed, and told when the person gets there or leaves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mojo.features.reminders.placed import NoSuchPlace, PlacePhrase, read_place
from mojo.shared.place_ports import Errands
from tests.features.reminders.desk import ANNA, Desk

NAMES = ["Home", "Büro", "Gym", "Gym North"]


@pytest.mark.parametrize(
    ("said", "place", "leaving", "task"),
    [
        ("me when I get home to water the plants", "Home", False, "water the plants"),
        ("water the plants when I'm home", "Home", False, "water the plants"),
        ("when I leave the office, call mum", "Büro", True, "call mum"),
        ("when I arrive at gym north: stretch", "Gym North", False, "stretch"),
        ("as soon as I get back to Gym stretch", "Gym", False, "stretch"),
        ("mich, wenn ich nach Hause komme, daran, die Blumen zu gießen", "Home", False, "die Blumen zu gießen"),
        ("Blumen gießen, sobald ich zu Hause bin", "Home", False, "Blumen gießen"),
        ("Brot kaufen, wenn ich die Arbeit verlasse", "Büro", True, "Brot kaufen"),
        ("wenn ich aus dem Büro gehe Brot kaufen", "Büro", True, "Brot kaufen"),
        ("cuando llegue a casa regar las plantas", "Home", False, "regar las plantas"),
        ("comprar pan al salir del trabajo", "Büro", True, "comprar pan"),
        ("когда приду домой, полить цветы", "Home", False, "полить цветы"),
        ("позвонить маме, когда уйду с работы", "Büro", True, "позвонить маме"),
        ("到家后浇花", "Home", False, "浇花"),
        ("我离开公司时提醒我给妈妈打电话", "Büro", True, "给妈妈打电话"),
    ],
)
def test_in_five_languages(said: str, place: str, leaving: bool, task: str) -> None:
    assert read_place(said, NAMES) == PlacePhrase(place, leaving, task)


@pytest.mark.parametrize(
    "said",
    ["tomorrow at 8 call mum", "ask when I get home loans", "when I get homesick call mum", "when I get a dog", "买家具", ""],
)
def test_what_is_about_no_place(said: str) -> None:
    assert read_place(said, NAMES) is None


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=4))
def test_nothing_breaks_it(said: str, names: list[str]) -> None:
    found = read_place(f"when I get {said}", [name for name in names if name.strip()])
    assert found is None or found.place


async def test_it_is_read_back_listed_and_changed(desk: Desk) -> None:
    await desk.place("Home")
    await desk.place("Work")
    made = await desk.say("/remind me when I get home to water the plants")
    assert await desk.words(made.text) == "✅ I'll remind you: water the plants\n🗓 when you get to Home"
    listed = await desk.say("/reminders")
    assert "You have 1 reminder." in await desk.words(listed.text)
    shown = await desk.press(listed, await desk.words(listed.buttons[0][0].label))
    assert "when you get to Home" in await desk.words(shown.text)
    await desk.press(made, "✏️ Change")
    changed = await desk.say("when I leave work")
    assert await desk.words(changed.text) == "✅ I'll remind you: water the plants\n🗓 when you leave Work"
    await desk.press(changed, "✏️ Change")
    again = await desk.say("buy bread")
    assert await desk.words(again.text) == "✅ I'll remind you: buy bread\n🗓 when you leave Work"
    assert await desk.words((await desk.press(again, "🗑 Delete")).text) == "🗑 Deleted: buy bread"
    assert await desk.words((await desk.press(again, "🗑 Delete")).text) == "That reminder is gone."
    assert "You have no reminders" in await desk.words((await desk.say("/reminders")).text)


async def test_a_change_to_nowhere_changes_nothing(desk: Desk) -> None:
    await desk.place("Home")
    made = await desk.say("/remind when I get home water the plants")
    await desk.press(made, "✏️ Change")
    with pytest.raises(NoSuchPlace, match="work"):
        await desk.say("when I leave work")
    (kept,) = await (await desk.get(Errands)).put_off(ANNA.id)  # type: ignore[type-abstract]
    assert (kept.place, kept.leaving, kept.task) == ("Home", False, "water the plants")


async def test_who_is_not_tracked_is_told_so(desk: Desk) -> None:
    await desk.place("Home", tracked=False)
    made = await desk.say("/remind when I get home water the plants")
    assert "Turn tracking on with /location" in await desk.words(made.text)


async def test_it_comes_on_leaving_and_on_arriving_and_once(desk: Desk) -> None:
    home = await desk.place("Home")
    await desk.say("/remind when I leave home lock the door")
    await desk.say("/remind when I get home water the plants")
    await desk.stand(home, away_m=0)
    assert await desk.heard() == []
    await desk.stand(home, away_m=3000)
    assert await desk.heard() == ["⏰ lock the door"]
    await desk.stand(home, away_m=0)
    assert await desk.heard() == ["⏰ lock the door", "⏰ water the plants"]
    await desk.stand(home, away_m=3000)
    assert len(await desk.heard()) == 2
