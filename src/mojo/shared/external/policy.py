"""How far an outside service is trusted: one `ServicePolicy` each, said where its adapter is built."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePolicy:
    """Limits of one outside service. Times in seconds, sizes in bytes."""

    name: str
    """As `/status`, logs and errors show it, such as `open_meteo`."""
    base_url: str = field(repr=False)
    """May hold credentials, so it is never shown."""
    total_timeout_s: float = 8.0
    """For everything together: waiting for a connection, every attempt and every pause between them."""
    connect_timeout_s: float = 3.0
    read_timeout_s: float = 4.0
    """Longest silence while an answer is read."""
    attempts: int = 3
    """Of idempotent requests (RFC 9110, section 9.2.2); others are tried once."""
    backoff_base_s: float = 0.2
    backoff_max_s: float = 2.0
    breaker_window_s: float = 60.0
    breaker_min_calls: int = 5
    breaker_failure_rate: float = 0.5
    breaker_rest_s: float = 30.0
    max_body_bytes: int = 1024 * 1024
    """Of the body after decompression."""
