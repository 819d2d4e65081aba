"""`RateLimit` and `RateLimit-Policy`, as structured fields: draft-ietf-httpapi-ratelimit-headers-10."""

from functools import lru_cache

from mojo.shared.auth.limits import Quota, RateLimit

QUOTA_KEY = "mojo.quota"
"""Where a request's class of rate limit and its `Quota` stand in the ASGI scope."""


def quota_headers(limit: RateLimit, quota: Quota) -> list[tuple[bytes, bytes]]:
    """Return both: how the tightest limit stands, and what the limits are."""
    left = b'"%s";r=%d;t=%d' % (quota.bucket.name.encode(), quota.left, -(-quota.reset_ms // 1000))
    known = any(bucket is quota.bucket for bucket in limit.buckets)
    return [(b"ratelimit", left), (b"ratelimit-policy", _policy(limit) if known else quota.bucket.policy.encode())]


@lru_cache(maxsize=64)
def _policy(limit: RateLimit) -> bytes:
    return ", ".join(bucket.policy for bucket in limit.buckets).encode()
