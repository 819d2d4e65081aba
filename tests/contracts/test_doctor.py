"""Doctor tries every outside service that is set up, and says of each that fails what to do about it."""

import json

import pytest

from mojo.shared.checks import Check, found_checks
from mojo.shared.context import AppName
from mojo.shared.health import State
from mojo.shared.settings import load_settings
from tests.contracts.test_external_google import authorized_user
from tests.shared.external.raw_server import document, running
from tests.support import make_memory_context

KEYS = {
    "WEATHER_PROVIDERS": "open_meteo,met_norway,open_weather_map",
    "MET_NORWAY_CONTACT": "anna@example.org",
    "OPEN_WEATHER_MAP_KEY": "k3y",
    "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0EXAMPLE0",
    "AWS_SECRET_ACCESS_KEY": "s" * 40,
}
URLS = (
    "OPEN_METEO_URL",
    "OPEN_METEO_GEOCODING_URL",
    "OPEN_METEO_AIR_URL",
    "MET_NORWAY_URL",
    "OPEN_WEATHER_MAP_URL",
    "REVERSE_GEOCODER_URL",
    "AWS_ENDPOINT_URL",
    "GOOGLE_API_URL",
)
SERVICES = {
    "open_meteo",
    "open_meteo_geocoding",
    "open_meteo_air",
    "met_norway",
    "met_norway_warnings",
    "open_weather_map",
    "reverse_geocoder",
    "aws_sts",
    "google_gmail",
}


def environ(url: str) -> dict[str, str]:
    """Return settings with which every service is used, and stands at `url`."""
    return {**KEYS, **dict.fromkeys(URLS, url), "GOOGLE_CREDENTIALS": json.dumps(authorized_user(url))}


def outside() -> list[Check]:
    settings = load_settings(environ("http://127.0.0.1:9"), dotenv=None)
    return [check for check in found_checks() if check.outside(settings)]


def test_every_service_has_its_check() -> None:
    assert {check.name for check in outside()} == SERVICES


@pytest.mark.parametrize("name", sorted(SERVICES))
async def test_what_fails_is_told_with_its_setting(name: str) -> None:
    (check,) = [check for check in outside() if check.name == name]
    async with running() as server:
        server.play(document({"error": "no"}, 403))
        given = environ(server.url)
        context = make_memory_context(AppName.API, given)
        try:
            found = await check.probe(context)
        finally:
            await context.close()
    assert (found.name, found.state) == (name, State.DOWN)
    assert found.reason
    assert found.cure
    assert any(setting in found.cure for setting in given), found.cure
