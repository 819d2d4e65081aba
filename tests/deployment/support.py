"""Debian's programs, and Mojo's shipped configuration turned towards a Mojo on this machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "docker" / "prometheus"
ALERTMANAGER = ROOT / "docker" / "alertmanager" / "alertmanager.yml"
RULES = sorted(PROMETHEUS.glob("rules/*.yml"))


def program(name: str, package: str) -> str:
    """Return where a program is. Raises AssertionError naming the Debian package that has it: what is missing is not tested."""
    found = shutil.which(name)
    assert found, f"{name} is missing: apt-get install {package}"
    return found


def promtool(*arguments: str | Path, given: str | None = None) -> str:
    """Run promtool and return what it says. Raises AssertionError when it finds something wrong."""
    command = [program("promtool", "prometheus"), *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def hurried(rules: Path, folder: Path) -> Path:
    """Return a copy of a rules file whose alerts wait two seconds instead of minutes; nothing else is changed."""
    text = re.sub(r"\bfor: \w+", "for: 2s", re.sub(r"keep_firing_for: \w+", "keep_firing_for: 1s", rules.read_text()))
    copy = folder / rules.name
    copy.write_text(text)
    return copy


def prometheus_config(folder: Path, ports: dict[str, int], alertmanager: int, self: int) -> Path:
    """Write the shipped configuration with these addresses, looking every second."""
    config: dict[str, Any] = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"}
    config["rule_files"] = [str(hurried(path, folder)) for path in RULES]
    targets = {**ports, "prometheus": self, "alertmanager": alertmanager}
    for job in config["scrape_configs"]:
        job.pop("dns_sd_configs", None)
        job["static_configs"] = [{"targets": [f"127.0.0.1:{targets[job['job_name']]}"]}]
    config["alerting"]["alertmanagers"] = [{"static_configs": [{"targets": [f"127.0.0.1:{alertmanager}"]}]}]
    path = folder / "prometheus.yml"
    path.write_text(yaml.safe_dump(config))
    return path


def alertmanager_config(folder: Path, api: int, token: str) -> Path:
    """Write the shipped configuration with this API and token, grouping for a second instead of fifteen."""
    secret = folder / "alertmanager_token"
    secret.write_text(token)
    config: dict[str, Any] = yaml.safe_load(ALERTMANAGER.read_text())
    config["route"] |= {"group_wait": "1s", "group_interval": "2s"}
    (webhook,) = config["receivers"][0]["webhook_configs"]
    webhook["url"] = webhook["url"].replace("http://api:8000", f"http://127.0.0.1:{api}")
    webhook["http_config"]["authorization"]["credentials_file"] = str(secret)
    path = folder / "alertmanager.yml"
    path.write_text(yaml.safe_dump(config))
    return path


@contextmanager
def running(folder: Path, name: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for the length of the block; what it says is in `folder/name.log`."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={"PATH": os.environ["PATH"]})
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
