"""Every provider against every fault of the outside world."""

import asyncio
from typing import Any

from mojo.features.weather.providers import met_norway, open_meteo, open_weather_map
from mojo.shared.external.aws import Aws
from mojo.shared.external.google import Google
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import AwsSettings, GoogleSettings
from mojo.shared.settings import Settings
from tests.contracts.outside import MARK, Bench, ProviderContract
from tests.contracts.test_external_google import MESSAGES, SCOPES, TOKEN, authorized_user
from tests.contracts.test_weather_providers import FORECAST, LISBON, PLACES
from tests.contracts.weather_answers import MET_ALERTS, MET_NORWAY, OPEN_METEO_AIR, OPEN_WEATHER_MAP
from tests.shared.external.raw_server import answer, document


class TestOpenMeteo(ProviderContract):
    settings = ("OPEN_METEO_URL",)
    good = document(FORECAST)

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return open_meteo.weather_provider(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.forecast(LISBON)


class TestOpenMeteoGeocoding(ProviderContract):
    settings = ("OPEN_METEO_GEOCODING_URL",)
    good = document(PLACES)

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return open_meteo.geocoder(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.search("Lisbon", "en", 5)


class TestOpenMeteoAir(ProviderContract):
    settings = ("OPEN_METEO_AIR_URL",)
    good = document(OPEN_METEO_AIR)

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return open_meteo.air_source(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.air(LISBON)


class TestMetNorway(ProviderContract):
    settings = ("MET_NORWAY_URL",)
    good = document(MET_NORWAY)

    def environ(self, url: str) -> dict[str, str]:
        return super().environ(url) | {"MET_NORWAY_CONTACT": "anna@example.org"}

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return met_norway.weather_provider(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.forecast(LISBON)


class TestMetNorwayWarnings(TestMetNorway):
    good = document(MET_ALERTS)

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return met_norway.warning_source(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.warnings(LISBON)


class TestOpenWeatherMap(ProviderContract):
    settings = ("OPEN_WEATHER_MAP_URL",)
    good = document(OPEN_WEATHER_MAP)

    def environ(self, url: str) -> dict[str, str]:
        return super().environ(url) | {"OPEN_WEATHER_MAP_KEY": MARK}

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return open_weather_map.weather_provider(http, settings)

    async def ask(self, provider: Any) -> Any:
        return await provider.forecast(LISBON)


class TestAws(ProviderContract):
    settings = ("AWS_ENDPOINT_URL",)
    good = answer(b"<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>", content_type="application/xml")

    def environ(self, url: str) -> dict[str, str]:
        return super().environ(url) | {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0EXAMPLE0", "AWS_SECRET_ACCESS_KEY": "s" * 40}

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Aws(http, settings[AwsSettings]).service("s3")

    async def warm_up(self, bench: Bench) -> None:
        await asyncio.to_thread(bench.provider._made)  # reading Amazon's models takes longer than this suite is patient

    async def ask(self, provider: Any) -> Any:
        return await provider.call("list_buckets")


class TestGmail(ProviderContract):
    settings = ("GOOGLE_API_URL",)
    good = MESSAGES

    def environ(self, url: str) -> dict[str, str]:
        import json

        return super().environ(url) | {"GOOGLE_CREDENTIALS": json.dumps(authorized_user(url))}

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Google(http, settings[GoogleSettings]).api("gmail", "v1", SCOPES)

    async def warm_up(self, bench: Bench) -> None:
        await asyncio.to_thread(bench.provider._api)
        bench.server.play(TOKEN)
        await bench.provider.check()

    async def ask(self, provider: Any) -> Any:
        return await provider.call(lambda api: api.users().messages().list(userId="me"))
