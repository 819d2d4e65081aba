"""Passwords as NIST SP 800-63B-4, section 3.1.1, wants them: long, not well known, of any characters; hashed with argon2id."""

import asyncio
import re
import unicodedata

from mojo.shared.errors import InvalidInput

MIN_CHARACTERS = 15
AT_ONCE = 2
"""So many hashes are computed at a time: each takes 19 MiB, and Mojo runs on small machines."""

_MIN_DIFFERENT = 5
_MIN_REMAINDER = 8
_CONTEXT = ("mojo", "chronos", "telegram", "password", "passwort", "contraseña", "пароль", "letmein", "welcome", "admin", "login")
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm")
_WELL_KNOWN = frozenset(
    {"correcthorsebatterystaple", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv", "1qaz2wsx3edc4rfv5tgb", "iloveyouiloveyou"}
    | {"qazwsxedcrfvtgb", "zaq12wsxcde34rfv", "thequickbrownfox", "tobeornottobe", "maytheforcebewithyou", "q1w2e3r4t5y6u7i8"}
    | {"changemechangeme", "administrator1", "trustno1trustno1", "sunshinesunshine", "princessprincess", "monkeymonkeymonkey"}
)
_NAME = re.compile(r"[\w.@+-]{1,64}")


def login_name(name: str) -> str:
    """Return the form in which a user name is compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def check_login_name(name: str) -> str:
    """Return the comparable form of `name`. Raises InvalidInput."""
    if not _NAME.fullmatch(login_name(name)):
        raise InvalidInput("user_name: letters, digits and . @ + - _ only, 64 at most.", field="user_name")
    return login_name(name)


def check_password(password: str, *context: str) -> None:
    """Raise InvalidInput if `password` is too short or too easy to guess; `context` are words that others know, such as names."""
    normal = _normal(password)
    if len(normal) < MIN_CHARACTERS:
        raise InvalidInput(f"password: {MIN_CHARACTERS} characters or more, such as a few words.", field="password")
    if _guessable(normal.casefold(), [word.casefold() for word in context if len(word) >= 3]):
        raise InvalidInput("password: too easy to guess; take a few words that do not belong together.", field="password")


class Hasher:
    """argon2id (RFC 9106) with the parameters of OWASP's cheat sheet, off the event loop, a few at a time."""

    def __init__(self) -> None:
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """Return the hash to keep."""
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _normal(password))

    async def matches(self, hash: str | None, password: str) -> bool:
        """Tell whether `password` is the one behind `hash`; for None it takes as long and is False."""
        if hash is None:
            self._nobodys = self._nobodys or await self.hash("nobody has this password")
        async with self._turns:
            return await asyncio.to_thread(self._verify, hash or str(self._nobodys), _normal(password)) and hash is not None

    def _verify(self, hash: str, password: str) -> bool:
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return self._hasher.verify(hash, password)
        except (Argon2Error, InvalidHashError):
            return False


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _guessable(password: str, context: list[str]) -> bool:
    letters = "".join(letter for letter in password if letter.isalnum())
    if len(set(password)) < _MIN_DIFFERENT or letters in _WELL_KNOWN or _repeats(password):
        return True
    for word in sorted([*_CONTEXT, *context], key=len, reverse=True):
        letters = letters.replace(word, "")
    for run in _RUNS:
        letters = _without_runs(letters, run)
    return len(letters) < _MIN_REMAINDER


def _repeats(password: str) -> bool:
    """Tell whether it is one short piece again and again."""
    return any(password == (password[:size] * len(password))[: len(password)] for size in range(1, len(password) // 2 + 1))


def _without_runs(letters: str, run: str, shortest: int = 5) -> str:
    """Return `letters` without the pieces of `run`, forwards or backwards, of `shortest` or more."""
    for row in (run, run[::-1]):
        pieces = {row[start : start + size] for size in range(shortest, len(row) + 1) for start in range(len(row) - size + 1)}
        for piece in sorted(pieces, key=len, reverse=True):
            letters = letters.replace(piece, "")
    return letters
