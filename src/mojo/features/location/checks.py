"""What can be wrong with places, for doctor."""

from mojo.features.location.ports import ReverseGeocoder
from mojo.features.location.settings import LocationSettings
from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import Health, State
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings

_GREENWICH = Coordinates(latitude=51.48, longitude=0.0)
NAME = "reverse_geocoder"


async def _addresses(context: AppContext) -> Health:
    stand_in = context.settings[ExternalSettings].is_stand_in(NAME)
    if not context.settings[LocationSettings].reverse_geocoder_url:
        return Health(NAME, State.HEALTHY, "not set: no position leaves this machine")
    geocoder = await context.get(ReverseGeocoder)  # type: ignore[type-abstract]
    try:
        await geocoder.address(_GREENWICH, "en", exact=False)
    except ExternalServiceError as failure:
        cure = "Check this machine's way to the internet, or what REVERSE_GEOCODER_URL names."
        return Health(NAME, State.DOWN, failure.detail, cure=cure, stand_in=stand_in)
    return Health(NAME, State.HEALTHY, stand_in=stand_in)


def _is_set(settings: Settings) -> bool:
    return bool(settings[LocationSettings].reverse_geocoder_url)


checks = [Check(NAME, _addresses, outside=_is_set)]
