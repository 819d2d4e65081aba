"""Where weather comes from: checked at start."""

import pytest

from mojo.features.weather.settings import WeatherSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings


def test_open_meteo_is_the_default() -> None:
    settings = load_settings({}, dotenv=None)[WeatherSettings]
    assert settings.open_meteo_url == "https://api.open-meteo.com"
    assert settings.open_meteo_geocoding_url == "https://geocoding-api.open-meteo.com"
    assert settings.providers == "open_meteo"


@pytest.mark.parametrize("url", ["api.open-meteo.com", "ftp://x", "http://", "https://x/?key=1", "https://x/#a", "file:///etc"])
@pytest.mark.parametrize("name", ["OPEN_METEO_URL", "OPEN_METEO_GEOCODING_URL"])
def test_a_wrong_url_is_refused_with_its_cure(name: str, url: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{name}: must be an http or https URL.*Cure: ") as caught:
        load_settings({name: url}, dotenv=None)
    assert url not in caught.value.detail.replace("https://", "") or url == "http://"


@pytest.mark.parametrize("names", ["open_meteo,nowhere", "nowhere", "open_meteo,", "../secrets"])
def test_an_unknown_source_is_refused_with_those_there_are(names: str) -> None:
    with pytest.raises(ConfigurationError, match="WEATHER_PROVIDERS: must name some of: open_meteo"):
        load_settings({"WEATHER_PROVIDERS": names}, dotenv=None)
