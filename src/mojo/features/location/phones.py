"""What phones say to Mojo and what it answers, whatever program runs on them."""

from typing import Any

from mojo.features.location import imports, owntracks
from mojo.features.location.intake import Intake, Taken
from mojo.features.location.model import Value
from mojo.features.location.service import LocationService
from mojo.features.location.zones import Zones
from mojo.shared.auth.derived import DerivedSecrets
from mojo.shared.model.links import PublicUrl
from mojo.shared.model.people import Principal

OWNTRACKS_PATH = "/api/v1/location/owntracks"
OVERLAND_PATH = "/api/v1/location/overland"


class PhoneSetup(Value):
    """What to type into the phone. The password, or the access token, is one with the scope `location:write`."""

    owntracks_url: str
    owntracks_secret: str
    """For "Encryption key"; it is the same each time, and nobody else's."""
    overland_url: str
    username: str


class Phones:
    """Every method raises StoreUnavailable."""

    def __init__(
        self, intake: Intake, service: LocationService, zones: Zones, secrets: DerivedSecrets, public_url: PublicUrl
    ) -> None:
        self._intake = intake
        self._service = service
        self._zones = zones
        self._secrets = secrets
        self._public_url = public_url

    def setup(self, by: Principal) -> PhoneSetup:
        """Return what to type into the phone."""
        return PhoneSetup(
            owntracks_url=f"{self._public_url}{OWNTRACKS_PATH}",
            owntracks_secret=self._secret(by),
            overland_url=f"{self._public_url}{OVERLAND_PATH}",
            username=by.user_id,
        )

    async def owntracks(self, by: Principal, message: Any) -> Any:
        """Take a message of OwnTracks and return what the phone shows: friends. Raises InvalidInput, TooMany."""
        encrypted = owntracks.is_encrypted(message)
        said = owntracks.read(owntracks.decrypt(message, self._secret(by)) if encrypted else message)
        if said.reports:
            await self._intake.take(by.user_id, said.reports)
        for waypoint in said.waypoints:
            await self._zones.put(by, waypoint.name, waypoint.at, waypoint.radius_m)
        friends = owntracks.cards(await self._service.friends(by)) if by.may("location:read") and said.reports else []
        return owntracks.encrypt(friends, self._secret(by)) if encrypted and friends else friends

    async def overland(self, by: Principal, batch: Any) -> Taken:
        """Take a batch of Overland. Raises InvalidInput."""
        return await self._intake.take(by.user_id, imports.overland(batch))

    async def gpx(self, by: Principal, document: bytes) -> Taken:
        """Take a GPX file. Raises InvalidInput."""
        return await self._intake.take(by.user_id, imports.gpx(document))

    def _secret(self, by: Principal) -> str:
        return self._secrets.secret_for("owntracks", by.user_id)
