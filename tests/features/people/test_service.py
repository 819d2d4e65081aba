"""Who may see and change whom, and what becomes of it."""

import gzip
import json
from datetime import timedelta

import pytest

from mojo.features.account.admission import AdmissionDesk
from mojo.features.account.model import ProfileChange
from mojo.features.account.service import AccountService
from mojo.features.people.guard import ExportTooLarge, OwnerProtected
from mojo.features.people.model import InvitationWish, PersonChange
from mojo.shared.auth.credentials import Password, Passwords
from mojo.shared.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.people import PersonState
from mojo.shared.model.schedules import Cron, Schedule
from mojo.shared.persistence.personal import PersonalArchive
from mojo.shared.ports import Access, Documents, People, Schedules
from tests.features.people.circle import NOON, Circle


async def test_others_are_seen_by_who_may_and_do_not_exist_for_who_may_not(circle: Circle) -> None:
    others = await circle.others()
    assert [person.id for person in await others.everybody(await circle.by("adam"))] == ["adam", "anna", "gil", "olga"]
    anna = await circle.by("anna")
    with pytest.raises(PermissionDenied):
        await others.everybody(anna)
    for other in ("olga", "nobody"):
        with pytest.raises(NotFound):
            await others.person(anna, other)
    assert (await others.person(anna, "anna")).id == "anna"


async def test_it_shows_when_somebody_was_last_here_through_any_door(circle: Circle) -> None:
    others, adam = await circle.others(), await circle.by("adam")
    people = await circle.context.get(People)  # type: ignore[type-abstract]
    assert (await others.person(adam, "anna")).last_seen_at is None
    await people.note_seen("anna", NOON)
    later = NOON + timedelta(hours=1)
    await circle.logged_in("anna", "s1", later)
    await circle.given_token("anna", "t1", "router")
    seen = await others.person(adam, "anna")
    assert (seen.last_seen_at, [s.id for s in seen.sessions], [t.id for t in seen.tokens]) == (later, ["s1"], ["t1"])


@pytest.mark.parametrize("words", ["anna", "ÁNNA <B>", "ann", "  Anna  "])
async def test_names_are_looked_up_loosely(circle: Circle, words: str) -> None:
    found = await (await circle.others()).named(await circle.by("adam"), words)
    assert [user.id for user in found] == ["anna"]


async def test_suspended_is_kept_out_and_restored_with_all_they_had(circle: Circle) -> None:
    others, adam = await circle.others(), await circle.by("adam")
    await others.suspend(adam, "anna")
    anna = await circle.user("anna")
    assert not anna.may("weather:read")
    assert (await circle.context.get(AdmissionDesk)) is not None
    await others.restore(adam, "anna")
    assert (await circle.user("anna")).may("weather:read")
    assert await circle.actions() == [("adam", "person.suspended", "anna"), ("adam", "person.restored", "anna")]
    assert circle.menus.people == ["anna", "anna"]


async def test_a_scope_is_taken_though_the_role_brings_it_and_another_role_can_be_given(circle: Circle) -> None:
    others, adam = await circle.others(), await circle.by("adam")
    await others.change(adam, "anna", PersonChange(revoke=frozenset({"weather:read"})))
    assert not (await circle.user("anna")).may("weather:read")
    await others.change(adam, "anna", PersonChange(role="guest"))
    assert (await circle.user("anna")).role == "guest"
    assert [action for _, action, _ in await circle.actions()] == ["person.scopes_changed", "person.role_changed"]


async def test_nobody_gives_what_they_do_not_hold(circle: Circle) -> None:
    others, roles, desk = await circle.others(), await circle.roles(), await circle.desk()
    adam = (await circle.by("adam")).model_copy(update={"scopes": frozenset({"people:read", "people:manage", "people:invite"})})
    with pytest.raises(PermissionDenied) as caught:
        await others.change(adam, "gil", PersonChange(grant=frozenset({"report:write"})))
    assert caught.value.params == {"scope": "report:write"}
    for role in ("member", "owner"):
        with pytest.raises(PermissionDenied):
            await others.change(adam, "gil", PersonChange(role=role))
        with pytest.raises(PermissionDenied):
            await desk.make(adam, InvitationWish(role=role))
    with pytest.raises(PermissionDenied):
        await roles.put(adam, "family", frozenset({"weather:read"}))
    with pytest.raises(PermissionDenied):
        await desk.make(adam, InvitationWish(scopes=frozenset({"weather:read"})))
    assert await circle.actions() == []


async def test_an_owner_is_touched_by_nobody_else_and_the_last_one_not_at_all(circle: Circle) -> None:
    others, adam, olga = await circle.others(), await circle.by("adam"), await circle.by("olga")
    for attempt in (others.suspend, others.remove):
        with pytest.raises(OwnerProtected):
            await attempt(adam, "olga")
        with pytest.raises(Conflict):
            await attempt(olga, "olga")
    with pytest.raises(OwnerProtected):
        await others.change(adam, "olga", PersonChange(role="guest"))
    with pytest.raises(Conflict):
        await others.change(olga, "olga", PersonChange(role="guest"))
    assert (await circle.user("olga")).may("anything:at_all")
    await others.change(olga, "adam", PersonChange(role="owner"))
    assert (await others.change(olga, "olga", PersonChange(role="guest"))).role == "guest"


async def test_what_there_is_not_is_refused_and_changes_nothing(circle: Circle) -> None:
    others, adam = await circle.others(), await circle.by("adam")
    for change in (PersonChange(role="king"), PersonChange(grant=frozenset({"no:such"}))):
        with pytest.raises(InvalidInput):
            await others.change(adam, "anna", change)
    with pytest.raises(NotFound):
        await others.change(adam, "nobody", PersonChange(role="guest"))
    assert await circle.actions() == []


async def test_an_export_that_does_not_fit_is_packed_or_nothing_is_deleted(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    others, adam = await circle.others(), await circle.by("adam")
    monkeypatch.setattr("mojo.features.people.service.ATTACHMENT_LIMIT_BYTES", 10)
    with pytest.raises(ExportTooLarge):
        await others.remove(adam, "gil", send_export=True)
    assert (await circle.user("gil")).state is PersonState.SUSPENDED
    kept = len(json.dumps(await (await circle.context.get(PersonalArchive)).export("gil")))
    monkeypatch.setattr("mojo.features.people.service.ATTACHMENT_LIMIT_BYTES", kept - 1)
    await others.remove(adam, "gil", send_export=True)
    [sent] = circle.told.notifications
    assert sent.attachment is not None
    assert sent.attachment.name == "gil.json.gz"
    assert b'"name": "Gil"' in gzip.decompress(sent.attachment.content)


async def test_who_is_removed_is_exported_and_gone_everywhere(circle: Circle) -> None:
    others, adam, get = await circle.others(), await circle.by("adam"), circle.context.get
    access, schedules, documents = await get(Access), await get(Schedules), await get(Documents)  # type: ignore[type-abstract]
    passwords = await get(Passwords)  # type: ignore[type-abstract]
    await circle.given_token("anna", "t1", "router")
    await passwords.put(Password("anna", "anna@home", "$argon2id$"))
    daily = Cron(expression="30 7 * * *")
    await schedules.put(Schedule(id="hers", job="weather.morning_report", trigger=daily, owner="anna"))
    await schedules.put(Schedule(id="his", job="weather.morning_report", trigger=daily, owner="gil"))
    await documents.write("session:3", {"awaiting": "people.name"}, 60)
    made = await (await circle.desk()).make(await circle.by("olga"), InvitationWish(role="member"))
    removed = await others.remove(adam, "anna")
    assert removed.export["person"]["name"] == "Ánna <b>"
    assert [entry["id"] for entry in removed.export["schedules"]] == ["hers"]
    assert removed.export["conversation"] == {"awaiting": "people.name"}
    assert removed.export["tokens"][0]["name"] == "router"
    assert removed.export["password"] == {"user_name": "anna@home"}
    assert await passwords.of("anna") is None
    assert set(removed.export) >= {"weather", "sessions", "invitations", "last_seen_at"}
    assert [schedule.id for schedule in await schedules.all()] == ["his"]
    assert (await access.tokens_of("anna"), await documents.read("session:3")) == ([], None)
    with pytest.raises(NotFound):
        await others.person(adam, "anna")
    assert (await circle.actions())[-1] == ("adam", "person.removed", "anna")
    assert made.code


async def test_a_role_is_changed_for_everybody_who_has_it(circle: Circle) -> None:
    roles, adam = await circle.roles(), await circle.by("adam")
    await roles.put(adam, "member", frozenset({"status:read"}))
    assert (await circle.user("anna")).scopes == {"status:read"}
    assert circle.menus.people == ["anna"]
    assert (await roles.put(adam, "family", frozenset({"weather:read"}))).people == 0
    assert [role.name for role in await roles.all(adam)] == ["owner", "admin", "member", "guest", "family"]
    with pytest.raises(Conflict):
        await roles.put(await circle.by("olga"), "owner", frozenset())
    with pytest.raises(InvalidInput):
        await roles.put(adam, "Bad Name", frozenset())
    with pytest.raises(InvalidInput):
        await roles.put(adam, "guest", frozenset({"*"}))


async def test_an_invitation_lets_in_as_it_says_once(circle: Circle) -> None:
    desk, entrance = await circle.desk(), await circle.context.get(AdmissionDesk)
    wish = InvitationWish(role="guest", language="de", timezone="Europe/Berlin", note="Oma")
    made = await desk.make(await circle.by("adam"), wish)
    assert made.invitation.expires_at == NOON + timedelta(hours=72)
    assert set(made.code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-")
    assert len(made.code) <= 64
    came = await entrance.admit(77, "Oma", "en", made.code)
    assert came is not None
    assert (came.role, came.language, came.timezone, came.invited_by) == ("guest", "de", "Europe/Berlin", "adam")
    circle.sessions["tg77"] = {}
    welcome, _ = await circle.write("tg77", f"/start {made.code}")
    assert welcome.startswith("👋 Hallo Oma, ich bin Chronos."), "the invitation's language is the one that is spoken first"
    assert await entrance.admit(78, "Ben", "en", made.code) is None
    assert (await circle.actions())[-1] == ("tg77", "invitation.redeemed", made.invitation.id)


async def test_a_code_gives_nothing_twice_so_what_was_taken_stays_away(circle: Circle) -> None:
    made = await (await circle.desk()).make(await circle.by("adam"), InvitationWish(role="member"))
    entrance = await circle.context.get(AdmissionDesk)
    gil = await entrance.accept(await circle.user("gil"), made.code)
    assert (gil.role, gil.may("report:write")) == ("member", True)
    await (await circle.others()).change(await circle.by("adam"), "gil", PersonChange(revoke=frozenset({"report:write"})))
    again = await entrance.accept(await circle.user("gil"), made.code)
    assert not again.may("report:write")


async def test_an_invitation_is_as_good_as_who_made_it(circle: Circle) -> None:
    desk, entrance = await circle.desk(), await circle.context.get(AdmissionDesk)
    made = await desk.make(await circle.by("adam"), InvitationWish(role="member", uses=5))
    await (await circle.others()).suspend(await circle.by("olga"), "adam")
    assert await entrance.admit(77, "Ben", "en", made.code) is None
    await (await circle.others()).remove(await circle.by("olga"), "adam")
    assert await entrance.admit(78, "Eve", "en", made.code) is None


async def test_a_suspended_person_gains_nothing_by_a_code(circle: Circle) -> None:
    made = await (await circle.desk()).make(await circle.by("adam"), InvitationWish(role="admin"))
    await (await circle.others()).suspend(await circle.by("adam"), "gil")
    gil = await (await circle.context.get(AdmissionDesk)).accept(await circle.user("gil"), made.code)
    assert (gil.role, gil.state) == ("guest", PersonState.SUSPENDED)


async def test_invitations_are_listed_and_revoked_by_their_maker_and_by_who_manages(circle: Circle) -> None:
    desk, adam, olga = await circle.desk(), await circle.by("adam"), await circle.by("olga")
    inviter = adam.model_copy(update={"scopes": adam.scopes - {"people:manage"}})
    mine = (await desk.make(inviter, InvitationWish())).invitation
    theirs = (await desk.make(olga, InvitationWish())).invitation
    assert [invitation.id for invitation in await desk.outstanding(inviter)] == [mine.id]
    assert {invitation.id for invitation in await desk.outstanding(adam)} == {mine.id, theirs.id}
    with pytest.raises(NotFound):
        await desk.revoke(inviter, theirs.id)
    await desk.revoke(inviter, mine.id)
    await desk.revoke(adam, theirs.id)
    assert await desk.outstanding(olga) == []


async def test_a_profile_change_and_a_suspension_both_survive(circle: Circle) -> None:
    accounts = await circle.context.get(AccountService)
    by = await circle.by("anna")
    await (await circle.others()).suspend(await circle.by("adam"), "anna")
    await accounts.change(by, ProfileChange(name="Änne"))
    anna = await circle.user("anna")
    assert (anna.name, anna.state) == ("Änne", PersonState.SUSPENDED)
