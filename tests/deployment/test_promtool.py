"""The configuration for Prometheus, read and run by its own tool."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docker" / "prometheus"


def promtool(*arguments: str) -> str:
    assert shutil.which("promtool"), "promtool is not here. Cure: apt-get install prometheus"
    done = subprocess.run(["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("path", sorted(FOLDER.glob("rules/*.yml")), ids=lambda path: path.name)
def test_the_rules_can_be_read(path: Path) -> None:
    assert "SUCCESS" in promtool("check", "rules", str(path))


def test_the_rules_fire_when_they_are_to() -> None:
    assert "SUCCESS" in promtool("test", "rules", *(str(path) for path in sorted(FOLDER.glob("tests/*.yml"))))
