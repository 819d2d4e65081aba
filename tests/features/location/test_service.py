"""Consent first: what each viewer is told, and that they can be seen to have looked."""

import logging
from datetime import timedelta

import pytest

from mojo.features.location.arrivals import Arrivals
from mojo.features.location.errors import LinkOver, NoPosition, NoSuchZone, NotShared
from mojo.features.location.geo import moved
from mojo.features.location.history import History
from mojo.features.location.intake import Intake
from mojo.features.location.model import Precision
from mojo.features.location.personal import OwnPlaces
from mojo.features.location.zones import Zones
from mojo.shared.errors import ExternalTimeout, InvalidInput, NotFound, StoreUnavailable
from mojo.shared.place_ports import Places
from mojo.shared.ports import Audit
from tests.features.location.desk import ANNA, BEN, CARL, LISBON, Desk

AWAY = moved(LISBON, 90, 3000)


async def home(desk: Desk) -> str:
    return (await (await desk.get(Zones)).put(desk.by(ANNA), "Home", LISBON)).id


async def test_nobody_is_tracked_who_has_not_turned_it_on(desk: Desk):
    taken = await desk.report(LISBON)
    assert (taken.taken, taken.ignored) == (0, "off")
    with pytest.raises(NoPosition):
        await (await desk.service()).own(desk.by(ANNA))


async def test_nobody_may_look_by_default_not_even_the_owner(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    owner = desk.by(BEN).model_copy(update={"scopes": frozenset({"*"})})
    with pytest.raises(NotShared):
        await (await desk.service()).whereis(owner, "Anna")


async def test_a_refusal_does_not_say_whether_there_is_such_a_person(desk: Desk):
    await desk.track()
    service = await desk.service()
    said = set()
    for name in ("Anna", "Nobody", "ann", ""):
        with pytest.raises(NotShared) as refused:
            await service.whereis(desk.by(BEN), name)
        said.add((refused.value.detail, str(refused.value.params)))
    assert len(said) == 1


@pytest.mark.parametrize("precision", [Precision.EXACT, Precision.CITY, Precision.ZONE])
async def test_each_viewer_is_told_so_much_and_no_more(desk: Desk, precision: Precision):
    await home(desk)
    await desk.track()
    await desk.report(LISBON, battery_pct=15, accuracy_m=30)
    await desk.allow(ANNA, BEN, precision)
    desk.wait(minutes=47)
    seen = await (await desk.service()).whereis(desk.by(BEN), "anna")
    assert (seen.age_s, seen.precision, seen.zone) == (47 * 60, precision, "Home")
    exact, city = precision is Precision.EXACT, precision is not Precision.ZONE
    assert (seen.at == LISBON, seen.battery_pct == 15, seen.accuracy_m == 30) == (exact, exact, exact)
    assert seen.address == ("Rua Augusta 5, Lisbon" if exact else None)
    assert seen.city == ("Lisbon" if city else None)
    assert [exact for _, exact in desk.streets.asked] == ([exact] if city else []), "nothing is asked that is not told"


async def test_zone_only_outside_every_zone_says_nothing_of_where(desk: Desk):
    await home(desk)
    await desk.track()
    await desk.report(AWAY)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    seen = await (await desk.service()).whereis(desk.by(BEN), "Anna")
    assert (seen.zone, seen.city, seen.address, seen.at, seen.motion, seen.battery_pct) == (None, None, None, None, None, None)


async def test_where_somebody_is_follows_the_latest_fix_at_once_though_leaving_takes_a_minute(desk: Desk):
    await home(desk)
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    service = await desk.service()
    assert (await service.whereis(desk.by(BEN), "Anna")).zone == "Home"
    desk.wait(seconds=5)
    await desk.report(AWAY)
    assert (await service.whereis(desk.by(BEN), "Anna")).zone is None
    desk.wait(seconds=5)
    await desk.report(LISBON)
    assert (await service.whereis(desk.by(BEN), "Anna")).zone == "Home"


async def test_a_share_ends_by_itself(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await (await desk.sharing()).share(desk.by(ANNA), "ben", Precision.EXACT, timedelta(hours=2))
    service = await desk.service()
    assert (await service.whereis(desk.by(BEN), "Anna")).at == LISBON
    desk.wait(hours=2)
    with pytest.raises(NotShared):
        await service.whereis(desk.by(BEN), "Anna")


async def test_a_secret_link_is_good_until_it_ends_and_can_be_taken_back(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    sharing, service = await desk.sharing(), await desk.service()
    opened = await sharing.share(desk.by(ANNA), None, Precision.CITY, timedelta(hours=2))
    assert opened.link is not None
    token = opened.link.partition("#")[2]
    assert token
    assert (await service.by_link(token)).city == "Lisbon"
    assert [look.viewer for look in await sharing.looks(desk.by(ANNA))] == [f"link:{opened.share.id}"]
    with pytest.raises(LinkOver):
        await service.by_link(token + "x")
    await sharing.end_share(desk.by(ANNA), opened.share.id)
    with pytest.raises(LinkOver):
        await service.by_link(token)


async def test_a_pause_takes_nothing_and_shows_nothing(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.EXACT)
    await (await desk.sharing()).pause(desk.by(ANNA), timedelta(hours=1))
    assert (await desk.report(AWAY)).ignored == "paused"
    with pytest.raises(NotShared):
        await (await desk.service()).whereis(desk.by(BEN), "Anna")
    assert await (await desk.get(Places)).position_of("anna") is None
    desk.wait(hours=1)
    assert (await (await desk.service()).whereis(desk.by(BEN), "Anna")).at == LISBON


async def test_every_look_is_written_down_and_told_if_wished(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.CITY)
    service, sharing = await desk.service(), await desk.sharing()
    await service.whereis(desk.by(BEN), "Anna")
    assert desk.told.to("anna") == []
    await sharing.be_told(desk.by(ANNA), tell_me=True)
    for _ in range(3):
        await service.whereis(desk.by(BEN), "Anna")
    assert desk.told.to("anna") == ["location-looked"], "once an hour is enough"
    looks = await sharing.looks(desk.by(ANNA))
    assert [(look.viewer, look.precision) for look in looks] == [("ben", Precision.CITY)] * 4


async def test_who_looks_at_themselves_leaves_no_trace(desk: Desk):
    await desk.track()
    await desk.report(LISBON)
    assert (await (await desk.service()).whereis(desk.by(ANNA), "Anna")).at == LISBON
    assert await (await desk.sharing()).looks(desk.by(ANNA)) == []


async def test_never_takes_back_shares_and_watches_too(desk: Desk):
    zone = await home(desk)
    await desk.track()
    await desk.report(AWAY)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    arrivals = await desk.get(Arrivals)
    watch = await arrivals.ask(desk.by(BEN), "anna", zone)
    await arrivals.answer(desk.by(ANNA), watch.id, agreed=True)
    await (await desk.sharing()).share(desk.by(ANNA), "ben", Precision.EXACT, timedelta(hours=2))
    await desk.allow(ANNA, BEN, Precision.NEVER)
    await desk.stay(LISBON)
    assert "location-arrived" not in desk.told.to("ben")
    with pytest.raises(NotShared):
        await (await desk.service()).whereis(desk.by(BEN), "Anna")


async def test_addresses_that_nobody_gives_cost_nothing_else(desk: Desk):
    await home(desk)
    await desk.track()
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.CITY)
    desk.streets.failure = ExternalTimeout("slow", service="reverse_geocoder")
    seen = await (await desk.service()).whereis(desk.by(BEN), "Anna")
    assert (seen.zone, seen.city) == ("Home", None)


async def test_arrivals_are_told_only_when_both_sides_want_it(desk: Desk):
    zone = await home(desk)
    await desk.track()
    await desk.report(AWAY)
    arrivals = await desk.get(Arrivals)
    with pytest.raises(NotShared):
        await arrivals.ask(desk.by(BEN), "anna", zone)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    watch = await arrivals.ask(desk.by(BEN), "anna", zone)
    assert desk.told.to("anna") == ["location-watch-question"]
    await desk.stay(LISBON)
    assert desk.told.to("ben") == [], "Anna has not agreed"
    await arrivals.answer(desk.by(ANNA), watch.id, agreed=True)
    await desk.stay(AWAY)
    await desk.stay(LISBON)
    assert desk.told.to("ben") == ["location-watch-agreed-told", "location-left", "location-arrived"]
    assert desk.told.to("carl") == []
    await arrivals.stop(desk.by(BEN), "anna", watch.id)
    await desk.stay(AWAY)
    assert desk.told.to("ben").count("location-left") == 1


async def test_an_answer_is_only_for_who_was_asked(desk: Desk):
    zone = await home(desk)
    await desk.track()
    await desk.allow(ANNA, BEN, Precision.ZONE)
    arrivals = await desk.get(Arrivals)
    watch = await arrivals.ask(desk.by(BEN), "anna", zone)
    for other in (BEN, CARL):
        with pytest.raises(NotFound):
            await arrivals.answer(desk.by(other), watch.id, agreed=True)
    with pytest.raises(NoSuchZone):
        await arrivals.ask(desk.by(BEN), "anna", "other")


async def test_what_was_put_off_comes_once_on_arrival(desk: Desk):
    zone = await home(desk)
    await desk.track()
    await desk.report(AWAY)
    await (await desk.get(Arrivals)).put_off(desk.by(ANNA), zone, "water the plants")
    await desk.stay(LISBON)
    await desk.stay(AWAY)
    await desk.stay(LISBON)
    assert list(desk.reminded.tasks.values()) == [("anna", "water the plants")]


async def test_an_arrival_that_could_not_be_told_is_told_when_the_phone_sends_again(desk: Desk):
    """The report is not acknowledged, so it comes again; nothing is lost and nothing told twice."""
    zone = await home(desk)
    await desk.track()
    await desk.report(AWAY)
    await desk.allow(ANNA, BEN, Precision.ZONE)
    arrivals = await desk.get(Arrivals)
    await arrivals.answer(desk.by(ANNA), (await arrivals.ask(desk.by(BEN), "anna", zone)).id, agreed=True)
    desk.wait(seconds=60)
    await desk.report(LISBON)
    desk.wait(seconds=60)
    desk.told.failure = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        await desk.report(LISBON)
    desk.told.failure = None
    for _ in range(2):
        await desk.report(LISBON)
    assert desk.told.to("ben").count("location-arrived") == 1


async def test_a_phone_that_rests_after_it_arrived_is_believed_by_the_job(desk: Desk):
    zone = await home(desk)
    await desk.track()
    await desk.report(AWAY)
    await (await desk.get(Arrivals)).put_off(desk.by(ANNA), zone, "call mum")
    desk.wait(minutes=5)
    await desk.report(LISBON)
    intake = await desk.get(Intake)
    assert await intake.settle_due() == 0
    desk.wait(seconds=61)
    assert await intake.settle_due() == 1
    assert list(desk.reminded.tasks.values()) == [("anna", "call mum")]
    desk.wait(minutes=5)
    assert await intake.settle_due() == 0


async def test_there_is_no_history_unless_it_is_wanted_and_none_for_longer(desk: Desk):
    history = await desk.get(History)
    await desk.track()
    await desk.report(LISBON)
    today = desk.clock.now().date()
    assert (await history.day(desk.by(ANNA), today)).fixes == ()
    await (await desk.sharing()).keep_history(desk.by(ANNA), 7)
    desk.wait(minutes=1)
    await desk.report(AWAY)
    assert len((await history.day(desk.by(ANNA), today)).fixes) == 1
    assert (await history.day(desk.by(BEN), today)).fixes == ()
    desk.wait(days=8)
    assert await history.prune(desk.clock.now()) == 1
    assert (await history.day(desk.by(ANNA), today)).fixes == ()


async def test_less_history_is_less_at_once(desk: Desk):
    await desk.track(history_days=30)
    await desk.report(LISBON)
    today = desk.clock.now().date()
    desk.wait(days=10)
    await (await desk.sharing()).keep_history(desk.by(ANNA), 7)
    assert (await (await desk.get(History)).day(desk.by(ANNA), today)).fixes == ()


async def test_everything_is_exported_and_everything_forgotten(desk: Desk):
    await home(desk)
    await desk.track(history_days=7)
    await desk.report(LISBON)
    await desk.allow(ANNA, BEN, Precision.EXACT)
    await desk.track(BEN)
    await desk.allow(BEN, ANNA, Precision.CITY)
    await (await desk.service()).whereis(desk.by(BEN), "Anna")
    personal = await desk.get(OwnPlaces)
    export = await personal.export("anna")
    assert export["allowed"]["zones"][0]["name"] == "Home"
    assert export["track"]["latest"]["at"]["latitude"] == LISBON.latitude
    assert len(export["history"]) == len(export["looks"]) == 1
    await personal.forget("anna")
    empty = await personal.export("anna")
    assert (empty["allowed"]["on"], empty["track"]["latest"], empty["history"], empty["looks"]) == (False, None, [], [])
    assert (await (await desk.sharing()).profile(desk.by(BEN))).viewers == {}, "what others allowed them goes with them"


async def test_positions_are_erased_and_what_was_allowed_stays(desk: Desk):
    await desk.track(history_days=7)
    await desk.report(LISBON)
    sharing = await desk.sharing()
    await sharing.erase(desk.by(ANNA))
    export = await (await desk.get(OwnPlaces)).export("anna")
    assert (export["track"]["latest"], export["history"], export["allowed"]["on"]) == (None, [], True)


async def test_other_features_learn_of_places_through_the_port(desk: Desk):
    await home(desk)
    await desk.track()
    await desk.report(AWAY)
    places = await desk.get(Places)
    assert [place.name for place in await places.saved("anna")] == ["Home"]
    where = await places.position_of("anna")
    assert where is not None
    assert where.at == AWAY


async def test_no_log_line_and_no_audit_entry_holds_a_position(desk: Desk, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "mojo")
    await home(desk)
    await desk.track(history_days=7)
    await desk.allow(ANNA, BEN, Precision.EXACT)
    await desk.report(AWAY)
    await desk.stay(LISBON)
    await (await desk.service()).whereis(desk.by(BEN), "Anna")
    written = "".join(str(vars(record)) for record in caplog.records) + str((await desk.get(Audit)).entries)
    assert "location.zone_passed" in written
    for number in ("38.7", "-9.1", "-9.10"):
        assert number not in written


@pytest.mark.parametrize(("name", "radius"), [("", 100), (" ", 100), ("x" * 61, 100), ("Home", 19), ("Home", 100_001)])
async def test_a_zone_that_breaks_a_rule_changes_nothing(desk: Desk, name: str, radius: float):
    zones = await desk.get(Zones)
    with pytest.raises(InvalidInput):
        await zones.put(desk.by(ANNA), name, LISBON, radius)
    assert await zones.all(desk.by(ANNA)) == []


async def test_a_zone_of_the_same_name_is_replaced_and_keeps_who_waits_for_it(desk: Desk):
    zones = await desk.get(Zones)
    first = await zones.put(desk.by(ANNA), "Home", LISBON)
    again = await zones.put(desk.by(ANNA), "home", AWAY, 300)
    assert (again.id, len(await zones.all(desk.by(ANNA)))) == (first.id, 1)
