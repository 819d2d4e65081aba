"""Every provider against every fault of the outside world."""

import ast
import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mojo
from mojo.features.weather.providers import met_norway, open_meteo, open_weather_map
from mojo.scheduler.ping import Ping
from mojo.scheduler.settings import SchedulerSettings
from mojo.shared.external.aws import Aws
from mojo.shared.external.google import Google
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import AwsSettings, ExternalSettings, GoogleSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.settings import Settings, load_settings
from mojo.shared.util.clock import SystemClock
from tests.contracts import test_nominatim
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

    async def load(self, provider: Any) -> None:
        await asyncio.to_thread(provider._made)

    async def ask(self, provider: Any) -> Any:
        return await provider.call("list_buckets")


class TestSts(TestAws):
    """Amazon's query protocol, whose errors botocore reads in another way."""

    attempts = 1
    good = answer(
        b"<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
        content_type="text/xml",
    )

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Aws(http, settings[AwsSettings]).service("sts")

    async def ask(self, provider: Any) -> Any:
        return await provider.call("get_caller_identity")


class TestSes(TestAws):
    """Amazon's JSON over REST."""

    attempts = 1
    good = document({"EmailIdentities": []})

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Aws(http, settings[AwsSettings]).service("sesv2")

    async def ask(self, provider: Any) -> Any:
        return await provider.call("list_email_identities")


class TestRoute53(TestAws):
    """Amazon's XML over REST, as in S3, with a name space."""

    good = answer(b"<ListHostedZonesResponse><HostedZones/></ListHostedZonesResponse>", content_type="text/xml")

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Aws(http, settings[AwsSettings]).service("route53")

    async def ask(self, provider: Any) -> Any:
        return await provider.call("list_hosted_zones")


class TestGmail(ProviderContract):
    settings = ("GOOGLE_API_URL",)
    good = MESSAGES

    def environ(self, url: str) -> dict[str, str]:
        import json

        return super().environ(url) | {"GOOGLE_CREDENTIALS": json.dumps(authorized_user(url))}

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Google(http, settings[GoogleSettings]).api("gmail", "v1", SCOPES)

    async def load(self, provider: Any) -> None:
        await asyncio.to_thread(provider._api)

    async def warm_up(self, bench: Bench) -> None:
        bench.server.play(TOKEN)
        await bench.provider.check()

    async def ask(self, provider: Any) -> Any:
        return await provider.call(lambda api: api.users().messages().list(userId="me"))


class TestPing(ProviderContract):
    settings = ("HEARTBEAT_PING_URL",)
    good = answer(b"OK", content_type="text/plain")
    harmless = frozenset({"wrong type"})
    refusal_leaves = State.DEGRADED

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        return Ping(settings[SchedulerSettings].ping_url.get_secret_value(), http)

    async def ask(self, provider: Any) -> Any:
        await provider.send()
        return True


ELSEWHERE = {"mojo.shared.log_shipping.talking.Door.__init__": "a command's: tests/cli/test_logs.py tries how it fails"}
"""Ways out that are no provider's."""


ASKING = ("http.service", "self._http.service")
"""How a way out is asked for."""


class Noting(HttpExit):
    """A way out that notes who asks for a service."""

    def __init__(self) -> None:
        super().__init__(HealthBoard(SystemClock()), ExternalSettings(), SystemClock())
        self.asked_by: set[str] = set()

    def service(self, policy: ServicePolicy) -> ExternalService:
        caller = sys._getframe(1)
        self.asked_by.add(f"{caller.f_globals['__name__']}.{caller.f_code.co_qualname}")
        return super().service(policy)


def ways_out() -> Iterator[str]:
    """Find every function of the product that asks for an outside service."""
    root = Path(mojo.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(("mojo", *path.relative_to(root).with_suffix("").parts))
        for name, function in functions(ast.parse(path.read_text())):
            if any(isinstance(node, ast.Call) and ast.unparse(node.func) in ASKING for node in ast.walk(function)):
                yield f"{module}.{name}"


def functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Return every function by its qualified name."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{within}{node.name}.")


def contracts(of: type[ProviderContract] = ProviderContract) -> list[type[ProviderContract]]:
    """Return every class that keeps the contract."""
    return [known for direct in of.__subclasses__() for known in (direct, *contracts(direct))]


def test_no_way_out_is_forgotten() -> None:
    """Whoever asks for an outside service is tried against every fault, above or in a feature's own module."""
    assert test_nominatim.TestNominatim in contracts(), "importing its module makes it known"
    http = Noting()
    for contract in contracts():
        settings = load_settings(contract().environ("http://127.0.0.1:9"), dotenv=None)
        contract().provider(http, settings)
    assert set(ways_out()) == http.asked_by | set(ELSEWHERE)
