"""Opaque bearer tokens. Only their SHA-256 is ever stored: a stolen database opens no door.

`mojo_pat_<random><checksum>`: the prefix lets scanners find a leaked one, the checksum refuses a mistyped one before the store
is asked (the form of GitHub's tokens: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/).
"""

import hashlib
import re
import secrets
import zlib

PERSONAL = "pat"
"""What a person makes for a program."""
DEVELOPMENT = "dev"
"""What DEV prints at its start."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM_DIGITS = 43
"""Just over 256 bits."""
_CHECKSUM_DIGITS = 6
_TOKEN = re.compile(rf"mojo_(?:{PERSONAL}|{DEVELOPMENT})_[0-9A-Za-z]{{{_RANDOM_DIGITS + _CHECKSUM_DIGITS}}}")


def new_token(kind: str) -> str:
    """Return a fresh token of over 256 random bits, such as `mojo_pat_...`."""
    body = f"mojo_{kind}_{random_text(_RANDOM_DIGITS)}"
    return body + _checksum(body)


def random_text(digits: int) -> str:
    """Return `digits` random letters and digits, of 5.95 bits each."""
    return "".join(secrets.choice(_DIGITS) for _ in range(digits))


def looks_opaque(token: str) -> bool:
    """Tell whether `token` claims to be one of ours that is looked up, and not a JWT."""
    return token.startswith("mojo_")


def well_formed(token: str) -> bool:
    """Tell whether `token` has the form and the checksum of one that `new_token` made."""
    return _TOKEN.fullmatch(token) is not None and _checksum(token[:-_CHECKSUM_DIGITS]) == token[-_CHECKSUM_DIGITS:]


def fingerprint(token: str) -> str:
    """Return the form in which a token is stored. A plain hash is enough for what nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def _checksum(body: str) -> str:
    rest, digits = zlib.crc32(body.encode()), ""
    for _ in range(_CHECKSUM_DIGITS):
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
