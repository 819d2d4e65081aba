"""schemathesis over every route of the document, by the owner: no 5xx, and every answer is as the document says.

Its pytest plugin is not used: each operation's strategy is a plain Hypothesis one.
"""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mojo.shared.util.asgi_server import serve_asgi
from tests.security.support import OWNER, Whole

pytestmark = pytest.mark.enable_socket

EXAMPLES = 6
"""Of each route and mode; together well under a minute."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class Running(NamedTuple):
    """The whole API behind a real server, in a thread."""

    url: str
    token: str
    document: dict[str, Any]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    sock = socket.create_server(("127.0.0.1", 0))
    started: list[Any] = []
    up = threading.Event()

    async def serve() -> None:
        ready, stop = asyncio.Event(), asyncio.Event()
        whole = Whole()
        await whole.save(OWNER)
        started.extend([asyncio.get_running_loop(), stop, await whole.token(OWNER), await whole.document()])
        serving = asyncio.create_task(serve_asgi(whole.app, sock, ready, stop))
        await ready.wait()
        up.set()
        await serving
        await whole.context.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert up.wait(20)
    loop, stop, token, document = started
    yield Running(f"http://127.0.0.1:{sock.getsockname()[1]}", token, document)
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
def test_whatever_is_sent_the_answer_is_one_that_was_promised(running: Running, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_dict(running.document)
    problems: list[str] = []
    tried, statuses = 0, list[int]()
    for found in schema.get_all_operations():
        operation = found.ok()
        tried += 1
        try:
            _fuzz(operation, mode, running, statuses)
        except Unsatisfiable:  # nothing can be sent wrongly to a route that takes nothing
            assert mode is GenerationMode.NEGATIVE
        except BaseExceptionGroup as group:
            problems += [f"{operation.method} {operation.path}: {error}" for error in group.exceptions]
        except AssertionError as error:
            problems.append(f"{operation.method} {operation.path}: {error}")
    assert problems == []
    assert tried > 25
    assert len(statuses) > 80
    counted = Counter(statuses)
    assert counted[200 if mode is GenerationMode.POSITIVE else 422] > 30, counted


def _fuzz(operation: Any, mode: GenerationMode, running: Running, statuses: list[int]) -> None:
    # of a parameter that comes twice FastAPI takes the last, so only what bodies say wrongly has to be refused
    checks = [*CHECKS, negative_data_rejection] if len(operation.body) else CHECKS

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def fuzz(case: Any) -> None:
        headers = {"Authorization": f"Bearer {running.token}"}
        statuses.append(case.call_and_validate(base_url=running.url, headers=headers, checks=checks).status_code)

    fuzz()
