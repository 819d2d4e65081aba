"""Places outside Telegram at which a person can be told something."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, SecretStr


class OutsideTarget(BaseModel):
    """One such place. Its URL holds passwords and tokens, so it is shown to nobody."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    """User id of whoever added it."""
    name: str
    url: SecretStr
    """As Apprise reads it: https://github.com/caronc/apprise/wiki"""
    fallback: bool = True
    """Its owner is told here when Telegram cannot be used."""
    created_at: datetime
