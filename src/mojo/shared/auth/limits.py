"""Rate limits: GCRA (ITU-T I.371), which needs one number a limit and lets a burst through as large as the limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from types import MappingProxyType

PERSON_SHARE, CREDENTIAL_SHARE, ADDRESS_SHARE = 2, 1, 4
"""How many times a class's amount a person, one of their sessions or tokens, and an address may spend (ADR 0018)."""

NORMAL = "normal"
LOGIN = "login"

_RULE = re.compile(r"(?P<name>[a-z][a-z_]*)=(?P<amount>[1-9][0-9]{0,6})/(?P<period>[1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A class of routes: `amount` requests in `period_s`."""

    name: str
    amount: int
    period_s: int

    @property
    def buckets(self) -> tuple["Bucket", "Bucket", "Bucket"]:
        """What a request to a guarded route is counted against, in the order in which the guard answers."""
        return _buckets(self)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Whom a limit counts, and how much they have."""

    name: str
    amount: int
    period_s: int

    @property
    def policy(self) -> str:
        """Its item of `RateLimit-Policy`: draft-ietf-httpapi-ratelimit-headers-10, section 3."""
        return f'"{self.name}";q={self.amount};w={self.period_s}'


@dataclass(frozen=True, slots=True)
class Quota:
    """How a request stands with the tightest of its limits."""

    allowed: bool
    bucket: Bucket
    left: int
    reset_ms: int
    """Until the whole of it is there again."""
    wait_ms: int = 0
    """Until the next request is let through; 0 if this one was."""


DEFAULT_LIMITS: Mapping[str, RateLimit] = MappingProxyType(
    {NORMAL: RateLimit(NORMAL, 600, 60), "heavy": RateLimit("heavy", 60, 60), LOGIN: RateLimit(LOGIN, 10, 60)}
)


def parse_limits(text: str) -> dict[str, RateLimit]:
    """Read `normal=600/60 heavy=60/60` over the defaults. Raises ValueError naming the rule."""
    limits = dict(DEFAULT_LIMITS)
    for part in text.replace(",", " ").split():
        match = _RULE.fullmatch(part)
        if match is None:
            raise ValueError("a limit is name=amount/seconds, such as normal=600/60")
        limits[match["name"]] = RateLimit(match["name"], int(match["amount"]), int(match["period"]))
    return limits


@lru_cache(maxsize=4096)
def address_subject(address: str) -> str:
    """Return as what an address is counted: IPv6 by its /64, for that is what one customer has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


@lru_cache(maxsize=64)
def _buckets(limit: RateLimit) -> tuple[Bucket, Bucket, Bucket]:
    shares = {"person": PERSON_SHARE, "credential": CREDENTIAL_SHARE, "address": ADDRESS_SHARE}
    person, credential, address = (
        Bucket(f"{limit.name}-{who}", limit.amount * share, limit.period_s) for who, share in shares.items()
    )
    return person, credential, address
