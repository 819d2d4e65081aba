"""Access tokens and their keys: what is taken, what is not, and what time does."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from joserfc import jws, jwt
from joserfc.jwk import OctKey, OKPKey

from mojo.shared.auth import mint as minting
from mojo.shared.auth.keys import ACCESS_TTL, KeyRing
from mojo.shared.auth.mint import Mint
from mojo.shared.errors import AuthenticationError, ConfigurationError, StoreUnavailable
from mojo.shared.persistence.memory_access import MemoryRing
from mojo.shared.util.clock import SetClock

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
SECRET = "s" * 43


class Ring(MemoryRing):
    """A ring that counts how often it is read, and may be away."""

    reads = 0
    away = False

    async def read(self) -> bytes | None:
        self.reads += 1
        if self.away:
            raise StoreUnavailable("Redis is away.")
        return await super().read()


class House:
    """One store, and a replica or two."""

    def __init__(self) -> None:
        self.clock = SetClock(NOON)
        self.ring = Ring()
        self.keys, self.mint = self.replica()

    def replica(self, secret: str = SECRET) -> tuple[KeyRing, Mint]:
        keys = KeyRing(self.ring, secret, timedelta(days=30), self.clock)
        return keys, Mint(keys, self.clock)

    async def token(self) -> str:
        return await self.mint.issue("anna", "s1", frozenset({"a:read", "b:read"}))

    async def forged(self, header: dict[str, Any] | None = None, **changes: Any) -> str:
        """Return a token that differs from a good one in `header` and claims only."""
        key = await self.keys.signing()
        now_s = int(self.clock.now().timestamp())
        claims = {"iss": "mojo", "aud": "mojo-api", "sub": "anna", "sid": "s1", "scope": "a:read", "jti": "x"}
        claims |= {"iat": now_s, "exp": now_s + 900, **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        head = {"alg": "Ed25519", "typ": "at+jwt", "kid": key.kid, **(header or {})}
        return jws.serialize_compact(head, orjson.dumps(claims), key.key, registry=_registry())


def _registry() -> jws.JWSRegistry:
    return jws.JWSRegistry(algorithms=["Ed25519"], strict_check_header=False)


@pytest.fixture
def house() -> House:
    return House()


async def test_a_token_says_who_which_session_and_what(house: House) -> None:
    token = await house.token()
    claims = await house.mint.verify(token)
    assert (claims.user_id, claims.session_id, claims.scopes) == ("anna", "s1", frozenset({"a:read", "b:read"}))
    head, body, _ = (
        orjson.loads(base64.urlsafe_b64decode(part + "==")) if part.startswith("ey") else {} for part in token.split(".")
    )
    assert head == {"alg": "Ed25519", "typ": "at+jwt", "kid": claims.kid}
    assert body.keys() == {"iss", "aud", "sub", "iat", "exp", "jti", "sid", "scope"}
    assert body["exp"] - body["iat"] == 900
    assert await house.token() != token


async def test_another_replica_takes_it(house: House) -> None:
    token = await house.token()
    _, other = house.replica()
    assert (await other.verify(token)).user_id == "anna"


async def test_it_expires(house: House) -> None:
    token = await house.token()
    house.clock.move(ACCESS_TTL - timedelta(seconds=1))
    await house.mint.verify(token)
    house.clock.move(timedelta(seconds=1))
    for replica in (house.mint, house.replica()[1]):
        with pytest.raises(AuthenticationError):
            await replica.verify(token)


CHANGES = {
    "issuer": {"iss": "elsewhere"},
    "audience": {"aud": "another"},
    "audiences": {"aud": ["mojo-api"]},
    "nobody": {"sub": None},
    "number": {"sub": 1},
    "no-session": {"sid": None},
    "no-scope": {"scope": None},
    "scope-list": {"scope": ["*"]},
    "no-jti": {"jti": None},
    "no-expiry": {"exp": None},
    "expiry-text": {"exp": "99999999999"},
    "expiry-float": {"exp": 1e12},
    "expired": {"exp": int(NOON.timestamp()) - 1},
    "too-long": {"exp": int(NOON.timestamp()) + 901},
    "future": {"iat": int(NOON.timestamp()) + 61, "exp": int(NOON.timestamp()) + 100},
    "true": {"iat": True},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
async def test_wrong_claims_are_refused_though_the_signature_is_good(house: House, changes: dict[str, Any]) -> None:
    assert await house.mint.verify(await house.forged())
    with pytest.raises(AuthenticationError):
        await house.mint.verify(await house.forged(**changes))


HEADERS = {
    "typ-jwt": {"typ": "JWT"},
    "no-typ": {"typ": None},
    "jku": {"jku": "https://evil.example/keys"},
    "jwk": {"jwk": {"kty": "OKP"}},
    "crit": {"crit": ["b64"]},
    "kid-number": {"kid": 1},
    "kid-other": {"kid": "aaaaaaaaaaaa"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
async def test_a_wrong_header_is_refused_before_any_cryptography(
    house: House, header: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (await house.forged()).split(".")
    head = orjson.loads(base64.urlsafe_b64decode(good[0] + "=="))
    first = base64.urlsafe_b64encode(orjson.dumps(head | header)).rstrip(b"=").decode()
    monkeypatch.setattr(minting.jwt, "decode", lambda *_, **__: pytest.fail("cryptography"))
    with pytest.raises(AuthenticationError):
        await house.mint.verify(".".join([first, *good[1:]]))


@pytest.mark.parametrize("algorithm", ["none", "HS256", "EdDSA", "RS256", "ed25519", "Ed448"])
async def test_another_algorithm_is_refused(house: House, algorithm: str) -> None:
    key = await house.keys.signing()
    good = (await house.forged()).split(".")
    head = {"alg": algorithm, "typ": "at+jwt", "kid": key.kid}
    first = base64.urlsafe_b64encode(orjson.dumps(head)).rstrip(b"=").decode()
    signature = good[2]
    if algorithm == "HS256":  # the public key as an HMAC secret
        secret = OctKey.import_key(key.key.as_dict(private=False)["x"].encode())  # type: ignore[union-attr]
        signature = jwt.encode(head, {}, secret, algorithms=["HS256"]).split(".")[2]
    for end in (signature, ""):
        with pytest.raises(AuthenticationError):
            await house.mint.verify(f"{first}.{good[1]}.{end}")


async def test_every_flipped_bit_and_every_cut_is_noticed(house: House) -> None:
    token = await house.token()
    start = token.index(".") + 1
    for place in range(start, len(token), 7):
        wrong = token[:place] + chr(ord(token[place]) ^ 1) + token[place + 1 :]
        if wrong[place] == "." or place == len(token) - 1:  # the last character carries spare bits
            continue
        with pytest.raises(AuthenticationError):
            await house.mint.verify(wrong)
        with pytest.raises(AuthenticationError):
            await house.mint.verify(token[:place])


async def test_somebody_elses_key_of_the_same_name_signs_nothing(house: House) -> None:
    key = await house.keys.signing()
    other = OKPKey.generate_key("Ed25519")
    good = orjson.loads(base64.urlsafe_b64decode((await house.forged()).split(".")[1] + "=="))
    token = jwt.encode({"alg": "Ed25519", "typ": "at+jwt", "kid": key.kid}, good, other, algorithms=["Ed25519"])
    with pytest.raises(AuthenticationError):
        await house.mint.verify(token)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.b", "a.b.c.d", "ey.ey.ey", "é.b.c", "x" * 4097, "eyJhIjoxfQ..", "W10.W10.W10"]
)
async def test_what_is_no_jwt_is_refused(house: House, text: str) -> None:
    with pytest.raises(AuthenticationError):
        await house.mint.verify(text)
    assert house.ring.reads == 0


async def test_many_unknown_keys_at_once_cost_few_trips(house: House) -> None:
    forged = [await house.forged({"kid": f"unknown{number}"}) for number in range(50)]
    before = house.ring.reads
    refused = await asyncio.gather(*(house.mint.verify(token) for token in forged), return_exceptions=True)
    assert {type(it) for it in refused} == {AuthenticationError}
    assert house.ring.reads <= before + 2


async def test_a_verified_token_costs_one_signature_and_the_store_may_be_away(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await house.token()
    await house.mint.verify(token)
    house.ring.away = True
    monkeypatch.setattr(minting.jwt, "decode", lambda *_, **__: pytest.fail("verified twice"))
    assert (await house.mint.verify(token)).user_id == "anna"


async def test_the_memory_of_verified_tokens_is_bounded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minting, "REMEMBERED", 3)
    for _ in range(10):
        await house.mint.verify(await house.token())
    assert len(house.mint._verified) <= 3


async def test_keys_rotate_by_age_and_two_live_while_old_tokens_do(house: House) -> None:
    old = await house.token()
    first = await house.keys.kids()
    house.clock.move(timedelta(days=30))
    await house.token()
    second = await house.keys.kids()
    assert len(first) == 1
    assert len(second) == 2
    assert second[1:] == first
    house.clock.move(ACCESS_TTL + timedelta(seconds=61))
    assert await house.keys.kids() == second[:1]
    with pytest.raises(AuthenticationError):
        await house.mint.verify(old)


async def test_a_key_can_be_rotated_at_once_and_every_replica_takes_both(house: House) -> None:
    old = await house.token()
    other_keys, other = house.replica()
    await other.verify(old)
    await house.keys.rotate()
    new = await house.token()
    assert (await other.verify(old)).kid != (await other.verify(new)).kid
    assert len(await other_keys.kids()) == 2


async def test_two_replicas_that_start_together_agree(house: House) -> None:
    keys, _ = house.replica()
    assert (await house.keys.rotate()).kid
    assert (await keys.signing()).kid == (await house.keys.signing()).kid


async def test_private_keys_are_encrypted_at_rest(house: House) -> None:
    key = await house.keys.signing()
    stored = await house.ring.read()
    private = key.key.as_dict(private=True)["d"]
    assert stored is not None
    assert str(private).encode() not in stored
    assert str(private) not in repr(key)
    wrong, _ = house.replica("another secret that is long enough as well")
    with pytest.raises(ConfigurationError, match=r"SIGNING_SECRET: .*Cure: give every replica the same"):
        await wrong.signing()
