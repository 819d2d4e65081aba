"""Metrics: one registry, sound names, and labels that cannot multiply."""

import re

from mojo.shared.metrics import RequestMetrics, counter, exposition, gauge, histogram


def samples(name: str) -> list[str]:
    return [line for line in exposition()[0].decode().splitlines() if re.match(rf"{name}[ {{]", line)]


def test_what_is_counted_is_shown() -> None:
    counter("mojo_test_letters_total", "Letters.", "kind").labels("love").inc(2)
    gauge("mojo_test_depth_bytes", "Depth.").set(7)
    histogram("mojo_test_walk_seconds", "Walks.").observe(0.3)
    assert samples("mojo_test_letters_total") == ['mojo_test_letters_total{kind="love"} 2.0']
    assert samples("mojo_test_depth_bytes") == ["mojo_test_depth_bytes 7.0"]
    assert 'mojo_test_walk_seconds_bucket{le="0.25"} 0.0' in samples("mojo_test_walk_seconds_bucket")
    assert 'mojo_test_walk_seconds_bucket{le="0.5"} 1.0' in samples("mojo_test_walk_seconds_bucket")


def test_the_format_is_the_one_that_is_asked_for() -> None:
    assert exposition()[1].startswith("text/plain")
    body, content_type = exposition("application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text")
    assert body.endswith(b"# EOF\n")


def test_a_scanner_cannot_multiply_the_series() -> None:
    metrics = RequestMetrics()
    metrics.observe("BREW", None, 404, 0.001)
    before = len(samples("mojo_api_request_seconds_count"))
    for number in range(50):
        metrics.observe(f"BREW{number}", None, 404, 0.001)
    assert len(samples("mojo_api_request_seconds_count")) == before
