"""Logs for `logs_bench`: `python logs_peer.py ours|ecs <file> <lines>`; prints wall and CPU time in seconds.

`ours` runs in Mojo's environment: its writer, with redaction and every field of the house. `ecs` runs in `.venv-peers`:
ecs-logging on logging's own file handler, which redacts nothing.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

EXTRA = {
    "update_id": 1795701822,
    "duration_ms": 32.39,
    "place": "Lisbon",
    "url": "https://example.org/x?access_token=abcdefgh12345",
}


def ours(path: Path) -> Callable[[], None]:
    from mojo.shared.logging import FileSink, LogWriter, save_time
    from mojo.shared.util.ecs import EcsFormatter, Origin
    from mojo.shared.util.redaction import Redactor

    secrets = ["correct horse battery", "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"]
    formatter = EcsFormatter(Origin("mojo", "PROD", "1"), Redactor(secrets))
    writer = LogWriter({formatter: [FileSink(path, limit_bytes=10**9)]}, limit=1_000_000)
    logging.getLogger().handlers = [writer]
    save_time()
    writer.start()
    return lambda: writer.stop(within_s=60)


def ecs(path: Path) -> Callable[[], None]:
    import ecs_logging

    handler = logging.FileHandler(path)
    handler.setFormatter(ecs_logging.StdlibFormatter())
    logging.getLogger().handlers = [handler]
    return handler.close


def main(who: str, path: Path, lines: int) -> None:
    end = {"ours": ours, "ecs": ecs}[who](path)
    log = logging.getLogger("mojo.chronos")
    log.setLevel(logging.INFO)
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(lines):
        log.info("chronos.update_handled", extra=EXTRA)
    end()
    took = [time.perf_counter() - began, time.process_time() - cpu]
    assert sum(1 for _ in path.open("rb")) == lines
    sys.stdout.write(f"{json.dumps(took)}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
