"""Rate limits: GCRA (ITU-T I.371), which needs one number a limit and lets a burst through as large as the limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from types import MappingProxyType
from typing import NamedTuple

PERSON_SHARE, CREDENTIAL_SHARE, ADDRESS_SHARE = 2, 1, 4
"""How many times a class's amount a person, one of their sessions or tokens, and an address may spend (ADR 0018)."""

NO_ADDRESS = "unknown"
"""What the peer of a unix socket is counted as."""

NORMAL = "normal"
LOGIN = "login"

_RULE = re.compile(r"(?P<name>[a-z][a-z_]*)=(?P<amount>[1-9][0-9]{0,6})/(?P<period>[1-9][0-9]{0,5})")


@dataclass(frozen=True)
class RateLimit:
    """A class of routes: `amount` requests in `period_s`."""

    name: str
    amount: int
    period_s: int

    @cached_property
    def buckets(self) -> tuple["Bucket", ...]:
        """What a request to a guarded route is counted against, in the order in which the guard answers."""
        shares = {"person": PERSON_SHARE, "credential": CREDENTIAL_SHARE, "address": ADDRESS_SHARE}
        return tuple(Bucket(f"{self.name}-{who}", self.amount * share, self.period_s) for who, share in shares.items())

    @cached_property
    def public(self) -> "Bucket":
        """What a request to a public route is counted against."""
        return Bucket(f"{self.name}-address", self.amount, self.period_s)

    @cached_property
    def policy(self) -> bytes:
        """The value of `RateLimit-Policy` on a guarded route."""
        return b", ".join(bucket.policy for bucket in self.buckets)


@dataclass(frozen=True)
class Bucket:
    """Whom a limit counts, and how much they have."""

    name: str
    amount: int
    period_s: int

    @cached_property
    def quoted(self) -> bytes:
        """Its name as a structured field has it."""
        return b'"%s"' % self.name.encode()

    @cached_property
    def policy(self) -> bytes:
        """Its item of `RateLimit-Policy`: draft-ietf-httpapi-ratelimit-headers-10, section 3."""
        return b"%s;q=%d;w=%d" % (self.quoted, self.amount, self.period_s)


class Quota(NamedTuple):
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
        return NO_ADDRESS
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Network((int(parsed), 64), strict=False))
    return str(parsed)
