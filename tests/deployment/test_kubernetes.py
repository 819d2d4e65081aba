"""The manifests for Kubernetes: each as its schema has it, all as strict as Compose, and nothing named that is not there."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mojo.shared.settings import section_classes
from tests.deployment.support import ROOT

MANIFESTS = ROOT / "docker" / "kubernetes"
VALIDATE = ROOT / ".venv-ops" / "bin" / "kubernetes-validate"
SERVICES = ("api", "chronos", "scheduler")
NAME = "app.kubernetes.io/name"


def documents(kind: str | None = None) -> Iterator[dict[str, Any]]:
    """Return every object, or those of a kind, in the order in which they are applied."""
    for name in yaml.safe_load((MANIFESTS / "kustomization.yaml").read_text())["resources"]:
        for document in yaml.safe_load_all((MANIFESTS / name).read_text()):
            if kind in (None, document["kind"]):
                yield document


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {document["metadata"]["name"]: document for document in documents(kind)}


def pods() -> dict[str, dict[str, Any]]:
    """Return the pod of each workload, by the workload's name."""
    return {name: it["spec"]["template"] for kind in ("Deployment", "StatefulSet") for name, it in named(kind).items()}


def validated(*files: Path) -> subprocess.CompletedProcess[str]:
    assert VALIDATE.exists(), "kubernetes-validate is missing: make .venv-ops/.ops"
    command = [VALIDATE, "--strict", *files]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_every_object_is_as_its_schema_has_it() -> None:
    files = [path for path in sorted(MANIFESTS.glob("*.yaml")) if path.name != "kustomization.yaml"]
    done = validated(*files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (done.stdout + done.stderr).count(" passed ") == len(list(documents()))
    assert {path.name for path in files} == set(yaml.safe_load((MANIFESTS / "kustomization.yaml").read_text())["resources"])


@pytest.mark.parametrize(
    ("right", "wrong"), [("replicas: 2", 'replicas: "two"'), ("readOnlyRootFilesystem", "readonlyRootFilesystem")]
)
def test_a_mistake_would_be_seen(right: str, wrong: str, tmp_path: Path) -> None:
    text = (MANIFESTS / "api.yaml").read_text()
    assert right in text
    (tmp_path / "api.yaml").write_text(text.replace(right, wrong))
    assert validated(tmp_path / "api.yaml").returncode != 0


def test_selectors_find_their_pods() -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in pods().items()}
    for name, it in (named("Deployment") | named("StatefulSet") | named("PodDisruptionBudget")).items():
        assert it["spec"]["selector"]["matchLabels"].items() <= labels[name].items()
    for name, service in named("Service").items():
        (container,) = pods()[name]["spec"]["containers"]
        assert service["spec"]["selector"].items() <= labels[name].items()
        assert {it["targetPort"] for it in service["spec"]["ports"]} <= {it["name"] for it in container["ports"]}
    for policy in named("NetworkPolicy").values():
        selector = policy["spec"]["podSelector"]
        chosen = selector.get("matchLabels", {}).values() or selector["matchExpressions"][0]["values"]
        assert set(chosen) <= {it[NAME] for it in labels.values()}


def test_every_door_leads_somewhere() -> None:
    (ingress,) = documents("Ingress")
    (rule,) = ingress["spec"]["rules"]
    assert [rule["host"]] == ingress["spec"]["tls"][0]["hosts"]
    ways = {it["path"]: it["backend"]["service"]["name"] for it in rule["http"]["paths"]}
    assert ways == {"/telegram/webhook": "chronos", "/": "api"}
    told = named("ConfigMap")["mojo"]["data"]
    assert told["TELEGRAM_WEBHOOK_URL"] == f"https://{rule['host']}/telegram/webhook"
    assert told["API_PUBLIC_URL"] == f"https://{rule['host']}"


@pytest.mark.parametrize("name", [*SERVICES, "redis"])
def test_every_pod_is_as_confined_as_its_container_in_compose(name: str) -> None:
    spec = pods()[name]["spec"]
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert (spec["automountServiceAccountToken"], spec["enableServiceLinks"]) == (False, False)
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["limits"]["memory"]
    assert container["resources"]["requests"]
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys()


@pytest.mark.parametrize("name", [*SERVICES, "redis"])
def test_every_secret_a_pod_reads_is_made_and_mounted(name: str, tmp_path: Path) -> None:
    subprocess.run([ROOT / "docker" / "secrets.sh", tmp_path / "secrets"], check=True, capture_output=True, timeout=30)
    spec = pods()[name]["spec"]
    (given,) = [it["secret"] for it in spec["volumes"] if "secret" in it]
    assert given["secretName"] == "mojo"  # a name
    assert {it["key"] for it in given["items"]} <= {path.name for path in (tmp_path / "secrets").iterdir()}
    told = named("ConfigMap")["mojo"]["data"].values() if name in SERVICES else spec["containers"][0]["command"]
    asked = set(re.findall(r"/run/secrets/([a-z_]+)", " ".join([*told, str(spec["containers"])])))
    assert asked == {it["path"] for it in given["items"]}


def test_what_mojo_is_told_are_settings_that_it_has() -> None:
    known = {field.alias for kind in section_classes() for field in kind.model_fields.values()}
    assert {name.removesuffix("_FILE") for name in named("ConfigMap")["mojo"]["data"]} - known == set()


def test_the_store_is_started_as_compose_starts_it() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.infra.yml").read_text())["services"]["redis"]
    (container,) = pods()["redis"]["spec"]["containers"]
    theirs = compose["command"].replace("${REDIS_MAXMEMORY:-256mb}", "256mb").replace('""', "").split()
    assert [word for word in container["command"] if word] == theirs
    assert compose["image"] == f"${{VALKEY_IMAGE:-{container['image']}}}"


def test_ports_are_those_that_the_image_listens_on() -> None:
    listens = {
        name: {it["name"]: it["containerPort"] for it in pods()[name]["spec"]["containers"][0]["ports"]} for name in SERVICES
    }
    assert listens == {
        "api": {"http": 8000, "operations": 8010},
        "chronos": {"http": 8002, "operations": 8011},
        "scheduler": {"operations": 8012},
    }
    exposed = (ROOT / "docker" / "Dockerfile").read_text()
    assert "EXPOSE 8000 8002" in exposed
