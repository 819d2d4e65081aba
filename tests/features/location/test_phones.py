"""What phones send: OwnTracks plain and encrypted, Overland, GPX."""

import base64
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from nacl.secret import SecretBox

from mojo.features.location import imports, owntracks
from mojo.features.location.model import Precision, Sighting
from mojo.shared.errors import InvalidInput
from mojo.shared.model.places import Coordinates
from tests.features.location.strategies import NOON

# As in https://owntracks.org/booklet/tech/json/
LOCATION = {
    "_type": "location", "tid": "ph", "lat": 38.7223, "lon": -9.1393, "tst": 1782907200, "acc": 30, "alt": 12, "batt": 15,
    "vel": 36, "cog": 270, "topic": "owntracks/anna/phone", "t": "p", "conn": "w", "BSSID": "aa:bb",
}  # fmt: skip


def test_a_location_of_owntracks():
    (report,) = owntracks.read(LOCATION).reports
    assert report.at == Coordinates(latitude=38.7223, longitude=-9.1393)
    assert report.taken_at == NOON
    assert (report.accuracy_m, report.battery_pct, report.course_deg, report.device) == (30, 15, 270, "owntracks/anna/phone")
    assert report.speed_ms == pytest.approx(10)


def test_a_transition_is_a_position():
    message = {
        "_type": "transition",
        "event": "enter",
        "desc": "Home",
        "lat": 1,
        "lon": 2,
        "tst": 1782907200,
        "acc": 40,
        "wtst": 1,
    }
    (report,) = owntracks.read(message).reports
    assert (report.at.latitude, report.accuracy_m) == (1, 40)


def test_waypoints_are_zones_unless_they_are_beacons():
    circle = {"_type": "waypoint", "desc": "Home", "lat": 1, "lon": 2, "rad": 80, "tst": 1}
    beacon = {"_type": "waypoint", "desc": "Desk:uuid:1:2", "lat": 0, "lon": 0, "rad": 0, "tst": 2}
    pinned = {"_type": "waypoint", "desc": "Pin", "lat": 0, "lon": 0, "tst": 3}
    (found,) = owntracks.read({"_type": "waypoints", "waypoints": [circle, beacon, pinned]}).waypoints
    assert (found.name, found.radius_m) == ("Home", 80)
    assert owntracks.read(circle).waypoints == (found,)


@pytest.mark.parametrize("kind", ["lwt", "status", "cmd", "card", "dump", "steps", "from_the_future"])
def test_other_messages_say_nothing(kind: str):
    assert owntracks.read({"_type": kind}) == owntracks.Said()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lat": 91}, "latitude"), ({"lon": "east"}, "longitude"), ({"lat": float("nan")}, "latitude"), ({"tst": "noon"}, "tst"),
        ({"tst": 1e300}, "tst"), ({"acc": -1}, "accuracy_m"), ({"acc": "much"}, "accuracy_m"),
    ],
)  # fmt: skip
def test_a_wrong_message_names_the_field(change: dict[str, Any], field: str):
    with pytest.raises(InvalidInput) as refused:
        owntracks.read({**LOCATION, **change})
    assert refused.value.params["field"] == field


@pytest.mark.parametrize("message", [None, 1, "x", [], {}, {"_type": "location"}, {"_type": "waypoints", "waypoints": 3}])
def test_what_is_no_message_is_refused(message: Any):
    with pytest.raises(InvalidInput):
        owntracks.read(message)


def test_an_encrypted_message_is_opened_and_answered_alike():
    """Made here as the phone makes it: secretbox with the secret filled up with zeros."""
    secret = "a secret typed in"
    key = secret.encode().ljust(32, b"\0")
    sent = {"_type": "encrypted", "data": base64.b64encode(SecretBox(key).encrypt(orjson.dumps(LOCATION))).decode()}
    assert owntracks.is_encrypted(sent)
    assert owntracks.decrypt(sent, secret) == LOCATION
    answer = owntracks.encrypt([{"_type": "card"}], secret)
    assert orjson.loads(SecretBox(key).decrypt(base64.b64decode(answer["data"]))) == [{"_type": "card"}]


@pytest.mark.parametrize("data", ["", "not base64", "AAAA", base64.b64encode(b"x" * 100).decode()])
def test_what_cannot_be_decrypted_is_refused_without_showing_anything(data: str):
    with pytest.raises(InvalidInput) as refused:
        owntracks.decrypt({"_type": "encrypted", "data": data}, "secret")
    assert refused.value.params["field"] == "data"
    assert refused.value.__cause__ is None


def test_friends_are_shown_as_card_and_location():
    seen = Sighting(
        user_id="anna", name="Anna", precision=Precision.EXACT, at=Coordinates(latitude=1, longitude=2), accuracy_m=30.4,
        battery_pct=15, taken_at=NOON, age_s=0,
    )  # fmt: skip
    card, location = owntracks.cards([seen, seen.model_copy(update={"at": None})])
    assert card == {"_type": "card", "tid": "AA", "name": "Anna"}
    assert location == {"_type": "location", "tid": "AA", "lat": 1, "lon": 2, "acc": 30, "batt": 15, "tst": 1782907200}


def feature(**properties: Any) -> dict[str, Any]:
    """As in https://overland.p3k.app/#api"""
    said = {"timestamp": "2026-07-01T12:00:00Z", "horizontal_accuracy": 30, "battery_level": 0.15, "speed": -1, "course": -1}
    said |= {"device_id": "phone", "battery_state": "unplugged", "wifi": "", "motion": ["driving"], "altitude": 12}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-9.1393, 38.7223]}, "properties": said | properties}


def test_a_batch_of_overland():
    (report,) = imports.overland({"locations": [feature()], "current": {}, "trip": {}})
    assert (report.at.latitude, report.at.longitude, report.taken_at) == (38.7223, -9.1393, NOON)
    assert (report.accuracy_m, report.battery_pct, report.speed_ms, report.course_deg) == (30, 15, None, None)


def test_one_senseless_feature_does_not_hold_up_the_rest():
    no_place = {"type": "Feature", "geometry": None, "properties": {}}
    reports = imports.overland({"locations": [no_place, feature(timestamp="noon"), 7, feature(battery_level=9), feature()]})
    assert len(reports) == 1


@pytest.mark.parametrize("body", [None, [], {}, {"locations": 1}])
def test_what_is_no_batch_is_refused(body: Any):
    with pytest.raises(InvalidInput):
        imports.overland(body)


GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="38.7223" lon="-9.1393"><ele>12.5</ele><time>2026-07-01T12:00:00Z</time></trkpt>
<trkpt lat="38.73" lon="-9.14"><time>2026-07-01T14:01:00+02:00</time></trkpt>
<trkpt lat="38.74" lon="-9.15"></trkpt>
</trkseg></trk></gpx>"""


@pytest.mark.parametrize(
    "namespace", [' xmlns="http://www.topografix.com/GPX/1/1"', ' xmlns="http://www.topografix.com/GPX/1/0"', ""]
)
def test_a_track_file(namespace: str):
    document = GPX.replace(' xmlns="http://www.topografix.com/GPX/1/1"', namespace)
    first, second = imports.gpx(document.encode())
    assert (first.at.latitude, first.altitude_m, first.taken_at) == (38.7223, 12.5, NOON)
    assert second.taken_at == datetime(2026, 7, 1, 12, 1, tzinfo=UTC)


BOMB = '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx>&b;</gpx>'
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx>&x;</gpx>'


@pytest.mark.parametrize("document", ["", "not xml", "<gpx>", BOMB, OUTSIDE, BOMB.encode("utf-16").decode("latin-1")])
def test_a_file_that_is_none_or_means_harm_is_refused(document: str):
    with pytest.raises(InvalidInput) as refused:
        imports.gpx(document.encode("latin-1"))
    assert refused.value.params["field"] == "gpx"


@pytest.mark.parametrize("bad", ['lat="91"', 'lat="north"', ""])
def test_a_point_without_a_place_is_refused(bad: str):
    with pytest.raises(InvalidInput):
        imports.gpx(GPX.replace('lat="38.7223"', bad).encode())
