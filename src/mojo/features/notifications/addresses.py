"""Which URLs of targets Mojo may use: none that reads this machine's files, speaks to its desktop or reaches into its network."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from mojo.shared.errors import InvalidInput

Resolve: TypeAlias = Callable[[str], Awaitable[list[str]]]
"""Returns the addresses of a host, none if there is no such host."""

LOCAL_SCHEMAS = frozenset(
    {"blink1", "dbus", "file", "gio", "glib", "gnome", "kde", "macosx", "memory", "qt", "syslog", "windows"}
)
FILE_OPTIONS = frozenset({"keyfile", "subfile", "template", "pgp", "pgppub", "pgpprv", "config", "attach"})
"""Options with which Apprise reads a file of this machine."""

_URL = re.compile(r"([a-z][a-z0-9+.-]{0,31})://[^\s]{1,2000}", re.IGNORECASE)
_CURE = "Cure: use one on the internet, or let whoever runs Mojo set NOTIFY_PRIVATE_TARGETS."


async def resolve(host: str) -> list[str]:
    """Ask the system's resolver, for 5 s at most."""
    try:
        async with asyncio.timeout(5):
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError):
        return []
    return [str(entry[4][0]) for entry in found]


def refuse_forbidden(url: str) -> None:
    """Raise InvalidInput for a URL that reaches into the machine Mojo runs on."""
    match = _URL.fullmatch(url)
    if match is None:
        raise InvalidInput("url: must look like ntfys://topic or mailtos://user:password@example.com.", field="url")
    if match[1].lower() in LOCAL_SCHEMAS:
        raise InvalidInput(f"url: {match[1].lower()}:// speaks to the machine Mojo runs on, not to a person.", field="url")
    options = {name.lower().lstrip("+-:") for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    if forbidden := sorted(options & FILE_OPTIONS):
        raise InvalidInput(f"url: the option {forbidden[0]} reads files of the machine Mojo runs on.", field="url")


async def refuse_private(url: str, names_host: bool, resolve: Resolve = resolve) -> None:
    """Raise InvalidInput for a URL that points into the network Mojo runs in; before each use, for names move.

    `names_host` tells whether this kind of URL begins with a host; with many it is a number or a key.
    """
    for host in dict.fromkeys([*(_own_hosts(url) if names_host else ()), *_hosts_in_options(url)]):
        if any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in await resolve(host)):
            raise InvalidInput(f"url: points into the network Mojo runs in. {_CURE}", field="url")


def _own_hosts(url: str) -> Iterator[str]:
    """Yield what may be meant as the URL's host, by one reading of RFC 3986 or the other."""
    parts = urlsplit(url)
    behind_user = unquote(parts.netloc.rpartition("@")[2])
    if behind_user and not behind_user.startswith("["):
        yield behind_user.partition(":")[0]
    if parts.hostname:
        yield parts.hostname


def _hosts_in_options(url: str) -> Iterator[str]:
    for _, value in parse_qsl(urlsplit(url).query):
        host = urlsplit(value).hostname if "://" in value else value.partition(":")[0] if value.count(":") < 2 else value
        if host and ("." in host or ":" in host or host.lower() == "localhost"):
            yield host
