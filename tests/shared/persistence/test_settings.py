"""A REDIS_URL that cannot be used is refused with the other wrong settings."""

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings


@pytest.mark.parametrize("url", ["", "redis://localhost:6379/0", "unix:///run/redis.sock", "redis+cluster://one,two"])
def test_a_good_one_is_taken(url: str) -> None:
    assert load_settings({"REDIS_URL": url}, dotenv=None).core.redis_url.get_secret_value() == url


def test_a_wrong_one_is_named_with_the_others_and_never_shown() -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_settings({"REDIS_URL": "ftp://anna:s3cret@host", "STAGE": "STAGING"}, dotenv=None)
    assert "\n  - STAGE: " in refused.value.detail
    assert "\n  - REDIS_URL: its scheme is not one that Mojo knows. Cure: " in refused.value.detail
    assert "s3cret" not in refused.value.detail
