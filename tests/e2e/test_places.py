"""Places through the sandbox, as a newcomer sees them: a phone that walks, who may look, and who is told."""

from typing import Any

from tests.e2e.support import MojoUp, Person, ask, eventually

HOME = {"latitude": 38.7223, "longitude": -9.1393}


def move(mojo: MojoUp, person: Person, what: str, **fields: Any) -> None:
    """Use the move control of the chat page."""
    moved = ask(f"{mojo.run['chat_page']}chat/{person.chat_id}/{what}", "POST", fields)
    assert moved.status == 204, moved.body


def headers(mojo: MojoUp) -> dict[str, str]:
    return {"Authorization": f"Bearer {mojo.run['development_token']}"}


def test_a_live_location_is_followed_from_step_to_step(mojo: MojoUp, owner: Person) -> None:
    owner.say("/location")
    owner.press("🟢 Turn on")
    owner.press("Keep 7 days")
    move(mojo, owner, "live", **HOME)
    assert "I follow your live location" in owner.hear()["text"]
    owner.write("/zones Home")
    assert "Home, 150 m" in owner.hear()["text"]
    assert "lock the door\n🗓 when you leave Home" in owner.say("/remind me when I leave home to lock the door")
    assert "water the plants\n🗓 when you get to Home" in owner.say("/remind water the plants when I get home")
    move(mojo, owner, "move", bearing=90, metres=900)
    shown = eventually(lambda: _away(owner))
    assert "just now" in shown["caption"]
    assert "accuracy 12 m" in shown["caption"]
    assert "photo" in shown


def _away(owner: Person) -> dict[str, Any] | None:
    """Return the answer once it has noticed the step: a picture whose caption names no zone."""
    owner.write("/whereis Olga")
    message = owner.hear()
    caption = str(message.get("caption", ""))
    return message if caption and "Home" not in caption else None


def test_nobody_sees_where_the_owner_is_until_they_may(mojo: MojoUp, owner: Person) -> None:
    said = owner.say("/whereis Nobody")
    assert said.startswith("I know nobody of that name")
    answer = mojo.get("/api/v1/location/people", mojo.run["development_token"])
    assert (answer.status, answer.json) == (200, [])


def test_a_phone_reports_over_http(mojo: MojoUp) -> None:
    """The development token acts for nobody who is tracked: the report is taken and nothing of it kept."""
    message = {"_type": "location", "lat": 38.7, "lon": -9.1, "tst": 1782907200, "tid": "ph"}
    answer = ask(f"http://127.0.0.1:{mojo.environ['API_PORT']}/api/v1/location/owntracks", "POST", message, headers(mojo))
    assert (answer.status, answer.json) == (200, [])
    assert ask(f"http://127.0.0.1:{mojo.environ['API_PORT']}/api/v1/location/owntracks", "POST", message).status == 401


def test_no_position_is_in_the_log(mojo: MojoUp) -> None:
    written = "".join(path.read_text() for path in (mojo.data_dir / "logs").rglob("*") if path.is_file())
    assert "location" in written
    assert "38.72" not in written
    assert "-9.13" not in written
