"""From where a request comes: what the connection says, or what a proxy that we trust says about it."""

import re
from collections.abc import Iterable, Sequence
from ipaddress import ip_address

from mojo.api.settings import Network
from mojo.shared.util.asgi_server import Scope

UNKNOWN = "unknown"
"""The peer of a unix socket."""

_FORWARDED_FOR = re.compile(r'(?:^|[;,\s])for=(?:"([^"]*)"|([^;,\s]*))', re.IGNORECASE)
"""RFC 7239, section 4."""
_PORT = re.compile(r"^\[(?P<v6>[^\]]*)\](?::\d+)?$|^(?P<v4>\d+\.\d+\.\d+\.\d+):\d+$")


class ClientAddress:
    """Finds the address. `header` is the one header that the proxies in `trusted` set; a client may forge every other."""

    def __init__(self, trusted: Sequence[Network], header: str) -> None:
        self._trusted = trusted
        self._header = header.encode()
        self._read = _forwarded if header == "forwarded" else _x_forwarded_for

    def of(self, scope: Scope) -> str:
        """Return the rightmost address that is no trusted proxy's."""
        client = scope.get("client")
        peer = client[0] if client else UNKNOWN
        if not self._trusted or not self._is_proxy(peer):
            return str(peer)
        given = b",".join(value for name, value in scope["headers"] if name == self._header).decode("latin-1")
        nearest = peer
        for hop in reversed(list(self._read(given))):
            if not _is_address(hop):
                return str(nearest)
            nearest = hop
            if not self._is_proxy(hop):
                break
        return str(nearest)

    def _is_proxy(self, address: str) -> bool:
        if not _is_address(address):
            return False
        parsed = ip_address(address)
        mapped = getattr(parsed, "ipv4_mapped", None) or parsed
        return any(mapped in network for network in self._trusted)


def _x_forwarded_for(value: str) -> Iterable[str]:
    return (_bare(part.strip()) for part in value.split(",") if part.strip())


def _forwarded(value: str) -> Iterable[str]:
    return (_bare(quoted or plain) for quoted, plain in _FORWARDED_FOR.findall(value))


def _bare(node: str) -> str:
    match = _PORT.match(node)
    return (match["v6"] or match["v4"] or "") if match else node


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
