"""`mojo logs setup`: everything is written that is not there, or not as it should be. A second time changes nothing."""

from collections.abc import AsyncIterator
from typing import Any

from mojo.shared.external.http import HttpExit
from mojo.shared.log_shipping.pages import ndjson
from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.talking import Door, SetupFailed
from mojo.shared.log_shipping.templates import SHIPPER, documents, shipper_role, signed

CREATED, CHANGED, LEFT = "created", "changed", "left"
_IMPORT = "api/saved_objects/_import"
_KIBANA_USER = "kibana_system"


async def set_up(http: HttpExit, settings: LogShippingSettings) -> AsyncIterator[tuple[str, str]]:
    """Yield what was done and to what, as it happens. Raises SetupFailed at the first thing that is refused."""
    elasticsearch = Door(http, settings, "Elasticsearch", settings.elasticsearch_url, "LOGS_ELASTICSEARCH_URL")
    for path, body in documents(settings).items():
        yield await _put(elasticsearch, path, body), path
    if password := settings.shipper_password.get_secret_value():
        role = shipper_role()
        path = f"_security/role/{SHIPPER}"
        yield await _put(elasticsearch, path, {**role, "metadata": signed(role)}), path
        yield await _shipper(elasticsearch, password), f"_security/user/{SHIPPER}"
    if password := settings.kibana_password.get_secret_value():
        yield await _kibana_user(elasticsearch, password), f"password of {_KIBANA_USER}"
    if settings.kibana_url:
        kibana = Door(http, settings, "Kibana", settings.kibana_url, "LOGS_KIBANA_URL")
        for done in await _pages(kibana):
            yield done


async def _put(door: Door, path: str, body: dict[str, Any]) -> str:
    """Write `body` unless what is there bears its mark."""
    mark = (body.get("_meta") or body.get("metadata") or body["policy"]["_meta"])["mark"]
    there = await door.get(path)
    if there and _bears(there, mark):
        return LEFT
    await door.write("PUT", path, body)
    return CHANGED if there else CREATED


def _bears(document: Any, mark: str) -> bool:
    """Tell whether the mark stands anywhere in what was read: each kind keeps it in a place of its own."""
    if isinstance(document, dict):
        return document.get("mark") == mark or any(_bears(value, mark) for value in document.values())
    return isinstance(document, list) and any(_bears(value, mark) for value in document)


async def _shipper(door: Door, password: str) -> str:
    path = f"_security/user/{SHIPPER}"
    there = await door.get(path)
    if there and there[SHIPPER].get("roles") == [SHIPPER] and await door.knows(SHIPPER, password):
        return LEFT
    await door.write("PUT", path, {"password": password, "roles": [SHIPPER], "full_name": "Adds Mojo's log lines"})
    return CHANGED if there else CREATED


async def _kibana_user(door: Door, password: str) -> str:
    if await door.knows(_KIBANA_USER, password):
        return LEFT
    await door.write("POST", f"_security/user/{_KIBANA_USER}/_password", {"password": password})
    return CHANGED


async def _pages(kibana: Door) -> list[tuple[str, str]]:
    """Add what is missing; then bring up to date what was there, which the first time has refused to touch."""
    lines = ndjson()
    first = await kibana.upload(_IMPORT, lines)
    created, errors = first["successCount"], first.get("errors", [])
    there = [one for one in errors if one["error"]["type"] == "conflict"]
    _refuse([one for one in errors if one not in there])
    done = [(CREATED, f"{created} saved objects in Kibana")] if created else []
    if there:
        _refuse((await kibana.upload(f"{_IMPORT}?overwrite=true", lines)).get("errors", []))
        done.append(("renewed", f"{len(there)} saved objects in Kibana"))
    return done


def _refuse(errors: list[dict[str, Any]]) -> None:
    if errors:
        named = ", ".join(f"{one['type']} {one['id']} ({one['error']['type']})" for one in errors[:5])
        raise SetupFailed(f"Kibana refused {len(errors)} saved objects: {named}. Cure: use Kibana 8.14 or newer.")
