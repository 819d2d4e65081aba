"""What a Chronos that runs alone serves: its health, and the webhook if there is one."""

from collections.abc import Mapping

from mojo.shared.health import HealthBoard
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send


def own_port_app(mounts: Mapping[str, AsgiApp], health: HealthBoard) -> AsgiApp:
    """Return an application with /livez, /readyz (503 while the store is away) and `mounts`."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if mounted := mounts.get(scope["path"]):
            return await mounted(scope, receive, send)
        statuses = {"/livez": 200, "/readyz": 503 if health.is_down("redis") else 200}
        await send({"type": "http.response.start", "status": statuses.get(scope["path"], 404), "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return None

    return app
