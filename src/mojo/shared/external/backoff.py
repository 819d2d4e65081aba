"""When to ask again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mojo.shared.errors import BadAnswer, ExternalServiceError
from mojo.shared.external.policy import ServicePolicy

LONGEST_RETRY_AFTER_S = 86_400.0


class RetryBudget:
    """Retries a service may still be asked for: a reserve that retries use up and successes fill."""

    def __init__(self, policy: ServicePolicy) -> None:
        self._policy = policy
        self._left = policy.retry_reserve

    def take(self) -> bool:
        """Use up one retry; False if none is left."""
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def earn(self) -> None:
        """Note a success."""
        self._left = min(self._policy.retry_reserve, self._left + self._policy.retry_earned)


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
