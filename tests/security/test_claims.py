"""docs/security.md claims nothing that no test shows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
ROWS = [line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| ---", "| Row", "| Threat"))]


def defined_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_named_test_exists(path: str, name: str) -> None:
    assert name in defined_in(path)


def test_each_row_names_one() -> None:
    assert len(ROWS) > 50
    assert [row for row in ROWS if "::test_" not in row] == []
