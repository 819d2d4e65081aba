"""Rate limits as they are set, and as what an address is counted."""

import pytest

from mojo.shared.auth.limits import DEFAULT_LIMITS, RateLimit, address_subject, parse_limits
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings


def test_what_is_set_stands_over_the_defaults() -> None:
    assert parse_limits("") == DEFAULT_LIMITS
    assert parse_limits("heavy=1/2, hourly=10/3600")["heavy"] == RateLimit("heavy", 1, 2)
    assert parse_limits("heavy=1/2, hourly=10/3600").keys() == DEFAULT_LIMITS.keys() | {"hourly"}


@pytest.mark.parametrize("text", ["heavy", "heavy=0/60", "heavy=5", "heavy=5/0", "Heavy=5/60", "heavy=-1/60"])
def test_a_wrong_limit_stops_the_start(text: str) -> None:
    with pytest.raises(ConfigurationError, match="API_RATE_LIMITS: a limit is name=amount/seconds"):
        load_settings({"API_RATE_LIMITS": text}, dotenv=None)


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
        ("::1", "::/64"),
        ("a|b\nc", "unknown"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_address_is_counted_as_its_customer(address: str, subject: str) -> None:
    assert address_subject(address) == subject


@pytest.mark.parametrize("secret", ["short", "s" * 31])
def test_a_short_signing_secret_stops_the_start(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="SIGNING_SECRET: shorter than 32 characters"):
        load_settings({"SIGNING_SECRET": secret}, dotenv=None)
