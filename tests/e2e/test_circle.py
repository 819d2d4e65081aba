"""The circle of trust, as people live it: in by invitation, one right taken away, in by code, and out again."""

import re
import time
from collections.abc import Callable

from tests.e2e.support import MojoUp, Person, ask, labels

CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){7}")
FELT_WITHIN_S = 1.0


def press(person: Person, begins: str) -> str:
    """Press the button that begins so below the last message; return what that message says then."""
    (label,) = [label for label in labels(person.last()) if label.startswith(begins)]
    return str(person.press(label)["text"])


def code_in(said: str) -> str:
    found = CODE.search(said)
    assert found, said
    return found[0]


def test_from_the_first_invitation_to_a_suspension(make_mojo: Callable[..., MojoUp]) -> None:
    up = make_mojo(CHRONOS_ADMISSION="invited").start()
    olga, ben, eve = up.person("Olga"), up.person("Ben"), up.person("Eve")
    assert "Hello Olga" in olga.say(f"/start {up.run['owner_invitation']['code']}")

    olga.say("/invite for Ben")
    for step in ("member", "one person"):
        press(olga, step)
    code = code_in(press(olga, "three days"))
    assert "Hello Ben" in ben.say(f"/start {code}")
    refused = eve.say(f"/start {code}")
    assert "Hello" not in refused
    assert "Lisbon, Portugal" in ben.say("/weather Lisbon")

    assert olga.say("/person Ben").startswith("Ben · member")
    press(olga, "✂️")
    press(olga, "ask about the weather")
    assert "not allowed" in ben.say("/weather Lisbon")
    assert "/weather" not in ben.say("/help")

    api = f"{up.run['base_url']}/api/v1"
    login = code_in(ben.say("/login"))
    grant = ask(f"{api}/auth/login", "POST", {"code": login})
    assert grant.status == 200, grant.body
    token = grant.json["access_token"]
    me = up.get("/api/v1/me", token)
    assert (me.status, me.json["name"], "weather:read" in me.json["scopes"]) == (200, "Ben", False)
    assert up.get("/api/v1/weather/current?place=Lisbon", token).status == 403
    assert ask(f"{api}/auth/login", "POST", {"code": login}).status == 401

    olga.say("/person Ben")
    assert press(olga, "⛔").startswith("⛔ Ben")
    began = time.monotonic()
    while (answer := up.get("/api/v1/me", token)).status != 401:
        assert time.monotonic() - began < FELT_WITHIN_S, answer
    assert "paused" in ben.say("/help")
    assert ask(f"{api}/auth/refresh", "POST", {"refresh_token": grant.json["refresh_token"]}).status == 401
    assert up.stop() == 0
