"""How Elasticsearch and Kibana are spoken to, and their refusals told with what mends them. No secret is ever in either."""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from mojo.shared.errors import ExternalServiceError, MojoException
from mojo.shared.external.answers import Answer
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.log_shipping.settings import LogShippingSettings

_BOUNDARY = "mojo-saved-objects"


class SetupFailed(MojoException):
    """Elasticsearch or Kibana did not take something; `detail` names it, the reason and the cure."""


class Door:
    """One of the two."""

    def __init__(self, http: HttpExit, settings: LogShippingSettings, name: str, url: str, variable: str) -> None:
        self._settings = settings
        self._name = name
        self._variable = variable
        self._trust = settings.trust()
        self._service = http.service(
            ServicePolicy(
                name=name.lower(),
                base_url=url,
                headers={"Authorization": _authorization(settings), "kbn-xsrf": "mojo"},
                total_timeout_s=60.0,
                read_timeout_s=30.0,
                max_body_bytes=8 * 1024 * 1024,
                refusals_are_answers=True,
            )
        )

    async def get(self, path: str) -> Any:
        """Return the document at `path`, None where there is none. Raises SetupFailed."""
        answer = await self._send("GET", path)
        if answer.status == 404:
            return None
        return self._accepted(answer, path)

    async def write(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        """Write a document. Raises SetupFailed."""
        self._accepted(await self._send(method, path, json=body), path)

    async def knows(self, user: str, password: str) -> bool:
        """Tell whether this user can log in by this password. Raises SetupFailed when nobody answers."""
        answer = await self._send("GET", "_security/_authenticate", {"Authorization": _basic(user, password)})
        return answer.status == 200

    async def upload(self, path: str, lines: str) -> Any:
        """Send a file of saved objects and return what became of them. Raises SetupFailed."""
        head = 'Content-Disposition: form-data; name="file"; filename="mojo.ndjson"\r\nContent-Type: application/ndjson'
        body = f"--{_BOUNDARY}\r\n{head}\r\n\r\n{lines}\r\n--{_BOUNDARY}--\r\n".encode()
        form = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return self._accepted(await self._send("POST", path, form, data=body), path)

    async def _send(self, method: str, path: str, headers: Mapping[str, str] | None = None, **body: Any) -> Answer:
        try:
            return await self._service.send(method, f"/{path}", headers=headers, ssl=self._trust, **body)
        except ExternalServiceError as error:
            failure = error
        cure = f"see that it runs and that {self._variable} is its address"
        if "certificate" in failure.detail or "encryption" in failure.detail:
            cure = "set LOGS_CA_FILE to the certificate of the authority that signed its own"
        raise SetupFailed(f"{self._variable}: {failure.detail} Cure: {cure}, then run it again.")

    def _accepted(self, answer: Answer, path: str) -> Any:
        if not 200 <= answer.status < 300:
            self._refuse(answer, path)
        return answer.document

    def _refuse(self, answer: Answer, path: str) -> NoReturn:
        if answer.status == 401:
            names = "LOGS_ELASTIC_API_KEY" if self._settings.api_key.get_secret_value() else "LOGS_ELASTIC_USER and _PASSWORD"
            raise SetupFailed(f"{names}: {self._name} does not know them. Cure: set those of somebody whom it knows.")
        if answer.status == 403:
            who = "the API key" if self._settings.api_key.get_secret_value() else f"the user {self._settings.user}"
            raise SetupFailed(f"{path}: {who} may not write this in {self._name}. Cure: do it as a superuser.")
        reason = _reason(answer.document)
        for secret in self._secrets():
            reason = reason.replace(secret, "[redacted]")
        cure = f"see whether this {self._name} is 8.14 or newer; what it says of itself is at {self._variable}"
        raise SetupFailed(f"{path}: {self._name} refused it (HTTP {answer.status}): {reason} Cure: {cure}.")

    def _secrets(self) -> Iterator[str]:
        logs = self._settings
        for secret in (logs.password, logs.api_key, logs.shipper_password, logs.kibana_password):
            if value := secret.get_secret_value():
                yield value


def _authorization(settings: LogShippingSettings) -> str:
    if key := settings.api_key.get_secret_value():
        return f"ApiKey {key}"
    return _basic(settings.user, settings.password.get_secret_value())


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _reason(document: Any) -> str:
    """Return the words of a refusal: Elasticsearch's `error.reason`, Kibana's `message`."""
    error = document.get("error") if isinstance(document, dict) else None
    told = error.get("reason") if isinstance(error, dict) else None
    if told is None and isinstance(document, dict):
        told = document.get("message")
    return str(told if told is not None else json.dumps(document))[:500]
