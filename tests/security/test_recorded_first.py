"""ADR 0021: while the audit log takes nothing, nobody gains anything; what takes away works all the same."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from mojo.features.access.credentials import PasswordService, TokenService
from mojo.features.access.service import LoginService, SessionService
from mojo.features.account.admission import AdmissionDesk
from mojo.features.people.model import InvitationWish, PersonChange
from mojo.shared.auth.credentials import Passwords
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.people import PersonState
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.ports import Access, Audit, People
from tests.features.people.circle import Circle, make_circle

READING = frozenset({"people:read"})


@pytest.fixture
async def circle() -> AsyncIterator[Circle]:
    circle = await make_circle()
    yield circle
    await circle.context.close()


async def fill(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the audit log take nothing more."""

    async def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("Redis is away.")

    audit = await circle.context.get(Audit)  # type: ignore[type-abstract]
    assert isinstance(audit, MemoryAudit)
    monkeypatch.setattr(audit, "record", refuse)


async def invited(circle: Circle) -> str:
    return (await (await circle.desk()).make(await circle.by("olga"), InvitationWish(role="admin", uses=9))).code


async def restore(circle: Circle, code: str) -> None:
    await (await circle.others()).restore(await circle.by("adam"), "gil")


async def grant(circle: Circle, code: str) -> None:
    await (await circle.others()).change(await circle.by("olga"), "anna", PersonChange(grant=READING))


async def promote(circle: Circle, code: str) -> None:
    await (await circle.others()).change(await circle.by("olga"), "anna", PersonChange(role="admin"))


async def widen_role(circle: Circle, code: str) -> None:
    member = frozenset((await (await circle.roles()).get(await circle.by("olga"), "member")).scopes)
    await (await circle.roles()).put(await circle.by("olga"), "member", member | READING)


async def invite(circle: Circle, code: str) -> None:
    await (await circle.desk()).make(await circle.by("olga"), InvitationWish(role="admin"))


async def come_in(circle: Circle, code: str) -> None:
    await (await circle.context.get(AdmissionDesk)).admit(77, "Ben", "en", code)


async def accept(circle: Circle, code: str) -> None:
    await (await circle.context.get(AdmissionDesk)).accept(await circle.user("anna"), code)


async def log_in(circle: Circle, code: str) -> None:
    await (await circle.context.get(SessionService)).start("anna", "phone", "192.0.2.1", "code")


async def make_code(circle: Circle, code: str) -> None:
    await (await circle.context.get(LoginService)).make_code(await circle.by("anna"))


async def make_token(circle: Circle, code: str) -> None:
    await (await circle.context.get(TokenService)).make(await circle.by("anna"), "router")


async def set_password(circle: Circle, code: str) -> None:
    password = "cinnamon otter trapeze"
    await (await circle.context.get(PasswordService)).set(await circle.by("anna"), "anna", password, None)


async def state(circle: Circle) -> object:
    """Return everything that could have been gained."""
    people, access = await circle.context.get(People), await circle.context.get(Access)  # type: ignore[type-abstract]
    passwords = await circle.context.get(Passwords)  # type: ignore[type-abstract]
    users = await people.list_users()
    open_ones = [invitation.id for invitation in await (await circle.desk()).outstanding(await circle.by("olga"))]
    held = [await access.sessions_of("anna"), await access.tokens_of("anna"), await passwords.of("anna")]
    return users, await people.stored_roles(), open_ones, held


@pytest.mark.parametrize(
    "widen", [restore, grant, promote, widen_role, invite, come_in, accept, log_in, make_code, make_token, set_password]
)
async def test_nobody_gains_what_is_not_written_down(
    circle: Circle, monkeypatch: pytest.MonkeyPatch, widen: Callable[[Circle, str], Awaitable[None]]
) -> None:
    code = await invited(circle)
    await (await circle.others()).suspend(await circle.by("adam"), "gil")
    before = await state(circle)
    await fill(circle, monkeypatch)
    with pytest.raises(StoreUnavailable):
        await widen(circle, code)
    assert await state(circle) == before
    monkeypatch.undo()
    await widen(circle, code)
    assert widen is make_code or await state(circle) != before


async def test_protection_does_not_wait_for_paperwork(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(circle, monkeypatch)
    others, adam = await circle.others(), await circle.by("adam")
    with pytest.raises(StoreUnavailable):
        await others.suspend(adam, "gil")
    with pytest.raises(StoreUnavailable):
        await others.change(adam, "anna", PersonChange(revoke=frozenset({"weather:read"})))
    assert (await circle.user("gil")).state is PersonState.SUSPENDED
    assert not (await circle.user("anna")).may("weather:read")


async def test_a_demotion_takes_effect_first_too(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(circle, monkeypatch)
    with pytest.raises(StoreUnavailable):
        await (await circle.others()).change(await circle.by("olga"), "adam", PersonChange(role="guest"))
    assert (await circle.user("adam")).role == "guest"
