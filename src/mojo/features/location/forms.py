"""What the API takes and gives beside the model."""

from pydantic import BaseModel, ConfigDict, Field

from mojo.features.location.model import Precision, Share, Sighting, Watch
from mojo.features.location.zones import USUAL_RADIUS_M
from mojo.shared.model.places import Coordinates


class Form(BaseModel):
    """What is sent to us: a field that it does not name is refused."""

    model_config = ConfigDict(extra="forbid")


class PersonView(BaseModel):
    """Somebody who lets you know where they are."""

    user_id: str
    name: str
    precision: Precision


class SettingsChange(Form):
    """What is left out stays."""

    on: bool | None = None
    history_days: int | None = Field(default=None, ge=0, le=3650)
    tell_me: bool | None = None


class Pause(Form):
    """How long to pause."""

    minutes: int | None = Field(default=None, ge=1, description="None is until you resume.")


class Allowance(Form):
    """How much somebody may know."""

    precision: Precision


class NewShare(Form):
    """Leave to look for a while."""

    viewer: str | None = Field(default=None, max_length=64, description="User id; none makes a secret link.")
    precision: Precision = Precision.EXACT
    minutes: int = Field(ge=1, le=43_200)


class OpenedShare(BaseModel):
    """A share, and its link."""

    share: Share
    link: str | None = Field(description="Shown this once.")


class NewZone(Form):
    """A zone to make."""

    name: str = Field(min_length=1, max_length=60)
    at: Coordinates | None = Field(default=None, description="None is where you are.")
    radius_m: float = Field(default=USUAL_RADIUS_M, ge=20, le=100_000)


class NewWatch(Form):
    """Whose coming to which zone, by id."""

    person: str = Field(max_length=64)
    zone: str = Field(max_length=64)


class Agreement(Form):
    """Yes or no."""

    agreed: bool


class WatchView(BaseModel):
    """Somebody of whom one is told, or has asked to be."""

    person: str
    name: str
    watch: Watch


class NewErrand(Form):
    """What to be reminded of, and in which zone."""

    zone: str = Field(max_length=64)
    task: str = Field(min_length=1, max_length=500)


class LinkToken(Form):
    """What stands behind the # of a secret link."""

    token: str = Field(max_length=128)


class SharedSighting(BaseModel):
    """Where somebody is, in words too."""

    said: str
    sighting: Sighting
