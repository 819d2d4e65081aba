"""What OwnTracks phones send and want to hear: https://owntracks.org/booklet/tech/json/ and /tech/http/ and /features/encrypt/.

An encrypted message is a libsodium secretbox (XSalsa20-Poly1305): 24 bytes of nonce and the box, in base64; the key is the secret
that was typed into the phone, filled up with zeros to 32 bytes.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from mojo.features.location.model import Report, Sighting, Source, report_of
from mojo.shared.errors import InvalidInput
from mojo.shared.model.places import Coordinates

_KMH_PER_MS = 3.6
_NARROWEST_M = 20.0


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A circle that was drawn on the phone."""

    name: str
    at: Coordinates
    radius_m: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a message amounts to."""

    reports: tuple[Report, ...] = ()
    waypoints: tuple[Waypoint, ...] = ()


def read(message: Any) -> Said:
    """Read one decrypted message; kinds that say nothing about places are nothing. Raises InvalidInput."""
    kind = _field(message, "_type")
    if kind in ("location", "transition"):
        return Said(reports=(_report(message),))
    if kind == "waypoint":
        return Said(waypoints=_waypoints([message]))
    return Said(waypoints=_waypoints(_field(message, "waypoints"))) if kind == "waypoints" else Said()


def is_encrypted(message: Any) -> bool:
    """Tell whether the message must be decrypted first."""
    return isinstance(message, dict) and message.get("_type") == "encrypted"


def decrypt(message: Any, secret: str) -> Any:
    """Return what was encrypted. Raises InvalidInput when it was with another secret, or is damaged."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        opened = SecretBox(_key(secret)).decrypt(base64.b64decode(str(message.get("data", "")), validate=True))
        return orjson.loads(opened)
    except (CryptoError, ValueError):
        failure = InvalidInput("data: cannot be decrypted; type the secret that Mojo shows into the phone.", field="data")
    raise failure


def encrypt(message: Any, secret: str) -> dict[str, str]:
    """Return `message` as a phone that encrypts wants it."""
    from nacl.secret import SecretBox

    box = SecretBox(_key(secret)).encrypt(orjson.dumps(message))
    return {"_type": "encrypted", "data": base64.b64encode(box).decode()}


def cards(sightings: list[Sighting]) -> list[dict[str, Any]]:
    """Return what shows friends on the phone's map: a card with the name and a location each."""
    shown: list[dict[str, Any]] = []
    for sighting in sightings:
        if sighting.at is None:
            continue
        tid = _tid(sighting)
        shown.append({"_type": "card", "tid": tid, "name": sighting.name})
        here = {"_type": "location", "tid": tid, "lat": sighting.at.latitude, "lon": sighting.at.longitude}
        more = {"acc": sighting.accuracy_m, "batt": sighting.battery_pct}
        here |= {name: round(value) for name, value in more.items() if value is not None}
        shown.append({**here, "tst": int(sighting.taken_at.timestamp())})
    return shown


def _tid(sighting: Sighting) -> str:
    """Return the two characters by which a phone tells its friends apart."""
    return f"{sighting.name[:1]}{sighting.user_id[-1:]}".upper()


def _key(secret: str) -> bytes:
    return secret.encode()[:32].ljust(32, b"\0")


def _field(message: Any, name: str) -> Any:
    if not isinstance(message, dict) or name not in message:
        raise InvalidInput(f"{name}: is missing; send an OwnTracks message.", field=name)
    return message[name]


def _report(message: dict[str, Any]) -> Report:
    speed = message.get("vel")
    return report_of(
        _field(message, "lat"),
        _field(message, "lon"),
        taken_at=_instant(_field(message, "tst")),
        accuracy_m=message.get("acc"),
        altitude_m=message.get("alt"),
        speed_ms=speed / _KMH_PER_MS if isinstance(speed, int | float) and speed >= 0 else None,
        course_deg=message.get("cog") if 0 <= _number(message.get("cog"), -1) <= 360 else None,
        battery_pct=message.get("batt") if 0 <= _number(message.get("batt"), -1) <= 100 else None,
        device=str(message.get("topic") or message.get("tid") or "")[:64],
        source=Source.OWNTRACKS,
    )


def _waypoints(messages: Any) -> tuple[Waypoint, ...]:
    """Read circles; a beacon, or a point without a radius, is no zone."""
    if not isinstance(messages, list):
        raise InvalidInput("waypoints: a list.", field="waypoints")
    circles = [message for message in messages if _number(_field(message, "rad") if "rad" in message else 0, 0) > 0]
    return tuple(
        Waypoint(str(_field(circle, "desc"))[:60], _at(circle), max(_NARROWEST_M, float(circle["rad"]))) for circle in circles
    )


def _at(message: dict[str, Any]) -> Coordinates:
    return report_of(_field(message, "lat"), _field(message, "lon"), taken_at=datetime.now(UTC)).at


def _instant(seconds: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise InvalidInput("tst: seconds since 1970.", field="tst") from None


def _number(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise
