"""When to ask again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.backoff import LONGEST_RETRY_AFTER_S, longest_pause_s, parse_retry_after, worth_retrying
from mojo.shared.external.policy import ServicePolicy

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
POLICY = ServicePolicy(name="x", base_url="http://x", backoff_base_s=0.2, backoff_max_s=2.0)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        (None, None),
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Wed, 01 Jul 2026 12:00:30 GMT", 30.0),
        ("Wed, 01 Jul 2026 11:00:00 GMT", 0.0),
        ("Wed, 01 Jul 2026 14:00:30 +0200", 30.0),
        ("999999999999", LONGEST_RETRY_AFTER_S),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, wait_s: float | None) -> None:
    assert parse_retry_after(value, NOW) == wait_s


@given(st.text())
def test_no_header_upsets_it(value: str) -> None:
    wait_s = parse_retry_after(value, NOW)
    assert wait_s is None or 0 <= wait_s <= LONGEST_RETRY_AFTER_S


def test_pauses_double_up_to_the_longest() -> None:
    assert [longest_pause_s(POLICY, attempt) for attempt in range(1, 7)] == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]


@pytest.mark.parametrize(
    ("kind", "worth"),
    [(ExternalServiceError, True), (ExternalTimeout, True), (RateLimited, True), (BadAnswer, False), (RejectedByService, False)],
)
def test_only_what_may_pass_is_tried_again(kind: type[ExternalServiceError], worth: bool) -> None:
    assert worth_retrying(kind("x")) is worth
