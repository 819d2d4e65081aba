"""How long access lasts, and the secret under which signing keys are kept."""

from typing import ClassVar

from pydantic import Field, SecretStr, field_validator

from mojo.shared.settings import Section

MIN_SECRET_CHARACTERS = 32


class AuthSettings(Section):
    """Sessions, tokens and their keys."""

    title: ClassVar[str] = "Access"

    session_idle_days: int = Field(
        30, alias="SESSION_IDLE_DAYS", ge=1, le=3650, description="Days without use after which a session ends, 1 to 3650."
    )
    session_max_days: int = Field(
        180, alias="SESSION_MAX_DAYS", ge=1, le=3650, description="Days after which a session ends in any case, 1 to 3650."
    )
    key_days: int = Field(
        30, alias="SIGNING_KEY_DAYS", ge=1, le=365, description="Days after which a new key signs access tokens, 1 to 365."
    )
    key_secret: SecretStr = Field(
        SecretStr(""),
        alias="SIGNING_SECRET",
        description="32 random characters or more that encrypt the signing keys in Redis; the same for every replica. "
        "Empty: made once and kept in the data directory, which is enough on one machine.",
    )

    @field_validator("key_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < MIN_SECRET_CHARACTERS:
            raise ValueError(f"shorter than {MIN_SECRET_CHARACTERS} characters")
        return value
