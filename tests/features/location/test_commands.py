"""Places in Chronos: every command and button, said in five languages."""

from datetime import timedelta

import pytest

from mojo.chronos.commands import Reply
from mojo.features.location.errors import NoSuchZone, NotShared
from mojo.features.location.geo import moved
from mojo.features.location.model import Precision
from mojo.features.location.texts import age_text
from mojo.shared.errors import InvalidInput
from mojo.shared.model.tastes import Units
from tests.features.location.desk import ANNA, BEN, CARL, LISBON, Desk

PNG = b"\x89PNG\r\n\x1a\n"
AWAY = moved(LISBON, 90, 3000)


async def said(desk: Desk, reply: Reply) -> str:
    return await desk.say(reply.text)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "📍 Anna: Rua Augusta 5, Lisbon\n47 min ago, accuracy 30 m, battery 15%\n"),
        ("de", "📍 Anna: Rua Augusta 5, Lisbon\nvor 47 min, auf 30 m genau, Akku 15 %\n"),
        ("es", "📍 Anna: Rua Augusta 5, Lisbon\nhace 47 min, precisión de 30 m, batería al 15 %\n"),
        ("ru", "📍 Anna: Rua Augusta 5, Lisbon\n47 мин назад, с точностью до 30 м, заряд 15 %\n"),
        ("zh", "📍 Anna：Rua Augusta 5, Lisbon\n47 分钟前，精度 30 米，电量 15%\n"),
    ],
)
async def test_where_anna_is(desk: Desk, language: str, expected: str):
    await desk.track()
    await desk.report(LISBON, accuracy_m=30, battery_pct=15)
    await desk.allow(ANNA, BEN, Precision.EXACT)
    desk.wait(minutes=47)
    desk.user = BEN.model_copy(update={"language": language})
    reply = await desk.command("/whereis Anna")
    assert (await desk.say(reply.text, language)).startswith(expected)
    assert reply.picture is not None
    assert reply.picture.content.startswith(PNG)


async def test_where_anna_is_heading(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    desk.wait(seconds=60)
    await desk.report(moved(LISBON, 45, 600))
    assert "Heading north-east at 36 km/h" in await said(desk, await desk.command("/whereis anna"))
    desk.user = desk.user.model_copy(update={"units": Units.IMPERIAL})
    told = await said(desk, await desk.command("/whereis anna"))
    assert "accuracy 33 ft" in told
    assert "Heading north-east at 22 mph" in told


async def test_without_leave_for_the_place_there_is_no_map(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.CITY)
    desk.user = BEN
    reply = await desk.command("/whereis Anna")
    assert reply.picture is None
    assert "38.7" not in await said(desk, reply)
    assert (await said(desk, reply)).startswith("📍 Anna: Lisbon\n")


async def test_who_can_be_looked_for_is_offered(desk: Desk):
    assert await said(desk, await desk.command("/whereis")) == "Nobody shares with you where they are at the moment."
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    desk.user = BEN
    reply = await desk.press(await desk.command("/whereis"), "Anna")
    assert (await said(desk, reply)).startswith("📍 Anna: at none of their named places")


async def test_a_clock_that_is_wrong_is_said(desk: Desk):
    await desk.track()
    await desk.report(LISBON, taken_at=desk.clock.now() + timedelta(hours=2))
    assert "clock of that device is wrong" in await said(desk, await desk.command("/whereis anna"))


@pytest.mark.parametrize(
    ("age_s", "expected"),
    [(0, "just now"), (29, "just now"), (60, "1 min ago"), (7140, "119 min ago"), (7200, "2 hours ago"), (172_800, "2 days ago")],
)
async def test_an_age_is_honest(desk: Desk, age_s: int, expected: str):
    assert await desk.say(age_text(age_s)) == expected


async def test_the_panel_turns_everything(desk: Desk):
    panel = await desk.command("/location")
    assert "Tracking is off" in await said(desk, panel)
    panel = await desk.press(panel, "🟢 Turn on")
    assert "Tracking is on" in await said(desk, panel)
    panel = await desk.press(panel, "Keep 7 days")
    assert "kept for 7 days" in await said(desk, panel)
    panel = await desk.press(panel, "🔔 Tell me when somebody looks")
    assert "You are told" in await said(desk, panel)
    panel = await desk.press(panel, "⏸ 1 hour")
    assert "Paused until" in await said(desk, panel)
    panel = await desk.press(panel, "▶️ Resume")
    panel = await desk.press(panel, "Keep no history")
    assert "history is not kept" in await said(desk, panel)
    panel = await desk.press(panel, "⚪️ Turn off")
    assert "Tracking is off" in await said(desk, panel)


async def test_somebody_is_allowed_to_look_and_not_any_more(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    choices = await desk.press(await desk.press(await desk.command("/location"), "👥 Who may know"), "Ben")
    assert await said(desk, await desk.press(choices, "the exact place")) == "✓ Ben: the exact place"
    assert "👤 Ben: the exact place" in await said(desk, await desk.command("/location"))
    desk.user = BEN
    await desk.command("/whereis Anna")
    desk.user = ANNA
    assert "Ben: the exact place" in await said(desk, await desk.press(await desk.command("/location"), "👀 Who looked"))
    await desk.press(choices, "nothing")
    desk.user = BEN
    with pytest.raises(NotShared):
        await desk.command("/whereis Anna")


async def test_sharing_for_two_hours_with_somebody(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    asked = await desk.press(await desk.press(await desk.command("/share"), "Carl"), "2 hours")
    shared = await desk.press(asked, "the exact place")
    assert "14:00" in (await said(desk, shared)).replace("2:00", "14:00")
    desk.user = CARL
    await desk.command("/whereis Anna")
    desk.user = ANNA
    assert await said(desk, await desk.press(shared, "✋ End it now")) == "✓ It has ended."
    desk.user = CARL
    with pytest.raises(NotShared):
        await desk.command("/whereis Anna")


async def test_sharing_by_a_link(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    asked = await desk.press(await desk.press(await desk.command("/share"), "🔗 Whoever has a link"), "1 hour")
    link = (await said(desk, await desk.press(asked, "the town"))).split()[-1]
    assert "/api/v1/location/shared#" in link
    seen = await (await desk.service()).by_link(link.partition("#")[2])
    assert (seen.city, seen.at) == ("Lisbon", None)


async def test_positions_are_deleted_only_after_a_second_thought(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    asked = await desk.press(await desk.command("/location"), "🗑 Delete my positions")
    await desk.command("/whereis anna")
    assert await said(desk, await desk.press(asked, "🗑 Yes, delete")) == "✓ Deleted."
    with pytest.raises(Exception, match="not known"):
        await desk.command("/whereis anna")


async def test_a_place_is_named_resized_and_removed(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    assert "no named places" in await said(desk, await desk.command("/zones"))
    made = await desk.command("/zones Our home")
    assert "📌 Our home, 150 m around" in await said(desk, made)
    wider = await desk.press(made, "500 m")
    assert "📌 Our home, 500 m around" in await said(desk, wider)
    shown = await desk.press(await desk.command("/zones"), "Our home")
    assert await said(desk, await desk.press(shown, "🗑 Remove")) == "✓ Our home removed."
    with pytest.raises(NoSuchZone):
        await desk.press(shown, "🗑 Remove")


async def test_being_reminded_on_arrival(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await desk.command("/zones Home")
    assert "water the plants" in await said(desk, await desk.command("/arrive home water the plants"))
    with pytest.raises(NoSuchZone):
        await desk.command("/arrive Work go home")
    with pytest.raises(InvalidInput):
        await desk.command("/arrive home  ")
    await desk.stay(AWAY)
    await desk.stay(LISBON)
    assert list(desk.reminded.tasks.values()) == [("anna", "water the plants")]


async def test_asking_for_comings_and_goings(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await desk.command("/zones Home")
    await desk.allow(ANNA, BEN, Precision.ZONE)
    desk.user = BEN
    places = await desk.press(await desk.command("/whereis Anna"), "🔔 Comings and goings")
    assert "I have asked" in await said(desk, await desk.press(places, "Home"))
    (question,) = [it for it in desk.told.notifications.values() if it.to == "anna"]
    assert "Ben would like to be told when you come to Home" in await desk.say(question.text)
    desk.user = ANNA
    assert "They will be told" in await said(desk, await desk.press(question, "✓ Yes"))
    await desk.stay(AWAY)
    assert "location-left" in desk.told.to("ben")
    ended = await desk.press(await desk.command("/location"), "🔕 Ben: Home")
    assert await said(desk, ended) == "✓ They are not told."


async def test_a_day_as_list_and_picture(desk: Desk):
    await desk.track(history_days=7)
    await desk.report(LISBON)
    await desk.command("/zones Home")
    for _ in range(4):
        desk.wait(minutes=5)
        await desk.report(LISBON)
    desk.wait(minutes=10)
    await desk.report(AWAY)
    shown = await desk.command("/track")
    assert (await said(desk, shown)).splitlines()[0] == "🗓 2026-07-01: 3 km"
    assert ": Home" in (await said(desk, shown)).splitlines()[1]
    assert shown.picture is not None
    assert shown.picture.content.startswith(PNG)
    assert "nothing is kept" in await said(desk, await desk.press(shown, "◀️"))
    with pytest.raises(InvalidInput):
        await desk.command("/track yesterday-ish")


async def test_a_live_location_is_followed_without_a_word(desk: Desk):
    await desk.track()
    first = await desk.share(LISBON, is_live=True)
    assert first is not None
    assert "I follow your live location" in await said(desk, first)
    desk.wait(minutes=1)
    assert await desk.share(AWAY, is_live=True, is_update=True, accuracy_m=20, course_deg=90) is None
    where = await (await desk.service()).own(desk.by(ANNA))
    assert (where.at, where.accuracy_m) == (AWAY, 20)


async def test_a_live_location_of_who_is_not_tracked_is_not_kept(desk: Desk):
    first = await desk.share(LISBON, is_live=True)
    assert first is not None
    assert "keep nothing of it" in await said(desk, first)
    await desk.press(first, "🟢 Turn on")
    assert await desk.share(AWAY, is_live=True, is_update=True) is None
    assert (await (await desk.service()).own(desk.by(ANNA))).at == AWAY


async def test_a_location_that_is_shared_once_is_taken_silently(desk: Desk):
    await desk.track()
    assert await desk.share(LISBON) is None
    assert (await (await desk.service()).own(desk.by(ANNA))).at == LISBON


async def test_what_to_type_into_a_phone(desk: Desk):
    shown = await said(desk, await desk.press(await desk.command("/location"), "📱 Connect a phone"))
    assert "/api/v1/location/owntracks" in shown
    assert "User: anna" in shown
