"""Strangers come in only where nobody but this machine can knock."""

import pytest

from mojo.features.account.settings import AccountSettings, AdmissionRule
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings

TOKEN = "123456789:" + "A1b2C3d4E5" * 4
LOCAL, PUBLIC = "http://127.0.0.1:8081", "https://api.telegram.org"


@pytest.mark.parametrize(
    ("environ", "rule"),
    [
        ({}, "invited"),
        ({"TELEGRAM_API_URL": PUBLIC}, "invited"),
        ({"TELEGRAM_API_URL": LOCAL}, "anyone"),
        ({"TELEGRAM_API_URL": "http://localhost:8081"}, "anyone"),
        ({"TELEGRAM_API_URL": "http://[::1]:8081"}, "anyone"),
        ({"TELEGRAM_API_URL": "http://10.0.0.7:8081"}, "invited"),
        ({"TELEGRAM_API_URL": "http://localhost.example.org"}, "invited"),
        ({"TELEGRAM_API_URL": LOCAL, "STAGE": "PROD", "TELEGRAM_BOT_TOKEN": TOKEN}, "invited"),
        ({"TELEGRAM_API_URL": LOCAL, "CHRONOS_ADMISSION": "invited"}, "invited"),
        ({"TELEGRAM_API_URL": LOCAL, "CHRONOS_ADMISSION": ""}, "anyone"),
        ({"CHRONOS_ADMISSION": "anyone"}, "anyone"),
    ],
)
def test_who_may_come_in(environ: dict[str, str], rule: str) -> None:
    assert load_settings(environ, dotenv=None)[AccountSettings].admission == AdmissionRule(rule)


@pytest.mark.parametrize("environ", [{"STAGE": "PROD", "CHRONOS_ADMISSION": "anyone"}, {"CHRONOS_ADMISSION": "everybody"}])
def test_what_cannot_be_is_refused_at_start_with_its_cure(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"CHRONOS_ADMISSION: .*invited"):
        load_settings(environ, dotenv=None)


def test_a_url_that_is_none_opens_no_door() -> None:
    assert AccountSettings.model_validate({"TELEGRAM_API_URL": "http://["}).admission is AdmissionRule.INVITED
