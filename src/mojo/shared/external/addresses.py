"""Which IP addresses may be asked on behalf of people.

A table of our own: `ipaddress.is_global` of the Pythons we support differs in what it knows. Sources: RFC 6890 and the registries
it began, https://www.iana.org/assignments/iana-ipv4-special-registry/ and .../iana-ipv6-special-registry/.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_REFUSED = (
    "0.0.0.0/8",  # this network: RFC 791
    "10.0.0.0/8",  # private: RFC 1918
    "100.64.0.0/10",  # carriers' own: RFC 6598
    "127.0.0.0/8",  # loopback: RFC 1122
    "169.254.0.0/16",  # link-local, the clouds' metadata: RFC 3927
    "172.16.0.0/12",  # private: RFC 1918
    "192.0.0.0/24",  # protocol assignments: RFC 6890
    "192.0.2.0/24",  # documentation: RFC 5737
    "192.88.99.0/24",  # former 6to4 relays: RFC 7526
    "192.168.0.0/16",  # private: RFC 1918
    "198.18.0.0/15",  # benchmarks: RFC 2544
    "198.51.100.0/24",  # documentation: RFC 5737
    "203.0.113.0/24",  # documentation: RFC 5737
    "224.0.0.0/4",  # multicast: RFC 5771
    "240.0.0.0/4",  # reserved, and broadcast: RFC 1112, RFC 8190
    "2001::/23",  # protocol assignments, among them Teredo (2001::/32): RFC 2928, RFC 4380
    "2001:db8::/32",  # documentation: RFC 3849
    "2002::/16",  # 6to4, which leads to an IPv4 address: RFC 3056
    "3fff::/20",  # documentation: RFC 9637
)
REFUSED: tuple[Network, ...] = tuple(ip_network(network) for network in _REFUSED)

GLOBAL_IPV6 = IPv6Network("2000::/3")
"""All that has been given out (RFC 4291). Outside of it lie loopback, link-local, unique local, multicast, addresses mapped from
IPv4 (::ffff:0:0/96) and translated to it (64:ff9b::/96, RFC 6052; 64:ff9b:1::/48, RFC 8215)."""


def may_be_asked(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Tell whether an address is global, or in one of the `allowed` networks."""
    if is_allowed(address, allowed):
        return True
    if isinstance(address, IPv6Address) and (address.scope_id or address not in GLOBAL_IPV6):
        return False
    return not any(address in network for network in REFUSED)


def is_allowed(address: Address, allowed: Iterable[Network]) -> bool:
    """Tell whether the owner opened the network of an address."""
    return any(address in network for network in allowed)
