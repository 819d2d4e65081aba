"""For how long an answer is promised to hold, and how it is asked whether it still does."""

from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from mojo.shared.external.kept_answers import LONGEST_FRESH_S, kept_answer, key_of, promised_fresh_s

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "fresh_s"),
    [
        ({}, 0),
        ({"Cache-Control": "max-age=90"}, 90),
        ({"Cache-Control": "public, max-age=90", "Age": "30"}, 60),
        ({"Cache-Control": "max-age=90", "Expires": "Wed, 01 Jul 2026 13:00:00 GMT"}, 90),
        ({"Expires": "Wed, 01 Jul 2026 12:05:00 GMT"}, 300),
        ({"Expires": "Wed, 01 Jul 2026 11:00:00 GMT"}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "Wed, 01 Jul 2026 12:05:00"}, 0),
        ({"Cache-Control": "no-store, max-age=90"}, 0),
        ({"Cache-Control": "no-cache"}, 0),
        ({"Cache-Control": "max-age=soon"}, 0),
        ({"Cache-Control": "max-age=99999999999"}, LONGEST_FRESH_S),
    ],
)
def test_promises(headers: dict[str, str], fresh_s: float) -> None:
    assert promised_fresh_s(CIMultiDict(headers), NOON) == fresh_s


def test_conditions_name_what_we_have() -> None:
    headers = CIMultiDict({"ETag": 'W/"1"', "Last-Modified": "Wed, 01 Jul 2026 11:00:00 GMT"})
    first = kept_answer({"a": 1}, headers, NOON)
    assert first.conditions() == {"If-None-Match": 'W/"1"', "If-Modified-Since": "Wed, 01 Jul 2026 11:00:00 GMT"}
    again = kept_answer({"a": 1}, CIMultiDict({"ETag": '"2"'}), NOON, first)
    assert again.conditions() == {"If-None-Match": '"2"', "If-Modified-Since": "Wed, 01 Jul 2026 11:00:00 GMT"}
    assert kept_answer({}, CIMultiDict(), NOON).conditions() == {}


def test_keys_tell_questions_apart_and_show_nothing() -> None:
    asked = [("http://a", {"lat": 1, "lon": 2}), ("http://a", {"lat": 2, "lon": 1}), ("http://b", None)]
    keys = {key_of(base_url, "/x", params) for base_url, params in asked}
    assert len(keys) == 3
    assert key_of("http://a", "/x", {"lat": 1, "lon": 2}) == key_of("http://a", "/x", {"lon": 2, "lat": 1})
    assert "38.7" not in key_of("http://a", "/x", {"lat": 38.7})
