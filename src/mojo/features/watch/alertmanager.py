"""What Alertmanager delivers: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config, version 4.

Our rules say in labels what they are about (`cause`, `subject`, `severity`), so that Mojo's own watch and Prometheus mean the
same by the same name. Rules of others have a name and words of their own.
"""

import hmac
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mojo.features.watch.model import Severity, Sighting
from mojo.shared.errors import AuthenticationError, InvalidInput

MOST_BYTES = 512 * 1024
MOST_ALERTS = 100
"""Of one delivery; `max_alerts` in alertmanager.yml is lower."""
_NAME_CHARS, _WORDS_CHARS = 64, 1000


class NotAlertmanager(AuthenticationError):
    """Whoever delivered this has not shown ALERTMANAGER_TOKEN."""

    code = "watch.refused"


class _Alert(BaseModel):
    """Other fields are of no use here; later versions may add some."""

    model_config = ConfigDict(extra="ignore")

    status: str = Field(pattern="^(firing|resolved)$")
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")

    version: str = "4"
    alerts: list[_Alert]


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert that fires, or has ended."""

    firing: bool
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came in one request."""

    alerts: list[Alert]


def check_sender(authorization: str, token: str) -> None:
    """Return if the header carries `token`. Raises NotAlertmanager, which an empty token always is."""
    shown = authorization.removeprefix("Bearer ") if authorization.startswith("Bearer ") else ""
    if not hmac.compare_digest(shown.encode(), token.encode()) or not token:
        raise NotAlertmanager("This is for Alertmanager, with ALERTMANAGER_TOKEN as its bearer token.")


def parse(body: bytes) -> Delivery:
    """Read a delivery. Raises InvalidInput naming what is wrong with it."""
    if len(body) > MOST_BYTES:
        raise InvalidInput(f"body: must have at most {MOST_BYTES} bytes.", field="body")
    try:
        message = _Message.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError:
        raise InvalidInput("body: must be JSON.", field="body") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(map(str, first["loc"])) or "body"
        raise InvalidInput(f"{field}: {first['msg']}.", field=field) from None
    return Delivery([Alert(alert.status == "firing", _sighting(alert)) for alert in message.alerts[:MOST_ALERTS]])


def _sighting(alert: _Alert) -> Sighting:
    labels, said = alert.labels, alert.annotations
    ours = "cause" in labels
    return Sighting(
        cause=_short(labels["cause"] if ours else labels.get("alertname", "?"), _NAME_CHARS),
        subject=_short(labels.get("subject", "") if ours else labels.get("instance", ""), _NAME_CHARS),
        severity=Severity.CRITICAL if labels.get("severity") == "critical" else Severity.WARNING,
        figure=_number(said.get("figure")),
        words=_short(said.get("summary") or said.get("description") or "", _WORDS_CHARS),
    )


def _short(value: str, limit: int) -> str:
    """Return what fits and can be shown: names come from whoever wrote a rule."""
    return "".join(sign for sign in value if sign.isprintable() or sign == "\n")[:limit]


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) < 1e15 else None  # NaN and infinity are no news
