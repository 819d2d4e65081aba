"""Which addresses may be asked on behalf of people."""

from ipaddress import ip_address, ip_network

import pytest

from mojo.shared.external.addresses import may_be_asked


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80e::200e",
        "2001:200::1",
        "2001:4860:4860::8888",
    ],
)
def test_global_addresses_may_be_asked(address: str) -> None:
    assert may_be_asked(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::8.8.8.8",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_all_others_may_not(address: str) -> None:
    assert not may_be_asked(ip_address(address))


def test_the_owner_may_open_networks() -> None:
    home = (ip_network("192.168.0.0/16"), ip_network("fd00::/8"))
    assert may_be_asked(ip_address("192.168.7.8"), home)
    assert may_be_asked(ip_address("fd12::1"), home)
    assert not may_be_asked(ip_address("10.0.0.1"), home)
    assert not may_be_asked(ip_address("::ffff:192.168.7.8"), home)
