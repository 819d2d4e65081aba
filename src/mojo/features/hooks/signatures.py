"""Who is knocking: the secret itself, or a signature made with it. Every comparison takes the same time, right or wrong."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from mojo.features.hooks.model import Style
from mojo.shared.auth.tokens import fingerprint

TOLERANCE_S = 300
"""How far a signed time may be from ours, as Stripe's own libraries have it."""


def is_token(headers: Mapping[str, str], known_fingerprint: str) -> bool:
    """Tell whether the headers carry the token."""
    shown = headers.get("x-hook-token") or headers.get("authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(fingerprint(shown), known_fingerprint)


def is_signed(style: Style, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Tell whether the body was signed with `secret`, and lately where the time is signed too."""
    if style is Style.GITHUB:
        return _same(f"sha256={_mac(secret, body)}", headers.get("x-hub-signature-256", ""))
    parts = [part.partition("=") for part in headers.get("stripe-signature", "").split(",")]
    at = next((value for name, _, value in parts if name.strip() == "t"), "")
    if not (at.isascii() and at.isdecimal() and len(at) < 12) or abs(now.timestamp() - int(at)) > TOLERANCE_S:
        return False
    right = _mac(secret, at.encode() + b"." + body)
    return any(_same(right, value) for name, _, value in parts if name.strip() == "v1")


def delivery_of(style: Style, headers: Mapping[str, str], body: bytes) -> str:
    """Return what is the same when the same thing is delivered again.

    Where the body is signed it is the body: whoever repeats it can change every header. Else the sender's own number, if any.
    """
    own = headers.get("idempotency-key") or headers.get("x-delivery-id") or ""
    named = own if style is Style.TOKEN else ""
    return hashlib.sha256(f"{named}\0".encode() + (b"" if named else body)).hexdigest()[:32]


def _mac(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def _same(right: str, shown: str) -> bool:
    return hmac.compare_digest(right.encode(), shown.strip().encode())
