"""What REDIS_URL may be, and how a wrong one is refused."""

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence.target import RedisTarget, Topology, parse_target

SECRET = "s3cr3t/@:"
QUOTED = "s3cr3t%2F%40%3A"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://localhost", RedisTarget(Topology.SINGLE, (("localhost", 6379),))),
        (
            f"rediss://anna:{QUOTED}@redis.example:6380/3",
            RedisTarget(Topology.SINGLE, (("redis.example", 6380),), db=3, username="anna", password=SECRET, tls=True),
        ),
        ("redis://[::1]:7000/?db=2", RedisTarget(Topology.SINGLE, (("::1", 7000),), db=2)),
        ("unix:///run/a%20b.sock?db=4", RedisTarget(Topology.SINGLE, path="/run/a b.sock", db=4)),
        (f"unix://:{QUOTED}@/run/redis.sock", RedisTarget(Topology.SINGLE, path="/run/redis.sock", password=SECRET)),
        (
            f"redis+sentinel://:{QUOTED}@h1:26380,h2/main/1",
            RedisTarget(Topology.SENTINEL, (("h1", 26380), ("h2", 26379)), service="main", db=1, password=SECRET),
        ),
        ("rediss+sentinel://h1/main", RedisTarget(Topology.SENTINEL, (("h1", 26379),), service="main", tls=True)),
        ("redis+cluster://h1:7001,h2", RedisTarget(Topology.CLUSTER, (("h1", 7001), ("h2", 6379)))),
    ],
)
def test_reads_every_kind_of_url(url: str, expected: RedisTarget) -> None:
    assert parse_target(url) == expected


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("localhost:6379", "scheme"),
        ("http://localhost", "scheme"),
        ("redis+proxy://localhost", "scheme"),
        ("redis://", "host is missing"),
        ("redis://h1,h2", "several hosts"),
        ("redis://h:notaport", "Port"),
        ("redis://h:99999", "Port"),
        ("redis://h/first", "not a number"),
        ("redis://h/0/1", "too long"),
        ("redis://h?ssl=1&db=0", "unknown options \\(ssl;"),
        ("unix://", "names no socket"),
        ("redis+sentinel://h1,h2", "name of the service"),
        ("redis+cluster://h1/1", "only database 0"),
        ("redis+cluster://h1,,h2", "host is missing"),
    ],
)
def test_refuses_a_wrong_url_with_the_rule_and_the_cure(url: str, rule: str) -> None:
    with pytest.raises(ConfigurationError, match=f"REDIS_URL cannot be used: .*{rule}.*Cure: set REDIS_URL"):
        parse_target(url)


@pytest.mark.parametrize(
    "url",
    [
        f"redis://anna:{QUOTED}@h/0",
        f"unix://anna:{QUOTED}@/run/redis.sock",
        f"redis+sentinel://anna:{QUOTED}@h/main?sentinel_password={QUOTED}",
        f"redis+cluster://anna:{QUOTED}@h",
    ],
)
def test_shows_no_secret(url: str) -> None:
    target = parse_target(url)
    assert target.password == SECRET
    for shown in (str(target), repr(target)):
        assert "s3cr3t" not in shown
        assert "anna" not in shown


@pytest.mark.parametrize("url", [f"redis://:{QUOTED}@h:x", f"rediss://:{QUOTED}@h?password={QUOTED}", f"ftp://:{QUOTED}@h"])
def test_a_refusal_shows_no_secret(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_target(url)
    assert "s3cr3t" not in refused.value.detail


def test_says_where_it_is() -> None:
    assert str(parse_target("redis+sentinel://:pw@h1,h2:2/main")) == "h1:26379,h2:2/main"
    assert str(parse_target("unix:///run/redis.sock")) == "/run/redis.sock"
