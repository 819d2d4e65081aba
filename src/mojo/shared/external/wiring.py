"""How the way out is built in a real process."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope

from mojo.shared.external.aws import Aws
from mojo.shared.external.google import Google
from mojo.shared.external.guarded import GuardedExit
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import AwsSettings, ExternalSettings, GoogleSettings
from mojo.shared.health import HealthBoard
from mojo.shared.ports import Documents, Fleet, GuardedHttp
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock


async def _http_exit(
    settings: Settings, health: HealthBoard, clock: Clock, documents: Documents, fleet: Fleet
) -> AsyncIterator[HttpExit]:
    http = HttpExit(health, settings[ExternalSettings], clock, documents=documents, fleet=fleet)
    yield http
    await http.close()


async def _guarded_http(settings: Settings) -> AsyncIterator[GuardedHttp]:
    guarded = GuardedExit(settings[ExternalSettings])
    yield guarded
    await guarded.close()


async def _aws(http: HttpExit, settings: Settings) -> AsyncIterator[Aws]:
    aws = Aws(http, settings[AwsSettings])
    yield aws
    aws.close()


async def _google(http: HttpExit, settings: Settings) -> AsyncIterator[Google]:
    google = Google(http, settings[GoogleSettings])
    yield google
    google.close()


provider = Provider(scope=Scope.APP)
provider.provide(_http_exit)
provider.provide(_guarded_http)
provider.provide(_aws)
provider.provide(_google)
