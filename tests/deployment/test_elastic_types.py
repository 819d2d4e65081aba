"""What is written to Elasticsearch, held against the types that Elastic publishes for each request."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.templates import NAME, SHIPPER, documents, shipper_role, signed
from tests.deployment.support import program

PACKAGES = Path(__file__).parent / "elastic"
"""Elastic's client and TypeScript, by exact versions and hashes."""
REQUESTS = ("IlmPutLifecycleRequest", "ClusterPutComponentTemplateRequest", "IndicesPutIndexTemplateRequest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elastic")
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text((PACKAGES / name).read_text())
    command = [program("npm", "npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def requests(body_of: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return each request by its type's name, the path's part in it as the client takes it."""
    bodies = zip(REQUESTS, body_of.values(), strict=True)
    role = {**shipper_role(), "metadata": signed(shipper_role())}
    made = {kind: {"name": NAME, **body} for kind, body in bodies}
    user = {"username": SHIPPER, "password": "x", "roles": [SHIPPER], "full_name": "x"}
    return {**made, "SecurityPutRoleRequest": {"name": SHIPPER, **role}, "SecurityPutUserRequest": user}


def compiled(folder: Path, made: dict[str, dict[str, Any]]) -> str:
    """Return what the compiler finds wrong with requests written out; nothing if all fit."""
    lines = [f"export const {kind}: estypes.{kind} = {json.dumps(body)};" for kind, body in made.items()]
    (folder / "check.ts").write_text("\n".join(['import type { estypes } from "@elastic/elasticsearch";', *lines]))
    options = "--noEmit --strict --skipLibCheck --module nodenext --moduleResolution nodenext --target es2022 check.ts"
    command = [folder / "node_modules" / ".bin" / "tsc", *options.split()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False).stdout


def test_every_request_is_one_of_elasticsearchs(folder: Path) -> None:
    assert compiled(folder, requests(documents(LogShippingSettings.model_validate({})))) == ""


def test_a_misspelt_name_would_be_found_in_each(folder: Path) -> None:
    wrong = requests(documents(LogShippingSettings.model_validate({})))
    wrong[REQUESTS[0]]["policy"]["phases"]["hot"]["actions"]["rollover"]["max_agee"] = "1d"
    wrong[REQUESTS[1]]["template"]["mappings"]["dinamic"] = False
    wrong[REQUESTS[2]]["index_patern"] = ["logs-*"]
    wrong["SecurityPutRoleRequest"]["indices"][0]["privilege"] = ["all"]
    wrong["SecurityPutUserRequest"]["role"] = ["x"]
    said = compiled(folder, wrong)
    assert [name for name in ("max_agee", "dinamic", "index_patern", "privilege", "role") if f'"{name}"' not in said] == []
