"""How far an outside service is trusted: one `ServicePolicy` each, said where its adapter is built."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Query: TypeAlias = Mapping[str, str | int | float]

IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
"""RFC 9110, section 9.2.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long answers of a service are kept. Times in seconds."""

    fresh_s: float
    """At least so long an answer spares a call; longer where the service itself says so (RFC 9111, section 5)."""
    renew_behind_s: float = 0.0
    """For so long after that the old answer is given at once, while one call behind it fetches the next."""
    keep_s: float = 0.0
    """Up to this age an old answer serves when the service cannot be asked; 0: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePolicy:
    """Limits of one outside service. Times in seconds, sizes in bytes."""

    name: str
    """As `/status`, logs and errors show it, such as `open_meteo`."""
    base_url: str = field(repr=False)
    """May hold credentials, so it is never shown."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request, such as the identification that MET Norway asks for, or a key."""
    query: Query = field(default_factory=dict, repr=False)
    """Added to every query, such as a key; it is no part of what answers are kept under."""
    still_works: str | None = None
    """What goes on without the service, in a sentence for whoever runs Mojo."""

    total_timeout_s: float = 8.0
    """For everything together: waiting for a connection, every attempt and every pause between them."""
    connect_timeout_s: float = 3.0
    read_timeout_s: float = 4.0
    """Longest silence while an answer is read."""

    attempts: int = 3
    retry_methods: frozenset[str] = IDEMPOTENT_METHODS
    """Requests that may be sent again; others are tried once. Add POST only where the service promises that it is harmless."""
    retry_reserve: float = 10.0
    """Retries that may be made while nothing succeeds, so that they do not multiply an outage ..."""
    retry_earned: float = 0.25
    """... and how much of one every success earns back."""
    backoff_base_s: float = 0.2
    backoff_max_s: float = 2.0

    breaker_window_s: float = 60.0
    breaker_min_calls: int = 5
    breaker_failure_rate: float = 0.5
    breaker_rest_s: float = 30.0

    concurrency: int = 10
    """Requests under way at once, in one process."""
    daily_quota: int | None = None
    """Requests a UTC day, over all processes; from 80 % on the service counts as degraded, beyond it none is sent."""
    keeping: Keeping | None = None
    """Whether answers to GET are kept."""

    max_body_bytes: int = 1024 * 1024
    """Of the body after decompression."""
    json_only: bool = True
    """Anything else is a BadAnswer; False hands bodies over as they come."""
    refusals_are_answers: bool = False
    """True hands answers with a status of 4xx over (but for 408 and 429): for a client that reads the reason in them."""
