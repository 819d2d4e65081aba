"""The Compose files, as Compose itself reads them: in each combination, every secret a service reads is made and reaches it."""

import functools
import itertools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mojo.shared.settings import section_classes
from tests.deployment.support import ROOT

COMPOSE = ROOT / ".venv-ops" / "bin" / "docker-compose"
APPS = ("docker-compose.app.yml", "docker-compose.app.prod.yml")
PROFILES = ((), ("elk",), ("metrics",), ("elk", "metrics"))
COMBINATIONS = list(itertools.product(APPS, PROFILES))
NAMES = [f"{app.split('.')[1]}-{app.split('.')[2]}-{'+'.join(profiles)}" for app, profiles in COMBINATIONS]
_SECRET = re.compile(r"/run/secrets/([a-z_]+)")


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "secrets"
    subprocess.run([ROOT / "docker" / "secrets.sh", folder], check=True, capture_output=True, timeout=30)
    return folder


@functools.cache
def read(app: str, profiles: tuple[str, ...]) -> dict[str, Any]:
    """Return what Compose makes of the files."""
    return composed(ROOT, app, profiles)


def composed(folder: Path, app: str, profiles: tuple[str, ...]) -> dict[str, Any]:
    assert COMPOSE.exists(), "docker-compose is missing: make .venv-ops/.ops"
    wanted = [part for profile in profiles for part in ("--profile", profile)]
    files = ["-f", "docker-compose.infra.yml", "-f", app]
    command = [COMPOSE, *files, *wanted, "config", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def configurations(service: dict[str, Any]) -> str:
    """Return the text of the files of ours that are mounted into a service."""
    mounted = [Path(it["source"]) for it in service.get("volumes", []) if it["type"] == "bind" and "docker" in it["source"]]
    files = [file for path in mounted for file in ([path] if path.is_file() else sorted(path.rglob("*.yml")))]
    return "\n".join(file.read_text() for file in files)


@pytest.mark.parametrize(("app", "profiles"), COMBINATIONS, ids=NAMES)
def test_every_secret_a_service_reads_is_made_and_reaches_it(app: str, profiles: tuple[str, ...], secrets: Path) -> None:
    config = read(app, profiles)
    for name, service in config["services"].items():
        given = {it["source"] for it in service.get("secrets", [])}
        asked = set(_SECRET.findall(json.dumps(service) + configurations(service)))
        assert asked - {it["target"].rpartition("/")[2] for it in service.get("secrets", [])} == set(), name
        assert [it for it in given if not (secrets / it).is_file()] == [], name
    used = {it["source"] for service in config["services"].values() for it in service.get("secrets", [])}
    assert all((secrets / it).read_text().strip() for it in used - {"telegram_bot_token"})


@pytest.mark.parametrize(("app", "profiles"), COMBINATIONS, ids=NAMES)
def test_nobody_waits_for_somebody_who_cannot_get_well(app: str, profiles: tuple[str, ...]) -> None:
    services = read(app, profiles)["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            done = how["condition"] == "service_completed_successfully"
            assert (services[other].get("restart") == "no") == done, f"{name} -> {other}"
        assert service["deploy"]["resources"]["limits"]["memory"] if "profiles" in service else True, name
        assert service.get("cap_drop") == ["ALL"], name


def test_what_mojo_is_told_are_settings_that_it_has() -> None:
    known = {field.alias for kind in section_classes() for field in kind.model_fields.values()}
    services = read("docker-compose.app.prod.yml", ("elk", "metrics"))["services"]
    mine = [it for it in services.values() if it["image"].startswith("mojo:")]
    assert len(mine) == 5
    asked = {name.removesuffix("_FILE") for it in mine for name in it["environment"]}
    assert asked - known == set()


def test_a_setting_in_the_env_file_reaches_every_service_and_cannot_make_it_less_strict(tmp_path: Path) -> None:
    for name in ("docker-compose.infra.yml", "docker-compose.app.prod.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".env").write_text("OPEN_WEATHER_MAP_KEY=k3y\nSTAGE=DEV\n")
    services = composed(tmp_path, "docker-compose.app.prod.yml", ())["services"]
    for name in ("api", "chronos", "scheduler"):
        told = services[name]["environment"]
        assert (told["OPEN_WEATHER_MAP_KEY"], told["STAGE"]) == ("k3y", "PROD")


@pytest.mark.parametrize(
    ("profiles", "wished", "said"),
    [
        ((), "web=2", "no service called web"),
        ((), "api", "api: must be SERVICE=NUMBER"),
        (("metrics",), "api=2", "for its own machine only"),
    ],
)
def test_a_stack_that_cannot_be_is_refused(profiles: tuple[str, ...], wished: str, said: str) -> None:
    given = json.dumps(read("docker-compose.app.prod.yml", profiles))
    command = [sys.executable, "docker/stack.py", wished]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_grafana_is_shown_its_source_and_dashboards() -> None:
    folder = ROOT / "docker" / "grafana"
    (source,) = yaml.safe_load((folder / "datasources" / "mojo.yml").read_text())["datasources"]
    assert (source["type"], source["url"]) == ("prometheus", "http://prometheus:9090")
    (provider,) = yaml.safe_load((folder / "dashboards" / "mojo.yml").read_text())["providers"]
    grafana = read("docker-compose.app.prod.yml", ("metrics",))["services"]["grafana"]
    mounted = {it["target"]: Path(it["source"]) for it in grafana["volumes"] if it["type"] == "bind"}
    assert len(list(mounted[provider["options"]["path"]].glob("*.json"))) == 4
