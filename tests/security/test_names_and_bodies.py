"""What people are called and what bodies carry: odd, endless, or meant for somebody else's browser."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.ports import People
from tests.chronos.support import ANNA, known, make_house, message
from tests.security.support import NOON, OWNER, Whole

NAMES = [
    "<b>Anna</b>",
    "<script>alert(1)</script>",
    "</code><a href='tg://user?id=1'>x</a>",
    "&lt;b&gt; & \"'",
    "{ $name } %s {0} ${x}",
    "\u202eannA",
    "\u2067\u2066Anna",
    "Z" + "\u0301" * 200,
    "👩‍👩‍👧‍👦" * 40,
    "𝕬𝖓𝖓𝖆",
    "ａｎｎａ",
    "\x00\x01\x1b[31m",
    "\u200b\u200c\u200d",
    "A" * 256,
    "../../etc/passwd",
    "'; DROP TABLE people; --",
    "\ud7ff\ue000\uffff",
    "Ω≈ç√∫ ﷽",
]


@pytest.fixture
async def whole() -> AsyncIterator[Whole]:
    whole = Whole()
    await whole.save(OWNER)
    yield whole
    await whole.context.close()


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_kept_or_refused_and_comes_back_as_json(whole: Whole, name: str) -> None:
    token = await whole.token(OWNER)
    answer = await whole.call("PATCH", "/api/v1/me", token, {"name": name})
    assert answer.status in (200, 422)
    shown = (await whole.call("GET", "/api/v1/me", token)).json["name"]
    assert 0 < len(shown) <= 64
    assert not set(shown) & set("\u202e\u2066\u2067\x00\x1b\n")


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_said_as_text_and_never_as_marks(name: str) -> None:
    house = await make_house(users=[known(name=name, role="owner", scopes={EVERY_SCOPE})])
    await house.receive(message(1, "/cancel"), message(2, "/help"), message(3, "/status"))
    assert len(house.heard(ANNA)) == 3
    await house.context.close()


async def sneaky_bodies(whole: Whole) -> list[tuple[str, str]]:
    """Return every route whose body is an object of ours; events and phones' reports have formats of their own."""
    paths = (await whole.document())["paths"]
    return [
        (method.upper(), path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "$ref" in operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    ]


FIELDS = (
    "role",
    "scopes_",
    "state",
    "id",
    "user_id",
    "chat_id",
    "accepted",
    "created_at",
    "made_by",
    "__proto__",
    "_sa",
    "admin",
)


async def test_no_body_takes_a_field_that_it_does_not_name(whole: Whole) -> None:
    """Mass assignment, on every route that takes a body, found in the document."""
    token = await whole.token(OWNER)
    document = await whole.document()
    wrong: list[Any] = []
    routes = await sneaky_bodies(whole)
    assert len(routes) >= 8
    for method, path in routes:
        schema = document["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
        known_fields = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
        for field in set(FIELDS) - set(known_fields):
            answer = await whole.call(method, path, token, {field: "x"})
            named = [error["field"] for error in answer.json.get("errors", [])]
            if answer.status != 422 or field not in named:
                wrong.append((method, path, field, answer.status))
    assert wrong == []


async def test_what_belongs_to_others_does_not_exist(whole: Whole) -> None:
    """Other people's ids answer 404, not 403, wherever an id stands in a path."""
    anna = await whole.save(
        User(
            id="anna",
            chat_id=2,
            name="Anna",
            scopes=frozenset({"access:manage", "tokens:manage", "account:read"}),
            created_at=NOON,
        )
    )
    hers = await whole.token(anna)
    theirs = await whole.token(OWNER)
    made = (await whole.call("POST", "/api/v1/auth/tokens", theirs, {"name": "router"})).json["id"]
    for path in (f"auth/tokens/{made}", "auth/tokens/nothing", "auth/sessions/nothing"):
        answer = await whole.call("DELETE", f"/api/v1/{path}", hers)
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    bodies = [(await whole.call("GET", f"/api/v1/people/{who}", hers)).json["detail"] for who in ("olga", "nobody")]
    assert bodies[0] == bodies[1], "no hint whether somebody is there"
    assert (await (await whole.context.get(People)).get_user("olga")) is not None  # type: ignore[type-abstract]
