"""How the secrets of hooks are kept."""

from typing import ClassVar

from pydantic import Field, SecretStr

from mojo.shared.settings import Section


class HookSettings(Section):
    """The key that seals what external services sign with."""

    title: ClassVar[str] = "Hooks"

    key: SecretStr = Field(
        SecretStr(""),
        alias="HOOKS_KEY",
        description="Seals the signing secrets of hooks; empty makes a key in MOJO_DATA_DIR, for API processes that share it.",
    )
