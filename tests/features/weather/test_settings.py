"""Where weather comes from: checked at start."""

import pytest

from mojo.features.weather.settings import WeatherSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import load_settings


def test_open_meteo_is_the_default() -> None:
    settings = load_settings({}, dotenv=None)[WeatherSettings]
    assert settings.open_meteo_url == "https://api.open-meteo.com"
    assert settings.open_meteo_geocoding_url == "https://geocoding-api.open-meteo.com"
    assert settings.order == ("open_meteo",)


@pytest.mark.parametrize("url", ["api.open-meteo.com", "ftp://x", "http://", "https://x/?key=1", "https://x/#a", "file:///etc"])
@pytest.mark.parametrize("name", ["OPEN_METEO_URL", "OPEN_METEO_GEOCODING_URL"])
def test_a_wrong_url_is_refused_with_its_cure(name: str, url: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{name}: must be an http or https URL.*Cure: ") as caught:
        load_settings({name: url}, dotenv=None)
    assert url not in caught.value.detail.replace("https://", "") or url == "http://"


@pytest.mark.parametrize("names", ["open_meteo,nowhere", "nowhere", "open_meteo,", "../secrets"])
def test_an_unknown_source_is_refused_with_those_there_are(names: str) -> None:
    with pytest.raises(ConfigurationError, match="WEATHER_PROVIDERS: must name some of: met_norway, open_meteo"):
        load_settings({"WEATHER_PROVIDERS": names}, dotenv=None)


def test_whoever_is_set_up_stands_in_for_the_first() -> None:
    environ = {"MET_NORWAY_CONTACT": "anna@example.org", "OPEN_WEATHER_MAP_KEY": "k3y"}
    settings = load_settings(environ, dotenv=None)[WeatherSettings]
    assert settings.order == ("open_meteo", "met_norway", "open_weather_map")
    chosen = load_settings({**environ, "WEATHER_PROVIDERS": "met_norway, open_meteo"}, dotenv=None)[WeatherSettings]
    assert chosen.order == ("met_norway", "open_meteo")


@pytest.mark.parametrize(
    ("source", "needed"), [("met_norway", "MET_NORWAY_CONTACT"), ("open_weather_map", "OPEN_WEATHER_MAP_KEY")]
)
def test_a_source_that_is_named_has_what_it_asks_for(source: str, needed: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{needed}: WEATHER_PROVIDERS names {source}, which needs it"):
        load_settings({"WEATHER_PROVIDERS": f"open_meteo,{source}"}, dotenv=None)
