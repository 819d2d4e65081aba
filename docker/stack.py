"""Turn the Compose files into a stack for Docker Swarm: several machines, the same containers.

    docker compose -f docker-compose.infra.yml -f docker-compose.app.prod.yml config --format json \\
      | python3 docker/stack.py api=3 chronos=2 scheduler=2 > stack.json
    docker stack deploy -c stack.json mojo

`docker stack` reads an older form of Compose (https://docs.docker.com/engine/swarm/stack-deploy/), JSON is YAML too, and what it
cannot do is done in another way here: see the functions. Needs nothing but Python. Profiles are not for a stack.
"""

import json
import re
import sys
from pathlib import PurePath
from typing import Any

STORE_NODE = "node.labels.mojo.store == true"
"""The machine with the store's disk and the proxy's certificates: docker node update --label-add mojo.store=true NODE."""
UNKNOWN = ("build", "depends_on", "entrypoint", "profiles", "restart", "security_opt", "tmpfs")
"""What a stack refuses or leaves out. Without `depends_on` the services wait for one another by themselves."""
_SIZE = re.compile(r"size=(\d+)m")
_MEGABYTE = 1024 * 1024

Json = dict[str, Any]


def main(wished: list[str]) -> int:
    """Read what `docker compose config` says, write the stack, return the exit code."""
    wishes = [wish.partition("=") for wish in wished]
    if wrong := ["".join(wish) for wish in wishes if not wish[2].isdecimal()]:
        raise SystemExit(f"{wrong[0]}: must be SERVICE=NUMBER, such as api=3.")
    replicas = {name: int(count) for name, _, count in wishes}
    json.dump(stack(json.load(sys.stdin), replicas), sys.stdout, indent=2)
    return 0


def stack(compose: Json, replicas: dict[str, int]) -> Json:
    """Return the stack. Raises SystemExit for a service that is not there, or whose port only its own machine may reach."""
    if missing := replicas.keys() - compose["services"].keys():
        raise SystemExit(f"There is no service called {', '.join(sorted(missing))}.")
    files: Json = {}
    services = {name: service(name, of, replicas.get(name, 1), files) for name, of in compose["services"].items()}
    networks = {name: network(of) for name, of in compose["networks"].items()}
    kept = {name: compose[name] for name in ("secrets", "volumes")}
    return {"version": "3.9", "services": services, "networks": networks, "configs": files, **kept}


def service(name: str, compose: Json, replicas: int, files: Json) -> Json:
    """Return a service: as many as are wished, started again whenever one ends, and where its data is if it has any."""
    made = {key: value for key, value in compose.items() if key not in UNKNOWN}
    volumes = [it for it in compose.get("volumes", []) if it["type"] != "bind"]
    bound = {f"{name}-{PurePath(it['target']).name}": it for it in compose.get("volumes", []) if it["type"] == "bind"}
    files |= {key: {"file": it["source"]} for key, it in bound.items()}
    deploy = {**compose.get("deploy", {}), "replicas": replicas, "restart_policy": {"condition": "any", "delay": "2s"}}
    deploy.pop("placement", None)
    if "ports" in compose:
        made["ports"] = [port(name, it) for it in compose["ports"]]
    else:
        deploy["endpoint_mode"] = "dnsrr"  # the proxy finds each replica by its own address, as with Compose
    if any(it["source"] in ("redis_data", "caddy_data") for it in volumes):
        deploy["placement"] = {"constraints": [STORE_NODE]}
    made["volumes"] = [*volumes, *(tmpfs(it) for it in compose.get("tmpfs", []))]
    made["configs"] = [{"source": key, "target": it["target"]} for key, it in bound.items()]
    return {**made, "deploy": deploy}


def port(name: str, compose: Json) -> Json:
    """Return a published port: on the proxy's machine itself, so that it sees who asks and not Swarm's own network."""
    if compose.get("host_ip"):
        raise SystemExit(f"{name}: port {compose['published']} is for its own machine only, which a stack cannot promise.")
    return {"target": compose["target"], "published": int(compose["published"]), "protocol": compose["protocol"], "mode": "host"}


def tmpfs(compose: str) -> Json:
    """Return a folder in memory."""
    target, _, options = compose.partition(":")
    size = _SIZE.search(options)
    return {"type": "tmpfs", "target": target, "tmpfs": {"size": int(size[1]) * _MEGABYTE} if size else {}}


def network(compose: Json) -> Json:
    """Return a network over all machines."""
    made = {key: value for key, value in compose.items() if key in ("name", "internal") or (key == "ipam" and value)}
    return {**made, "driver": "overlay"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
