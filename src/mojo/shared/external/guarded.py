"""`GuardedHttp`: requests to addresses that people name, which must not lead into the network that Mojo stands in (SSRF).

Every address a name resolves to is checked, and the connection goes to an address that was: a name that resolves to something
else a moment later (DNS rebinding) gains nothing. Redirects go through the same door.
"""

import asyncio
import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from mojo import __version__
from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, InvalidInput
from mojo.shared.external.addresses import Network, is_allowed, may_be_asked
from mojo.shared.external.answers import EXPECTED_ERRORS, failure_of_error, read_bounded
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.metrics import histogram
from mojo.shared.model.guarded import GuardedAnswer, GuardedRequest

CONNECT_TIMEOUT_S = 5.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_NUMERIC = re.compile(r"(^|\.)(0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)
"""Names that end in a number are other spellings of IPv4 addresses (https://url.spec.whatwg.org/#ends-in-a-number-checker)."""
_HOP_SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})

GUARDED_SECONDS = histogram("mojo_external_guarded_seconds", "Duration of requests to addresses that people name.", "result")


class Forbidden(OSError):
    """A name leads to an address that may not be asked."""


class CheckedResolver(AbstractResolver):
    """Resolves names as `inner` does, and refuses them if any of their addresses may not be asked."""

    def __init__(self, inner: AbstractResolver, allowed: tuple[Network, ...], ports: frozenset[int]) -> None:
        self._inner = inner
        self._allowed = allowed
        self._ports = ports

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Return the addresses of `host`. Raises Forbidden, or OSError when there are none."""
        found = await self._inner.resolve(host, port, family)
        for result in found:
            check_address(result["host"], port, self._allowed, self._ports)
        return found

    async def close(self) -> None:
        """Close what it asks."""
        await self._inner.close()


def check_address(text: str, port: int, allowed: tuple[Network, ...], ports: frozenset[int]) -> None:
    """Raise Forbidden unless the address may be asked on that port; in networks that the owner opened any port will do."""
    address = ip_address(text)
    if not may_be_asked(address, allowed) or not (port in ports or is_allowed(address, allowed)):
        raise Forbidden


class GuardedExit:
    """Keeps `GuardedHttp`. No failure shows the URL, which may hold a secret, or tells what stands at a refused address."""

    def __init__(self, settings: ExternalSettings, resolver: AbstractResolver | None = None) -> None:
        self._allowed = settings.allowed_networks
        self._ports = settings.allowed_ports
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, request: GuardedRequest) -> GuardedAnswer:
        """See GuardedHttp."""
        url = self._checked(request.url)
        host, started = url.host or "", time.monotonic()
        outcome = await self._outcome(request, url, host)
        result = outcome.code if isinstance(outcome, InvalidInput | ExternalServiceError) else "ok"
        GUARDED_SECONDS.labels(result).observe(time.monotonic() - started)
        if isinstance(outcome, InvalidInput | ExternalServiceError):
            raise outcome
        return replace(outcome, took_s=time.monotonic() - started)

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def _outcome(self, request: GuardedRequest, url: URL, host: str) -> GuardedAnswer | InvalidInput | ExternalServiceError:
        """Return the failure instead of raising it: raised here it would be chained to the client's error, URL and all."""
        try:
            async with asyncio.timeout(request.timeout_s):
                return await self._follow(request, url)
        except aiohttp.ClientConnectorDNSError as error:
            return _refused() if isinstance(error.os_error, Forbidden) else failure_of_error(host, error)
        except TimeoutError:
            return ExternalTimeout(f"{host} did not answer in time.", service=host)
        except (InvalidInput, ExternalServiceError) as failure:
            return failure
        except EXPECTED_ERRORS as error:
            return failure_of_error(host, error)
        except ValueError:  # a line break in it, which would begin a header of its own
            return InvalidInput("headers: must be names and values without line breaks.", field="headers")

    async def _follow(self, request: GuardedRequest, url: URL) -> GuardedAnswer:
        for _ in range(request.redirects + 1):
            answer = await self._one(request, url)
            target = answer.headers.get("location")
            if request.redirects == 0 or answer.status not in _REDIRECTS or target is None:
                return answer
            onward = self._checked(urljoin(str(url), target))
            if url.scheme == "https" and onward.scheme == "http":
                raise BadAnswer(f"{url.host} sends us from https to http, which is not followed.", service=url.host)
            request = _onward(request, answer.status, same_origin=url.origin() == onward.origin())
            url = onward
        raise BadAnswer(f"{url.host} sends us from one address to another without end.", service=url.host)

    async def _one(self, request: GuardedRequest, url: URL) -> GuardedAnswer:
        sent = self._open().request(request.method, url, headers=request.headers, data=request.body, allow_redirects=False)
        async with sent as response:
            body = await read_bounded(response, url.host or "", request.max_body_bytes)
            return GuardedAnswer(
                status=response.status,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=bytes(body),
                took_s=0.0,
            )

    def _checked(self, text: str) -> URL:
        """Return the URL as it will be asked. Raises InvalidInput, or Forbidden for an address written out."""
        url = _parsed(text)
        port = url.port or _PORTS[url.scheme]
        with suppress(ValueError):  # a name, which the resolver checks
            try:
                check_address((url.host or "").strip("[]"), port, self._allowed, self._ports)
            except Forbidden:
                failure = _refused()
            else:
                return url
            raise failure
        if _NUMERIC.search(url.host or "") or (port not in self._ports and not self._allowed):
            raise _refused()
        return url

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = CheckedResolver(self._resolver or aiohttp.ThreadedResolver(), self._allowed, self._ports)
            connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True, limit=50)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": f"mojo/{__version__}"},
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT_S),
                trust_env=False,
            )
        return self._session


def _parsed(text: str) -> URL:
    try:
        url = URL(text)
        usable = url.scheme in _PORTS and bool(url.host) and url.explicit_port != 0
    except ValueError:
        usable = False
    if not usable or len(text) > 2000 or not text.isprintable():
        raise InvalidInput("url: must be an address that begins with http:// or https:// and names a host.", field="url")
    return url.with_fragment(None)


def _onward(request: GuardedRequest, status: int, same_origin: bool) -> GuardedRequest:
    """Return what is sent to the next address (RFC 9110, section 15.4): no secrets elsewhere, a body only where due."""
    headers: Mapping[str, str] = request.headers
    if not same_origin:
        headers = {name: value for name, value in headers.items() if name.lower() not in _HOP_SECRETS}
    if status in (307, 308) or request.method in ("GET", "HEAD"):
        return replace(request, headers=headers)
    return replace(request, headers=headers, method="GET", body=None)


def _refused() -> InvalidInput:
    return InvalidInput(
        "url: must lead to a public address on a usual port; the owner can open more with MOJO_ALLOWED_NETWORKS and "
        "MOJO_ALLOWED_PORTS.",
        field="url",
    )
