"""Whether a failure is worth another attempt, and when."""

import random

from mojo.shared.errors import MojoException, RateLimited
from mojo.shared.model.policies import Policy
from mojo.shared.util.trace import current_trace


class JobTimeout(MojoException):
    """The job did not end within its time."""

    code = "job.timeout"
    retryable = True


def codes_of(error: Exception) -> list[str]:
    """Return the failure's code and those of its families, nearest first."""
    named = error.params.get("codes") if isinstance(error, MojoException) else None
    if named:
        return [str(code) for code in named]
    codes = [kind.code for kind in type(error).__mro__ if issubclass(kind, MojoException)]
    return codes or [MojoException.code]


def may_help(error: Exception, policy: Policy) -> bool:
    """Say whether to try again: as the policy says, else yes for outages and for what nobody expected, no for a refusal."""
    if policy.retry_on is not None:
        return not set(policy.retry_on).isdisjoint(codes_of(error))
    return error.retryable if isinstance(error, MojoException) else True


def delay_s(attempt: int, error: Exception, policy: Policy) -> float:
    """Return the pause after the failed `attempt`: tripled each time, jittered, and never shorter than the service asked."""
    grown_s: float = min(policy.first_retry_s * 3.0 ** (attempt - 1), policy.longest_retry_s)
    pause_s = grown_s * random.uniform(0.8, 1.2)  # noqa: S311  # no secret
    asked_s = float(error.params.get("retry_after_s") or 0) if isinstance(error, RateLimited) else 0.0
    return max(pause_s, asked_s)


def reason_of(error: Exception) -> str:
    """Name the failure. What nobody expected may quote anything, so only its kind is kept and the log has the rest."""
    if isinstance(error, MojoException):
        return error.detail
    trace = current_trace()
    return f"{type(error).__name__}; the log has more under {trace.reference if trace else 'this run'}."
