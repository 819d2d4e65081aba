"""Keep of an SBOM what the image holds: `cyclonedx-py environment ... --output-file - | python -m tools.sbom > mojo.cdx.json`.

The environment of a developer has tests and their tools, too. What ships is what is pinned in `requirements/base.txt`, without
what `docker/Dockerfile` takes out again. Form: https://cyclonedx.org/docs/1.6/json/.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tools.licences import packages

_DOCKERFILE = Path(__file__).parents[1] / "docker" / "Dockerfile"
_REMOVED = re.compile(r"pip uninstall --quiet --yes ([a-z -]+) \\")


def shipped() -> set[str]:
    """Return the names of the packages that are in the image."""
    removed = _REMOVED.search(_DOCKERFILE.read_text())
    assert removed is not None, "the Dockerfile removes nothing any more"  # noqa: S101  # told to whoever changes it
    return {_normal(name) for name, _ in packages()} - set(removed[1].split())


def only_shipped(bom: dict[str, Any]) -> dict[str, Any]:
    """Return the SBOM without what does not ship. Raises SystemExit when something that ships is not in it."""
    wanted = shipped()
    components = [it for it in bom["components"] if _normal(it["name"]) in wanted]
    if missing := wanted - {_normal(it["name"]) for it in components}:
        raise SystemExit(f"not installed, so not listed: {', '.join(sorted(missing))}. Cure: make .venv/.base")
    refs = {it["bom-ref"] for it in components} | {bom["metadata"]["component"]["bom-ref"]}
    kept = [it for it in bom["dependencies"] if it["ref"] in refs]
    dependencies = [{**it, "dependsOn": [ref for ref in it.get("dependsOn", ()) if ref in refs]} for it in kept]
    return {**bom, "components": components, "dependencies": dependencies}


def _normal(name: str) -> str:
    """Return the name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    json.dump(only_shipped(json.load(sys.stdin)), sys.stdout, indent=2)
