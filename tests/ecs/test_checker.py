"""The checker that every line of the run passes: it knows the schema, and it finds what is wrong."""

import json
import logging
from typing import Any

import pytest

from mojo.shared.util.ecs_fields import ECS_VERSION, FIELDS
from tests.ecs.checker import TYPES, VERSION, EcsChecker, faults

GOOD: dict[str, Any] = {
    "@timestamp": "2026-11-26T08:00:00.000000Z",
    "message": "api.started",
    "log.level": "info",
    "log.logger": "mojo.api",
    "ecs.version": VERSION,
    "event.dataset": "mojo.api",
    "service.name": "api",
    "service.environment": "dev",
    "service.version": "1",
}


def test_what_mojo_writes_is_in_the_schema_with_the_same_types() -> None:
    assert ECS_VERSION == VERSION
    assert {name: TYPES.get(name) for name in FIELDS} == FIELDS
    assert len(TYPES) > 2000


def test_a_good_line_passes() -> None:
    line = GOOD | {"event.duration": 12_000, "client.ip": "::1", "user.id": None, "labels": {"port": 8000, "names": ["a"]}}
    assert list(faults(json.dumps(line))) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"event.duration": 1.5}, "event.duration is no long: 1.5"),
        ({"event.duration": True}, "event.duration is no long: True"),
        ({"client.ip": "unknown"}, "client.ip is no ip: 'unknown'"),
        ({"@timestamp": "yesterday"}, "@timestamp is no date: 'yesterday'"),
        ({"user.id": 7}, "user.id is no keyword: 7"),
        ({"made.up": 1}, f"made.up is no field of ECS {VERSION}"),
        ({"port": 1}, f"port is no field of ECS {VERSION}"),
        ({"labels": {"a.b": 1}}, "label a.b has a dot"),
        ({"labels": {"a": {"b": 1}}}, "label a is nested: {'b': 1}"),
        ({"ecs.version": "8.11.0"}, "ecs.version is 8.11.0"),
    ],
)
def test_a_wrong_line_is_found(wrong: dict[str, Any], fault: str) -> None:
    assert list(faults(json.dumps(GOOD | wrong))) == [fault]


def test_a_line_that_lacks_a_field_or_is_no_json_is_found() -> None:
    assert list(faults(json.dumps({name: GOOD[name] for name in GOOD if name != "event.dataset"}))) == ["lacks event.dataset"]
    assert list(faults("half a li")) == ["is no JSON"]


def test_lines_of_this_process_reach_it(ecs_checker: EcsChecker) -> None:
    before = ecs_checker.lines
    logging.getLogger("mojo.checked").info("test.event", extra={"made.up": {"x": 1}})
    logging.getLogger("aiohttp.client").warning("A library's sentence.")
    assert ecs_checker.lines == before + 2
    logging.getLogger("mojo.checked").info("test.event", extra={"event.duration": "long"})
    assert ecs_checker.taken() == ["mojo.checked: event.duration is no long: 'long'"]
