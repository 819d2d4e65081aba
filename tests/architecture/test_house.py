"""The house rules that a machine can check. Import rules are import-linter's (`make check` runs it)."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mojo"
FEATURES = [path for path in sorted((SOURCE / "features").iterdir()) if path.is_dir() and path.name != "__pycache__"]


def python_files(folder: Path = SOURCE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without signature and docstring."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_files_are_short():
    lengths = sorted(len(path.read_text().splitlines()) for path in python_files())
    assert lengths[int(len(lengths) * 0.9)] <= 250
    assert lengths[-1] <= 400


def test_functions_are_short():
    lengths = sorted(body_lines(function) for path in python_files() for function in functions(path))
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_every_module_says_what_it_is():
    silent = [path for path in python_files() if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_a_feature_is_one_folder_with_a_service_and_a_wiring(feature: Path):
    """What may import what inside it is import-linter's. Its door in Chronos may be a folder when one file is too long for it."""
    assert {path.name for path in feature.iterdir() if path.is_dir()} <= {"providers", "locales", "commands", "__pycache__"}
    assert (feature / "service.py").is_file()
    assert (feature / "wiring.py").is_file()


def test_no_mock_library_outside_tests_and_few_mocks_in_them():
    uses = re.compile(r"unittest\.mock|\bmocker\b|MagicMock|AsyncMock")
    assert [path for path in python_files() if uses.search(path.read_text())] == []
    test_files = [path for path in python_files(ROOT / "tests") if path != Path(__file__)]
    tests = sum(function.name.startswith("test_") for path in test_files for function in functions(path))
    mocks = sum(len(uses.findall(path.read_text())) for path in test_files)
    assert mocks * 100 < tests * 5


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def test_nothing_names_a_registry_host_or_a_path_of_one_machine():
    names = re.compile(rb"pythonhosted\.org|npmjs\.org|deb\.debian\.org|pypi\.org|/work/main|/root/")
    found = [path for path in tracked_files() if path != Path(__file__) and names.search(path.read_bytes())]
    assert found == []


def test_every_decision_is_in_the_index():
    index = (ROOT / "docs/adr/README.md").read_text()
    pages = {path.name for path in (ROOT / "docs/adr").glob("0*.md")}
    assert {name for name in pages if f"({name})" not in index} == set()
    assert set(re.findall(r"\((0[^)]+\.md)\)", index)) == pages


def test_readme_names_only_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named, "the README should tell a stranger what to type"
    assert named <= targets
