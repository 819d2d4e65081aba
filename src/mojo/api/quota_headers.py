"""`RateLimit` and `RateLimit-Policy`, as structured fields: draft-ietf-httpapi-ratelimit-headers-10."""

from mojo.shared.auth.limits import Quota

QUOTA_KEY = "mojo.quota"
"""Where a request's `Quota` and the value of `RateLimit-Policy` stand in the ASGI scope."""


def quota_headers(quota: Quota, policy: bytes) -> list[tuple[bytes, bytes]]:
    """Return both: how the tightest limit stands, and what the limits are."""
    left = b"%s;r=%d;t=%d" % (quota.bucket.quoted, quota.left, -(-quota.reset_ms // 1000))
    return [(b"ratelimit", left), (b"ratelimit-policy", policy)]
