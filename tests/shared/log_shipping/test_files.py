"""What Elasticsearch, Kibana and Filebeat are told fits together, and fits the lines."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mojo.shared.log_shipping.pages import DASHBOARDS, SEARCHES, saved_objects
from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.templates import component_template, documents, known_fields
from mojo.shared.util.ecs import SERVICES, EcsFormatter, Origin, prepare
from mojo.shared.util.ecs_fields import FIELDS, dataset_of, environment_of
from mojo.shared.util.redaction import Redactor
from tests.ecs.checker import TYPES

FILEBEAT = Path(__file__).parents[3] / "docker" / "filebeat" / "filebeat.yml"
OBJECTS = {(one["type"], one["id"]): one for one in saved_objects()}
_FIELD = re.compile(r"([a-z@][a-z_.]*[a-z]): ")


def leaves(properties: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, mapping in properties.items():
        if "properties" in mapping:
            found |= leaves(mapping["properties"], f"{above}{name}.")
        else:
            found[f"{above}{name}"] = mapping["type"]
    return found


def fields_of(value: Any) -> set[str]:
    """Return every field that an object names: in queries, columns, and the JSON within its JSON."""
    if isinstance(value, str):
        inner = json.loads(value) if value.startswith(("{", "[")) else None
        return fields_of(inner) if inner is not None else set()
    if isinstance(value, list):
        return {name for one in value for name in fields_of(one)}
    if not isinstance(value, dict):
        return set()
    named = {value["sourceField"]} if "sourceField" in value else set()
    named |= set(value["columns"]) if isinstance(value.get("columns"), list) and _all_text(value["columns"]) else set()
    named |= set(_FIELD.findall(value["query"])) if isinstance(value.get("query"), str) else set()
    return named.union(*(fields_of(one) for one in value.values()))


def _all_text(values: list[Any]) -> bool:
    return all(isinstance(one, str) for one in values)


def test_every_field_is_mapped_as_the_schema_has_it_and_labels_are_keywords() -> None:
    mappings = component_template()["template"]["mappings"]
    mapped = leaves(mappings["properties"])
    assert mapped.pop("labels") == "object"
    assert mapped.keys() >= FIELDS.keys()
    ours = {name: kind for name, kind in mapped.items() if name in TYPES}
    assert {name: kind for name, kind in ours.items() if TYPES[name] != kind} == {}
    assert mapped.keys() - TYPES.keys() <= {"data_stream.type", "data_stream.dataset", "data_stream.namespace", "log.offset"}
    (labels,) = mappings["dynamic_templates"]
    assert (labels["labels"]["path_match"], labels["labels"]["mapping"]["type"]) == ("labels.*", "keyword")


def test_size_age_and_copies_are_settings_and_change_the_mark() -> None:
    wished = {"LOGS_ROLLOVER_GB": 2, "LOGS_ROLLOVER_DAYS": 3, "LOGS_KEEP_DAYS": 90, "LOGS_REPLICAS": 1}
    default, other = (documents(LogShippingSettings.model_validate(it)) for it in ({}, wished))
    phases = other["_ilm/policy/mojo-logs"]["policy"]["phases"]
    assert phases["hot"]["actions"]["rollover"] == {"max_primary_shard_size": "2gb", "max_age": "3d"}
    assert phases["delete"]["min_age"] == "90d"
    assert other["_index_template/mojo-logs"]["template"]["settings"]["index"]["number_of_replicas"] == 1
    marks = [it["_ilm/policy/mojo-logs"]["policy"]["_meta"]["mark"] for it in (default, other)]
    assert marks[0] != marks[1]
    assert default["_component_template/mojo-logs"] == other["_component_template/mojo-logs"]


@pytest.mark.parametrize("key", OBJECTS, ids="/".join)
def test_what_an_object_refers_to_is_there_and_asks_for_fields_that_there_are(key: tuple[str, str]) -> None:
    one = OBJECTS[key]
    assert [ref for ref in one["references"] if (ref["type"], ref["id"]) not in OBJECTS] == []
    named = fields_of(one["attributes"]) - {"___records___"}
    assert {name for name in named if not name.startswith("labels.")} <= known_fields().keys()
    if key[0] == "search":
        assert len(named) > 2
    if key[0] == "dashboard":
        panels = json.loads(one["attributes"]["panelsJSON"])
        wanted = {f"{panel['panelIndex']}:{panel['panelRefName']}" for panel in panels}
        assert wanted == {ref["name"] for ref in one["references"]}


@pytest.mark.parametrize("page", [key for key in OBJECTS if key[0] == "dashboard"], ids="/".join)
def test_panels_have_places_of_their_own(page: tuple[str, str]) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in json.loads(OBJECTS[page]["attributes"]["panelsJSON"]):
        at = panel["gridData"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 48
        taken |= cells


@pytest.mark.parametrize("key", [key for key in OBJECTS if key[0] == "lens"], ids="/".join)
def test_a_panel_is_ordered_and_drawn_by_columns_it_has(key: tuple[str, str]) -> None:
    state = OBJECTS[key]["attributes"]["state"]
    (layer,) = state["datasourceStates"]["formBased"]["layers"].values()
    drawn = json.dumps(state["visualization"])
    assert layer["columnOrder"] == list(layer["columns"])
    assert all(f'"{name}"' in drawn for name in layer["columns"])
    numbers = {"long"} | ({"keyword"} if "unique_count" in str(layer) else set())
    value = layer["columns"]["value"]["sourceField"]
    assert value == "___records___" or known_fields()[value] in numbers
    grouped = [column["sourceField"] for column in layer["columns"].values() if column["operationType"] == "terms"]
    assert not [name for name in grouped if known_fields().get(name) in ("match_only_text", "date")]


def test_the_labels_and_actions_that_are_asked_for_are_written_somewhere() -> None:
    source = "\n".join(path.read_text() for path in (Path(__file__).parents[3] / "src").rglob("*.py"))
    asked = {one for key in OBJECTS for one in fields_of(OBJECTS[key]["attributes"]) if one.startswith("labels.")}
    assert asked
    assert [name for name in asked if f'"{name.removeprefix("labels.")}"' not in source] == []
    queries = " ".join([*(it.query for it in SEARCHES), *(panel.query for page in DASHBOARDS for panel in page.panels)])
    actions = set(re.findall(r"event\.action: ([a-z_.]+)", queries))
    assert len(actions) > 4
    assert [name for name in actions if f'"{name}"' not in source] == []


def test_filebeat_can_tell_files_apart_by_less_than_the_shortest_line() -> None:
    (files,) = yaml.safe_load(FILEBEAT.read_text())["filebeat.inputs"]
    length = files["prospector.scanner.fingerprint"]["length"]
    record = logging.makeLogRecord({"name": "a", "levelno": logging.INFO, "levelname": "INFO", "msg": ""})
    prepare(record)
    shortest = EcsFormatter(Origin("api", "DEV", "1"), Redactor()).line(record)
    assert 64 <= length < len(shortest)
    assert shortest.index(b"log.level") < length


def test_filebeat_writes_where_the_template_and_the_role_are() -> None:
    config = yaml.safe_load(FILEBEAT.read_text())
    pattern = config["output.elasticsearch"]["index"]
    (streams,) = documents(LogShippingSettings.model_validate({}))["_index_template/mojo-logs"]["index_patterns"]
    for service in (*SERVICES, "mojo"):
        line = {"event.dataset": dataset_of(service), "service.environment": environment_of("PROD")}
        stream = re.sub(r"%\{\[([a-z.]+)\][^}]*\}", lambda found, line=line: line[found[1]], pattern)  # type: ignore[misc]
        assert re.fullmatch(streams.replace(".", r"\.").replace("*", "[a-z0-9._]+"), stream), stream
    assert (config["setup.template.enabled"], config["setup.ilm.enabled"]) == (False, False)
    (files,) = config["filebeat.inputs"]
    assert [Path(path).name for path in files["paths"]] == ["*.json.log", "*.json.log.*"]
