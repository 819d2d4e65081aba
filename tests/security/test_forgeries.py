"""Tokens forged by whoever knows how: through the API's door, with what JWT libraries have fallen for (RFC 8725)."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from mojo.features.access.service import SessionService
from mojo.shared.auth.keys import KeyRing
from mojo.shared.auth.mint import TOKEN_LIMIT_BYTES
from mojo.shared.auth.sessions import GRACE_S
from mojo.shared.auth.tokens import PERSONAL, new_token
from tests.security.support import OWNER, Whole

ME = "/api/v1/me"


class Forger:
    """Somebody with a good token of their own, the public key, and (for claims) even the private one."""

    def __init__(self, whole: Whole, token: str, key: OKPKey) -> None:
        self.whole = whole
        self.good = token
        self.key = key
        self.head, self.claims = (json.loads(unpacked(part)) for part in token.split(".")[:2])

    def signed(self, head: dict[str, Any] | None = None, key: OKPKey | None = None, **claims: Any) -> str:
        """Return a token with these changes, signed with the real key or another."""
        wanted = {name: value for name, value in {**self.claims, **claims}.items() if value is not None}
        return self.resigned(json.dumps(self.head | (head or {})).encode(), json.dumps(wanted).encode(), key)

    def resigned(self, raw_head: bytes, raw_claims: bytes, key: OKPKey | None = None) -> str:
        """Return a token of exactly these bytes, signed with the real key or another."""
        first = f"{packed(raw_head)}.{packed(raw_claims)}"
        private: Any = (key or self.key).private_key
        return f"{first}.{packed(private.sign(first.encode()))}"

    def hmac_with(self, secret: bytes, algorithm: str = "HS256") -> str:
        """Return a token whose MAC is made with something public."""
        first = f"{packed(json.dumps(self.head | {'alg': algorithm}).encode())}.{self.good.split('.')[1]}"
        return f"{first}.{packed(hmac.digest(secret, first.encode(), hashlib.sha256))}"

    def part(self, number: int, change: Callable[[str], str]) -> str:
        """Return the good token with one part changed."""
        parts = self.good.split(".")
        parts[number] = change(parts[number])
        return ".".join(parts)


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def flipped(part: str) -> str:
    middle = len(part) // 2
    return part[:middle] + ("A" if part[middle] != "A" else "B") + part[middle + 1 :]


def _head(**changes: Any) -> Callable[[Forger], str]:
    return lambda forger: forger.signed(head=changes)


def _claims(**changes: Any) -> Callable[[Forger], str]:
    return lambda forger: forger.signed(**changes)


def _twice(claims: bool) -> Callable[[Forger], str]:
    """Say something twice: whoever reads the first sees another token than who reads the last."""

    def forge(forger: Forger) -> str:
        head, body = json.dumps(forger.head), json.dumps(forger.claims)
        if claims:
            return forger.resigned(head.encode(), ('{"sub":"anna",' + body[1:]).encode())
        return forger.resigned(('{"alg":"none",' + head[1:]).encode(), body.encode())

    return forge


FORGERIES: dict[str, Callable[[Forger], str]] = {
    "alg-none-unsigned": lambda it: f"{packed(json.dumps(it.head | {'alg': 'none'}).encode())}.{it.good.split('.')[1]}.",
    "alg-None": lambda it: f"{packed(json.dumps(it.head | {'alg': 'NoNe'}).encode())}.{it.good.split('.')[1]}.",
    "hs256-public-x": lambda it: it.hmac_with(it.key.as_dict(private=False)["x"].encode()),  # type: ignore[union-attr]
    "hs256-public-raw": lambda it: it.hmac_with(it.key.public_key.public_bytes_raw()),  # type: ignore[union-attr]
    "hs256-public-pem": lambda it: it.hmac_with(it.key.as_pem(private=False)),
    "hs256-empty": lambda it: it.hmac_with(b""),
    "alg-eddsa": _head(alg="EdDSA"),
    "another-key": lambda it: it.signed(key=OKPKey.generate_key("Ed25519")),
    "kid-unknown": _head(kid="aaaaaaaaaaaa"),
    "kid-path": _head(kid="../../../dev/null"),
    "kid-injection": _head(kid="x' OR '1'='1"),
    "kid-empty": _head(kid=""),
    "jku": _head(jku="https://evil.example/keys"),
    "x5u": _head(x5u="https://evil.example/cert"),
    "jwk": lambda it: it.signed({"jwk": OKPKey.generate_key("Ed25519").as_dict(private=False)}),
    "x5c": _head(x5c=["MIIB"]),
    "crit": _head(crit=["exp"]),
    "b64": _head(b64=False),
    "zip": _head(zip="DEF"),
    "typ-jwt": _head(typ="JWT"),
    "typ-id": _head(typ="id+jwt"),
    "typ-case": _head(typ="AT+JWT"),
    "expired": _claims(exp=1, iat=0),
    "iat-future": lambda it: it.signed(iat=it.claims["iat"] + 3600, exp=it.claims["exp"] + 3600),
    "nbf-future": lambda it: it.signed(nbf=it.claims["iat"] + 3600),
    "lives-long": lambda it: it.signed(exp=it.claims["exp"] + 3600),
    "aud": _claims(aud="another"),
    "aud-many": _claims(aud=["mojo-api", "another"]),
    "aud-none": _claims(aud=None),
    "iss": _claims(iss="https://evil.example"),
    "iss-none": _claims(iss=None),
    "another-sub": _claims(sub="anna"),
    "another-sid": _claims(sid="0" * 22),
    "no-exp": _claims(exp=None),
    "truncated": lambda it: it.good[:-10],
    "no-signature": lambda it: it.good.rpartition(".")[0] + ".",
    "two-parts": lambda it: it.good.rpartition(".")[0],
    "four-parts": lambda it: it.good + ".x",
    "head-flipped": lambda it: it.part(0, flipped),
    "claims-flipped": lambda it: it.part(1, flipped),
    "signature-flipped": lambda it: it.part(2, flipped),
    "padded": lambda it: it.part(2, lambda part: part + "=="),
    "claims-padded": lambda it: it.part(1, lambda part: part + "="),
    "head-twice": _twice(claims=False),
    "claims-twice": _twice(claims=True),
    "huge": lambda it: it.signed(more="x" * TOKEN_LIMIT_BYTES),
    "json": lambda it: packed(json.dumps({"protected": "x", "payload": "y", "signature": "z"}).encode()),
    "deep": lambda it: ".".join([packed(b'{"alg":' + b"[" * 1400 + b"]" * 1400 + b"}"), "x", "y"]),
    "deep-twice": lambda it: it.resigned(b'{"alg":' + b"[" * 900 + b"]" * 900 + b"," + json.dumps(it.head)[1:].encode(), b"{}"),
    "claims-list": lambda it: it.resigned(json.dumps(it.head).encode(), b"[]"),
    "claims-empty": lambda it: it.resigned(json.dumps(it.head).encode(), b""),
    "unknown-claim": lambda it: it.signed(admin=True),
    "five-parts": lambda it: ".".join(["a"] * 5),
}


@pytest.fixture
async def forger() -> AsyncIterator[Forger]:
    whole = Whole()
    await whole.save(OWNER)
    await whole.save(OWNER.model_copy(update={"id": "anna", "chat_id": 2}))
    grant = await (await whole.context.get(SessionService)).start("olga", "phone", "192.0.2.1", "code")
    key = await (await whole.context.get(KeyRing)).signing()
    yield Forger(whole, grant.access_token, key.key)
    await whole.context.close()


async def test_what_the_forger_copies_is_good(forger: Forger) -> None:
    assert (await forger.whole.call("GET", ME, forger.good)).status == 200
    assert (await forger.whole.call("GET", ME, forger.signed())).status == 200
    raw = forger.resigned(json.dumps(forger.head).encode(), json.dumps(forger.claims).encode())
    assert (await forger.whole.call("GET", ME, raw)).status == 200


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
async def test_a_forged_token_is_refused_without_a_hint(forger: Forger, forge: Callable[[Forger], str]) -> None:
    token = forge(forger)
    answer = await forger.whole.call("GET", ME, token)
    assert (answer.status, answer.json["code"]) == (401, "auth.unauthenticated")
    assert answer["www-authenticate"] == 'Bearer realm="mojo", error="invalid_token"'
    assert token.encode() not in answer.body


async def test_a_token_outlives_neither_its_time_nor_its_session(forger: Forger) -> None:
    forger.whole.clock.move(timedelta(minutes=15))
    assert (await forger.whole.call("GET", ME, forger.good)).status == 401


OPAQUE = ["mojo_pat_", "mojo_pat_" + "a" * 49, "mojo_xyz_" + "a" * 49, "mojo_pat_" + "a" * 4000, "mojo_dev_", "mojo_rt_a_b_c"]


@pytest.mark.parametrize("token", OPAQUE)
async def test_what_only_looks_like_a_programs_token_is_refused(forger: Forger, token: str) -> None:
    assert (await forger.whole.call("GET", ME, token)).status == 401


async def test_somebody_elses_well_formed_token_is_refused(forger: Forger) -> None:
    assert (await forger.whole.call("GET", ME, new_token(PERSONAL))).status == 401


async def test_a_refresh_token_of_a_stolen_family_ends_it_for_both(forger: Forger) -> None:
    whole = forger.whole
    grant = await (await whole.context.get(SessionService)).start("olga", "laptop", "192.0.2.1", "code")

    async def refreshed(token: str) -> Any:
        return await whole.call("POST", "/api/v1/auth/refresh", None, {"refresh_token": token})

    thief = (await refreshed(grant.refresh_token)).json
    whole.clock.move(timedelta(seconds=GRACE_S + 1))
    assert (await refreshed(grant.refresh_token)).status == 401
    assert (await refreshed(thief["refresh_token"])).status == 401
    assert (await whole.call("GET", ME, thief["access_token"])).status == 401
    assert (await whole.call("GET", ME, forger.good)).status == 200, "another session of the same person lives on"


@pytest.mark.parametrize("part", [2, 3, 4])
async def test_a_refresh_token_changed_in_any_part_opens_nothing_and_ends_nothing_of_others(forger: Forger, part: int) -> None:
    whole = forger.whole
    grant = await (await whole.context.get(SessionService)).start("olga", "laptop", "192.0.2.1", "code")
    parts = grant.refresh_token.split("_")
    parts[part] = flipped(parts[part])
    assert (await whole.call("POST", "/api/v1/auth/refresh", None, {"refresh_token": "_".join(parts)})).status == 401
    alive = (await whole.call("GET", ME, grant.access_token)).status == 200
    assert alive is (part != 4), "only whoever knows the family can end it"
