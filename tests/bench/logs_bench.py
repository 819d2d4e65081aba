"""Log lines a second with redaction, against ecs-logging, which has none."""

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.api_bench import PEERS_PYTHON
from tests.bench.harness import Row, in_turns, ratio

LINES = 30_000
ROUNDS = 5
FLOOR = 4.0
ROOT = Path(__file__).parents[2]


async def run() -> list[Row]:
    """Return the ratio of lines a CPU second."""
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(1000))

        async def lines_per_s(python: str, who: str) -> float:
            command = [python, str(Path(__file__).with_name("logs_peer.py")), who, f"{folder}/{next(names)}", str(LINES)]
            done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
            _, cpu_s = json.loads(done.stdout)
            return LINES / float(cpu_s)

        done = await in_turns(
            {
                "ours": lambda: lines_per_s(sys.executable, "ours"),
                "ecs": lambda: lines_per_s(str(PEERS_PYTHON), "ecs"),
            },
            ROUNDS,
        )
    note = f"of ecs-logging, which redacts nothing; at best {max(done['ours']):.0f} against {max(done['ecs']):.0f} a CPU second"
    return [Row("logs.lines", ratio(done["ours"], done["ecs"]), FLOOR, "x", note)]
