"""arq works jobs off for `jobs_bench`, run by `.venv-peers`: `python jobs_peer.py fill|drain <socket> <count> <seconds a job>`.

`fill` enqueues, `drain` works off and prints as `jobs_worker` does. arq keeps results for an hour unless told otherwise; here it
keeps none, as Mojo's records are not read either.
"""

import asyncio
import json
import sys
import time
from typing import Any

import uvloop
from arq import create_pool
from arq.connections import RedisSettings
from arq.worker import Worker, func

AT_ONCE = 10


async def fill(settings: RedisSettings, count: int) -> None:
    pool = await create_pool(settings)
    for first in range(0, count, 50):
        await asyncio.gather(*(pool.enqueue_job("job") for _ in range(first, min(first + 50, count))))
    await pool.aclose()


async def drain(settings: RedisSettings, count: int, job_s: float) -> None:
    began: list[float] = []
    left = count

    async def job(ctx: dict[str, Any]) -> None:
        nonlocal left
        if not began:
            began.extend((time.perf_counter(), time.process_time()))
        if job_s:
            await asyncio.sleep(job_s)
        left -= 1
        if not left:
            sys.stdout.write(f"{json.dumps([time.perf_counter() - began[0], time.process_time() - began[1]])}\n")

    worker = Worker(
        [func(job, name="job")], redis_settings=settings, max_jobs=AT_ONCE, burst=True, keep_result=0, handle_signals=False
    )
    await worker.main()
    await worker.close()


if __name__ == "__main__":
    _, what, socket, number, seconds = sys.argv
    reached = RedisSettings(unix_socket_path=socket)
    uvloop.run(fill(reached, int(number)) if what == "fill" else drain(reached, int(number), float(seconds)))
