"""Typed settings from the environment, `.env` and the files that `*_FILE` variables name.

Settings live with their owner: every service, feature and part of `mojo.shared` may have a `settings.py` with `Section` classes.
They are found, read together once at start, and whatever is wrong with any of them is reported in one message.

A settings module may also hold `rules(settings: Settings) -> Iterable[str]`, for what only shows when several values are seen
together (most often: the stage and something else). Each problem it yields reads `NAME: what is wrong and how to mend it`.
"""

import contextlib
import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, ClassVar, TypeVar, cast
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from dotenv.parser import Original, parse_stream
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from mojo.shared.errors import ConfigurationError
from mojo.shared.util.discovery import feature_modules, modules_in

S = TypeVar("S", bound="Section")

MIN_SECRET_LENGTH = 16
WELL_KNOWN_SECRETS = frozenset(
    {"change_me", "changeme", "changemechangeme", "default", "example", "passwordpassword", "replace_me"}
    | {"secretsecretsecret", "test_secret", "your_password_here", "your_secret_here", "your_token_here"}
)


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


LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LEVEL = rf"[A-Za-z0-9_.]+=({'|'.join(LEVELS)})"


class CoreSettings(Section):
    """What every process needs to know."""

    title: ClassVar[str] = "Mojo"

    stage: Stage = Field(Stage.DEV, alias="STAGE", description="DEV or PROD. PROD has no stand-ins and refuses weak secrets.")
    app_name: AppName | None = Field(None, alias="APP_NAME", description="api, chronos or scheduler; set by each command itself.")
    data_dir: Path = Field(Path("data"), alias="MOJO_DATA_DIR", description="Directory for the database, logs and run.json.")
    log_level: str = Field(
        "INFO", alias="LOG_LEVEL", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )
    log_levels: str = Field(
        "",
        alias="LOG_LEVELS",
        pattern=rf"^\s*({_LEVEL}(\s*,\s*{_LEVEL})*)?\s*$",
        description="Levels of single loggers, such as mojo.scheduler=DEBUG,docket=WARNING; `mojo logs level` while Mojo runs.",
    )
    drain_s: float = Field(
        0,
        alias="MOJO_DRAIN_S",
        ge=0,
        le=60,
        description="Seconds in which a service that was told to end still answers on connections it has, so that a balancer "
        "can give them up. Behind one: a little more than it keeps idle connections.",
    )
    pulse_file: str = Field(
        "", alias="MOJO_PULSE_FILE", description="File that is written every few seconds while all is well. Empty: none."
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
        values = [part for secret in self.named_secrets().values() for part in (secret, _password_in(secret))]
        return [value for value in values if len(value) >= 6]

    def named_secrets(self) -> dict[str, str]:
        """Return every secret that is set, by its environment variable."""
        fields = [(item, section) for section in self._sections.values() for item in type(section).model_fields.items()]
        values = {field.alias or name: getattr(section, name) for (name, field), section in fields}
        return {name: value.get_secret_value() for name, value in values.items() if isinstance(value, SecretStr) and value}


def _http_url(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("must begin with http:// or https:// and name a host")
    if parts.username or parts.password:
        raise ValueError("must not hold a user or password; those have settings of their own")
    return url.rstrip("/")


HttpUrl = Annotated[str, AfterValidator(_http_url)]
"""Where a service of the owner's own stands, without the slash at its end; empty: nowhere."""


def rules(settings: Settings) -> Iterator[str]:
    """Refuse secrets in PROD that are short or that everybody knows; in a URL the password is what counts."""
    if settings.core.stage is Stage.DEV:
        return
    for name, value in settings.named_secrets().items():
        secret = _password_in(value) if "://" in value else value
        if secret and (len(secret) < MIN_SECRET_LENGTH or secret.lower().strip("-_!.0123456789") in WELL_KNOWN_SECRETS):
            yield f"{name}: too short or too well known for PROD; use a random secret of {MIN_SECRET_LENGTH} characters or more."


def _password_in(url: str) -> str:
    try:
        return unquote(urlsplit(url).password or "")
    except ValueError:
        return ""


def section_classes() -> list[type[Section]]:
    """Find every `Section` in Mojo's services, its library and the features, in the order of `.env.example`."""
    found = (value for module in _settings_modules() for value in vars(module).values() if isinstance(value, type))
    kinds = dict.fromkeys(kind for kind in found if issubclass(kind, Section) and kind is not Section)
    return sorted(kinds, key=lambda kind: kind is not CoreSettings)


def load_settings(environ: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
    """Read and check every section. Raises ConfigurationError naming every problem with its cure."""
    problems: list[str] = []
    values = {name: value for name, value in read_environment(environ, dotenv).items() if value != ""}
    settings = Settings(_read(kind, values, problems) for kind in section_classes())
    problems += _broken_rules(settings, problems)
    if problems:
        raise ConfigurationError("The settings cannot be used:\n" + "\n".join(f"  - {problem}" for problem in problems))
    return settings


def read_environment(environ: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> dict[str, str]:
    """Return `environ` (the process's own by default) over what stands in `dotenv`; an empty value hides the file's.

    Raises ConfigurationError naming every line of `dotenv` that cannot be read.
    """
    stored = _stored(dotenv) if dotenv else {}
    return {**stored, **(os.environ if environ is None else environ)}


def mistyped_names(names: Iterable[str]) -> dict[str, str]:
    """Return those of `names` that no section knows but that look like a name one knows, with that name."""
    aliases = [field.alias for kind in section_classes() for field in kind.model_fields.values() if field.alias]
    known = [*aliases, *(f"{alias}_FILE" for alias in aliases)]
    nearest = {name: difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.85) for name in names if name not in known}
    return {name: matches[0] for name, matches in nearest.items() if matches}


def _settings_modules() -> Iterator[ModuleType]:
    yield from modules_in("mojo", "settings")
    yield from modules_in("mojo.shared", "settings")
    yield from feature_modules("settings")


def _stored(dotenv: Path) -> dict[str, str]:
    try:
        with dotenv.open(encoding="utf-8") as stream:
            wrong = [str(_first_line(binding.original)) for binding in parse_stream(stream) if binding.error]
    except FileNotFoundError:
        return {}
    except PermissionError:
        cure = "Cure: let this user read it and its folder, or start Mojo in another folder."
        raise ConfigurationError(f"{dotenv.absolute()}: this user may not look whether it is there. {cure}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{dotenv}: cannot be read ({type(error).__name__}); make it a text file or remove it."
        ) from None
    if wrong:
        lines = ", ".join(wrong)
        raise ConfigurationError(f"{dotenv}: not NAME=value at line {lines}; mend it there or put # before it.")
    return {name: value for name, value in dotenv_values(dotenv).items() if value is not None}


def _first_line(original: Original) -> int:
    """Return where the text begins: the parser counts the empty lines before it in."""
    text = original.string
    return original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _read(kind: type[Section], values: dict[str, str], problems: list[str]) -> Section:
    """Return the section. Where a value is wrong its default stands in, so that the rules can find what else is wrong."""
    resolved = _resolve_files(kind, values, problems)
    try:
        return kind.model_validate(resolved)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
    problems += [_explain(kind, detail) for detail in details]
    wrong = {str(detail["loc"][0]) for detail in details if detail["loc"]}
    with contextlib.suppress(ValidationError):
        return kind.model_validate({name: value for name, value in resolved.items() if name not in wrong})
    return kind.model_construct()


def _broken_rules(settings: Settings, problems: list[str]) -> list[str]:
    """Return what the modules' `rules` find, but for names of which something worse is known already."""
    named = {problem.partition(":")[0] for problem in problems}
    found = [problem for module in _settings_modules() if hasattr(module, "rules") for problem in module.rules(settings)]
    return [problem for problem in found if problem.partition(":")[0] not in named]


def _resolve_files(kind: type[Section], values: dict[str, str], problems: list[str]) -> dict[str, str]:
    """Return `values` with each of the section's `NAME_FILE` replaced by `NAME` read from that file."""
    resolved = dict(values)
    for name in (field.alias for field in kind.model_fields.values() if field.alias):
        path = values.get(f"{name}_FILE")
        if path is None:
            continue
        if name in values:
            problems.append(f"{name}: {name} and {name}_FILE are both set; keep one of them.")
        try:
            resolved[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{name}: cannot read {path} ({type(error).__name__}); let {name}_FILE name a readable text file.")
        else:
            if not resolved[name]:
                problems.append(f"{name}: {path} is empty; write the value into it or remove {name}_FILE.")
    return resolved


def _explain(kind: type[Section], error: Any) -> str:
    """Say which variable breaks which rule and how to mend it, without showing its value."""
    where = str(error["loc"][0]) if error["loc"] else kind.title
    field = next((field for field in kind.model_fields.values() if field.alias == where), None)
    cure = f" Cure: {field.description}" if field and field.description else ""
    return f"{where}: {error['msg'].removeprefix('Value error, ')}.{cure}"
