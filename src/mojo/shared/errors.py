"""Every failure Mojo names on purpose.

A failure is named once, here or in the feature that knows it. Each door has one table that turns `code` into its own
language: the API an RFC 9457 problem, Chronos a translated sentence, the scheduler a retry decision. A code is looked up
along the class hierarchy, so a new subclass is understood by every door before anybody teaches it.
"""

from typing import Any, ClassVar


class MojoException(Exception):
    """A failure we expected and can explain.

    `detail` is an English sentence for the operator and the API; it names the field, the rule and the cure, and never a
    secret. `params` are the values a translation of the sentence needs.
    """

    code: ClassVar[str] = "mojo.unexpected"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str, **params: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.params = params


class ConfigurationError(MojoException):
    """The installation cannot run as it is set up. Raised at start only."""

    code = "config.invalid"


class InvalidInput(MojoException):
    """What a person or program sent breaks a rule; `params["field"]` says where."""

    code = "input.invalid"


class NotFound(MojoException):
    """There is no such thing, or none that the asker may know of."""

    code = "not_found"


class Conflict(MojoException):
    """The request is sound but the present state forbids it."""

    code = "conflict"


class AuthenticationError(MojoException):
    """We do not know who is asking."""

    code = "auth.unauthenticated"


class PermissionDenied(MojoException):
    """We know who is asking, and they may not; `params["scope"]` is the missing scope."""

    code = "auth.forbidden"


class TooManyRequests(MojoException):
    """Somebody asks too often; `params["retry_after_s"]` says when they may again."""

    code = "limit.too_many_requests"
    retryable = True


class TooManyAttempts(TooManyRequests):
    """Too many wrong codes, passwords or tokens; `params["retry_after_s"]` says when the next attempt is looked at."""

    code = "auth.too_many_attempts"


class StoreUnavailable(MojoException):
    """Redis did not answer in time. What was asked of it may or may not have been done."""

    code = "store.unavailable"
    retryable = True


class ExternalServiceError(MojoException):
    """An outside service failed; `params["service"]` is its name as `/status` shows it."""

    code = "external.unavailable"
    retryable = True


class ExternalTimeout(ExternalServiceError):
    """The outside service did not answer within its deadline."""

    code = "external.timeout"


class RateLimited(ExternalServiceError):
    """The outside service asked us to slow down; `params["retry_after_s"]` if it said for how long."""

    code = "external.rate_limited"


class BadAnswer(ExternalServiceError):
    """The outside service answered in a shape we do not know."""

    code = "external.bad_answer"


class RejectedByService(ExternalServiceError):
    """The outside service understood and refused (4xx); asking again will not help."""

    code = "external.rejected"
    retryable = False
