"""Typed settings from the environment, `.env` and the files that `*_FILE` variables name.

Settings live with their owner: every service and feature may have a `settings.py` with `Section` classes. They are found, read
together once at start, and whatever is wrong with any of them is reported in one message.
"""

import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from mojo.shared.errors import ConfigurationError
from mojo.shared.util.discovery import feature_modules, modules_in

S = TypeVar("S", bound="Section")


class Stage(StrEnum):
    """Where Mojo runs: DEV has stand-ins and leniency, PROD has neither."""

    DEV = "DEV"
    PROD = "PROD"


class AppName(StrEnum):
    """Which service a process is."""

    API = "api"
    CHRONOS = "chronos"
    SCHEDULER = "scheduler"


class Section(BaseModel):
    """One owner's settings. Each field's `alias` is its environment variable, its description stands in `.env.example`."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    title: ClassVar[str]
    """Heading in `.env.example`."""


class CoreSettings(Section):
    """What every process needs to know."""

    title: ClassVar[str] = "Mojo"

    stage: Stage = Field(Stage.DEV, alias="STAGE", description="DEV or PROD. PROD has no stand-ins and refuses weak secrets.")
    app_name: AppName | None = Field(None, alias="APP_NAME", description="api, chronos or scheduler; set by each command itself.")
    data_dir: Path = Field(Path("data"), alias="MOJO_DATA_DIR", description="Directory for the database, logs and run.json.")
    log_level: str = Field(
        "INFO", alias="LOG_LEVEL", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )
    redis_url: SecretStr = Field(
        SecretStr(""),
        alias="REDIS_URL",
        description="URL: redis, rediss, unix, redis+sentinel or redis+cluster. Empty: `mojo up` embeds a Valkey.",
    )


class Settings:
    """Every section, by its class: `settings[WeatherSettings].open_meteo_url`."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections: dict[type[Section], Section] = {type(section): section for section in sections}

    def __getitem__(self, kind: type[S]) -> S:
        return cast(S, self._sections[kind])

    @cached_property
    def core(self) -> CoreSettings:
        """The section every process needs."""
        return self[CoreSettings]

    @cached_property
    def secrets(self) -> list[str]:
        """Every secret's value, so that the log can strike them out wherever they turn up."""
        values = (getattr(section, name) for section in self._sections.values() for name in type(section).model_fields)
        return [secret for value in values if isinstance(value, SecretStr) and len(secret := value.get_secret_value()) >= 6]


def section_classes() -> list[type[Section]]:
    """Find every `Section` in Mojo's services and features."""
    modules = [*modules_in("mojo", "settings"), *feature_modules("settings")]
    found = (value for module in modules for value in vars(module).values() if isinstance(value, type))
    return list(dict.fromkeys(kind for kind in found if issubclass(kind, Section) and kind is not Section))


def load_settings(environ: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
    """Read and check every section. Raises ConfigurationError naming every problem with its cure."""
    values = _environment(os.environ if environ is None else environ, dotenv)
    problems: list[str] = []
    sections: list[Section] = []
    for kind in section_classes():
        try:
            sections.append(kind.model_validate(_resolve_files(kind, values, problems)))
        except ValidationError as error:
            problems += [_explain(kind, item) for item in error.errors(include_input=False, include_url=False)]
    if problems:
        raise ConfigurationError("The settings cannot be used:\n" + "\n".join(f"  - {problem}" for problem in problems))
    return Settings(sections)


def _environment(environ: Mapping[str, str], dotenv: Path | None) -> dict[str, str]:
    stored = dotenv_values(dotenv) if dotenv and dotenv.is_file() else {}
    merged = {**{key: value for key, value in stored.items() if value is not None}, **environ}
    return {key: value for key, value in merged.items() if value != ""}


def _resolve_files(kind: type[Section], values: dict[str, str], problems: list[str]) -> dict[str, str]:
    """Return `values` with each of the section's `NAME_FILE` replaced by `NAME` read from that file."""
    resolved = dict(values)
    for name in (field.alias for field in kind.model_fields.values() if field.alias):
        path = values.get(f"{name}_FILE")
        if path is None:
            continue
        if name in values:
            problems.append(f"{name} and {name}_FILE are both set; keep one of them.")
        try:
            resolved[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{name}_FILE: cannot read {path} ({type(error).__name__}); name a readable text file.")
    return resolved


def _explain(kind: type[Section], error: Any) -> str:
    """Say which variable breaks which rule and how to mend it, without showing its value."""
    where = str(error["loc"][0]) if error["loc"] else kind.title
    field = next((field for field in kind.model_fields.values() if field.alias == where), None)
    cure = f" Cure: {field.description}" if field and field.description else ""
    return f"{where}: {error['msg'].removeprefix('Value error, ')}.{cure}"
