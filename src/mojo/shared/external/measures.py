"""How this process's ways to outside services are."""

from mojo.shared.context import AppContext
from mojo.shared.external.http import HttpExit
from mojo.shared.measures import Measure
from mojo.shared.metrics import gauge

_open = gauge("mojo_external_breaker_open", "1 while an outside service is left alone by this process, else 0.", "service")
_left = gauge("mojo_external_quota_left", "Calls that an outside service allows for today still.", "service")


async def _services(context: AppContext) -> None:
    http = await context.get(HttpExit)
    for name, service in http.services.items():
        _open.labels(name).set(service.is_left_alone)
        if service.quota_left is not None:
            _left.labels(name).set(service.quota_left)


measures = [Measure("external", _services, (_open, _left))]
