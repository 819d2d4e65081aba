"""The authentication seam: what a bearer token is and who stands behind it. Accounts and sessions build on it."""

from mojo.shared.auth.tokens import TokenStore, fingerprint, new_token

__all__ = ["TokenStore", "fingerprint", "new_token"]
