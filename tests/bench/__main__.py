"""`python -m tests.bench [name ...]`: run every `*_bench.py`, or the named ones; print a table and write JSON.

Ends with 1 when a figure misses its floor.
"""

import asyncio
import importlib
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from mojo import __version__
from tests.bench.harness import Row

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "bench-results"


def main(wanted: list[str]) -> int:
    """Run, print, write; return the exit code."""
    names = sorted(path.stem.removesuffix("_bench") for path in HERE.glob("*_bench.py"))
    rows: list[Row] = []
    for name in names:
        if not wanted or name in wanted:
            rows += uvloop.run(_run(name))
    print(table(rows))
    print(f"written to {write(rows)}")
    return 0 if all(row.reached for row in rows) else 1


async def _run(name: str) -> list[Row]:
    module = importlib.import_module(f"tests.bench.{name}_bench")
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    async with asyncio.timeout(180):
        rows: list[Row] = await module.run()
    return rows


def table(rows: list[Row]) -> str:
    """Return the figures as text."""
    width = max([len(row.name) for row in rows], default=0)
    return "\n".join(_line(row, width) for row in rows)


def _line(row: Row, width: int) -> str:
    bound = "at most" if row.smaller_is_better else "at least"
    floor = f"{bound} {row.floor:g}" if row.floor is not None else ""
    mark = " " if row.floor is None else "ok" if row.reached else "MISSED"
    return f"{row.name:<{width}}  {row.value:>10.3f} {row.unit:<8} {floor:<16} {mark:<7} {row.note}".rstrip()


def write(rows: list[Row]) -> Path:
    """Write the figures as JSON and return where."""
    RESULTS.mkdir(exist_ok=True)
    at = datetime.now(UTC)
    machine = {"python": platform.python_version(), "system": platform.platform(), "cpus": os.cpu_count()}
    figures = [asdict(row) | {"reached": row.reached} for row in rows]
    path = RESULTS / f"{at:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps({"at": at.isoformat(), "version": __version__, "machine": machine, "rows": figures}, indent=2))
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
