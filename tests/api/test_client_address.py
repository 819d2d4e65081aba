"""From where a request comes, and who is believed about it."""

import pytest

from mojo.api.client_address import ClientAddress
from mojo.api.settings import ApiSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings


def address(
    peer: str | None, *given: str, trusted: str = "10.0.0.0/8,127.0.0.1/32,fd00::/8", header: str = "x-forwarded-for"
) -> str:
    settings = ApiSettings.model_validate({"API_TRUSTED_PROXIES": trusted, "API_PROXY_HEADER": header})
    scope = {"client": (peer, 1) if peer else None, "headers": [(header.encode(), value.encode()) for value in given]}
    return ClientAddress(settings.proxies, settings.proxy_header).of(scope)


@pytest.mark.parametrize(
    ("peer", "given", "expected"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.1"], "192.0.2.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
        ("10.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("10.0.0.1", ["198.51.100.1:1234"], "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8::1]:1234"], "2001:db8::1"),
        ("10.0.0.1", ["6.6.6.6, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1, <script>, 10.2.2.2"], "10.2.2.2"),
        ("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("fd00::1", ["2001:db8::1"], "2001:db8::1"),
        (None, ["198.51.100.1"], "unknown"),
    ],
)
def test_the_rightmost_that_no_proxy_of_ours_has(peer: str | None, given: list[str], expected: str) -> None:
    assert address(peer, *given) == expected


def test_nobody_is_believed_by_default() -> None:
    assert address("127.0.0.1", "198.51.100.1", trusted="") == "127.0.0.1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("for=198.51.100.1", "198.51.100.1"),
        ('for=6.6.6.6, for="198.51.100.1:80";proto=https;by=10.0.0.1', "198.51.100.1"),
        ('For="[2001:db8::1]:4711"', "2001:db8::1"),
        ("for=_hidden", "10.0.0.1"),
        ("for=unknown", "10.0.0.1"),
    ],
)
def test_forwarded_is_read_where_it_is_what_the_proxies_set(given: str, expected: str) -> None:
    assert address("10.0.0.1", given, header="forwarded") == expected


def test_the_header_that_the_proxies_do_not_set_is_ignored() -> None:
    settings = ApiSettings.model_validate({"API_TRUSTED_PROXIES": "10.0.0.0/8"})
    scope = {"client": ("10.0.0.1", 1), "headers": [(b"forwarded", b"for=6.6.6.6"), (b"x-real-ip", b"6.6.6.6")]}
    assert ClientAddress(settings.proxies, settings.proxy_header).of(scope) == "10.0.0.1"


@pytest.mark.parametrize("value", ["10.0.0.1/8", "proxy.example", "10.0.0.0/40"])
def test_a_wrong_network_stops_the_start(value: str) -> None:
    with pytest.raises(ConfigurationError, match="API_TRUSTED_PROXIES: a network is address/bits"):
        load_settings({"API_TRUSTED_PROXIES": value}, dotenv=None)
