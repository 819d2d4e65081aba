"""Requests to addresses that people name, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedRequest:
    """One request. Times in seconds, sizes in bytes."""

    url: str = field(repr=False)
    """Of the kind http or https; may hold a secret, so it is never shown."""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    timeout_s: float = 10.0
    """For everything together, redirects too."""
    max_body_bytes: int = 1024 * 1024
    """Of the answer, after decompression."""
    redirects: int = 3
    """How many are followed, each checked as the first address was; 0 returns the redirect itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedAnswer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)
    took_s: float
    """Until the whole body was there."""
