"""Links that Mojo gives to people."""

from typing import NewType

PublicUrl = NewType("PublicUrl", str)
"""Where browsers reach the API, without a path and without a slash at its end."""
