"""No target reaches into the machine Mojo runs on, or into its network."""

import pytest

from mojo.features.notifications.addresses import refuse_forbidden, refuse_private
from mojo.shared.errors import InvalidInput

KNOWN = {
    "gotify.home": ["192.168.1.7"],
    "metadata.internal": ["169.254.169.254"],
    "both.example": ["93.184.215.14", "10.0.0.1"],
    "ntfy.sh": ["159.203.148.75"],
    "localhost": ["127.0.0.1", "::1"],
    "2130706433": ["127.0.0.1"],
}


async def resolve(host: str) -> list[str]:
    """Know a few names, and that an address is itself."""
    return KNOWN.get(host, [host] if host.count(".") == 3 or ":" in host else [])


@pytest.mark.parametrize("url", ["ntfys://topic", "ntfys://ntfy.sh/topic", "mailtos://a:b@gmail.com",
                                 "json://user:p%40ss@93.184.215.14:8080/path?method=PUT"])  # fmt: skip
async def test_what_is_on_the_internet_may_be_used(url: str) -> None:
    refuse_forbidden(url)
    await refuse_private(url, True, resolve)


async def test_a_number_is_a_host_only_where_a_host_stands() -> None:
    await refuse_private("discord://2130706433/JHMHI8qBe7bk2ZwO5U711o3dV_js", False, resolve)
    with pytest.raises(InvalidInput):
        await refuse_private("json://2130706433/", True, resolve)


@pytest.mark.parametrize(
    "url",
    [
        "json://localhost/x",
        "gotify://gotify.home/token",
        "gotifys://user:password@gotify.home:8080/token",
        "json://metadata.internal/latest",
        "json://169.254.169.254/latest",
        "json://both.example/",
        "json://[::1]:6379/",
        "mailtos://a:b@example.org?smtp=gotify.home",
        "mailto://a:b@example.org?smtp=127.0.0.1",
        "json://example.org/?x=http://gotify.home/",
    ],
)
async def test_what_is_in_the_own_network_needs_the_operators_word(url: str) -> None:
    refuse_forbidden(url)
    with pytest.raises(InvalidInput, match="NOTIFY_PRIVATE_TARGETS") as caught:
        await refuse_private(url, True, resolve)
    assert "gotify.home" not in caught.value.detail


@pytest.mark.parametrize(
    "url",
    ["dbus://", "file:///etc/passwd", "syslog://x", "windows://x", "fcm://p/?keyfile=/etc/x", "slack://a/?Template=/x", "x"],
)
def test_what_reaches_into_the_machine_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        refuse_forbidden(url)
