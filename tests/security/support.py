"""The whole Mojo, every feature found, with people in it whom a test makes up."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from dishka import Provider, Scope

from mojo.api.app import create_app
from mojo.features.weather.fakes import FakeAir, FakeGeocoder, FakeWarnings, FakeWeather
from mojo.features.weather.ports import AirSource, Geocoder, WarningSource, WeatherProvider
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.auth.tokens import PERSONAL, fingerprint, new_token
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Answer, Client, Told
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
UNREACHED = "normal=100000/60,heavy=100000/60,login=100000/60"
METHODS = ("get", "put", "post", "patch", "delete")
OWNER = User(id="olga", chat_id=1, name="Olga", role="owner", scopes=frozenset({EVERY_SCOPE}), language="en", created_at=NOON)

LISBON = Place(at=Coordinates(latitude=38.72, longitude=-9.14), name="Lisbon", country="Portugal", timezone="Europe/Lisbon")


def all_but(scope: str) -> frozenset[str]:
    """Return every scope there is but one."""
    return frozenset(declared_scopes()) - {scope}


class Whole:
    """The API with all there is, in memory, by a clock that is set."""

    def __init__(self, **environ: str) -> None:
        self.clock = SetClock(NOON)
        fakes, air = Provider(scope=Scope.APP), FakeAir()
        fakes.provide(lambda: self.clock, provides=Clock)
        fakes.provide(Told, provides=Notifier)
        fakes.provide(lambda: [FakeWeather()], provides=Sequence[WeatherProvider])
        fakes.provide(lambda: [FakeWarnings()], provides=Sequence[WarningSource])
        fakes.provide(lambda: air, provides=AirSource)
        fakes.provide(lambda: FakeGeocoder([LISBON]), provides=Geocoder)
        self.context: AppContext = make_memory_context(AppName.API, {"API_RATE_LIMITS": UNREACHED, **environ}, fakes)
        self.app = create_app(self.context)
        self.client = Client(self.app)

    async def save(self, user: User) -> User:
        await (await self.context.get(People)).save_user(user)  # type: ignore[type-abstract]
        return user

    async def token(self, user: User, *scopes: str, expires_at: datetime | None = None) -> str:
        """Return an access token of `user` that carries `scopes`; without them all they have."""
        clear = new_token(PERSONAL)
        store = await self.context.get(AccessTokenStore)  # type: ignore[type-abstract]
        carried = frozenset(scopes or {EVERY_SCOPE})
        made = AccessToken(
            id=fingerprint(clear)[:12], user_id=user.id, name="t", scopes=carried, created_at=NOON, expires_at=expires_at
        )
        await store.put(fingerprint(clear), made)
        return clear

    async def document(self) -> dict[str, Any]:
        """Return the OpenAPI document as clients get it."""
        return dict((await self.client.get("/openapi.json")).json)

    async def guarded(self) -> list[tuple[str, str, str]]:
        """Return method, path and scope of everything that needs a token, as the document says it."""
        paths = (await self.document())["paths"]
        return [
            (method.upper(), path, operation["security"][0]["bearer"][0])
            for path, operations in paths.items()
            for method, operation in operations.items()
            if method in METHODS and operation.get("security")
        ]

    async def call(self, method: str, path: str, token: str | None = None, body: Any = None) -> Answer:
        """Call a route; what stands in braces in its path becomes somebody whom nobody knows."""
        sent = b"" if body is None else orjson.dumps(body)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        headers |= {"content-type": "application/json", "content-length": str(len(sent))} if sent else {}
        filled = "/".join("zz" if part.startswith("{") else part for part in path.split("/"))
        return await self.client.send(method, filled, headers, [sent])
