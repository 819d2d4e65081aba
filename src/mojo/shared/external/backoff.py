"""When to ask again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mojo.shared.errors import BadAnswer, ExternalServiceError
from mojo.shared.external.policy import ServicePolicy

IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
"""RFC 9110, section 9.2.2."""

LONGEST_RETRY_AFTER_S = 86_400.0


def worth_retrying(failure: ExternalServiceError) -> bool:
    """Tell whether the same request may fare better in a moment: a wrong shape or a refusal would only come again."""
    return failure.retryable and not isinstance(failure, BadAnswer)


def longest_pause_s(policy: ServicePolicy, attempt: int) -> float:
    """Return the bound of the pause after attempt number `attempt` (from 1), doubling up to `backoff_max_s`."""
    return min(policy.backoff_max_s, policy.backoff_base_s * 2.0 ** (attempt - 1))


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3): seconds or an HTTP date. Returns seconds, None if unreadable."""
    if value is None:
        return None
    try:
        wait_s = float(int(value)) if value.strip().isdigit() else _seconds_until(value, now)
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, wait_s), LONGEST_RETRY_AFTER_S)


def _seconds_until(value: str, now: datetime) -> float:
    at = parsedate_to_datetime(value)
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
