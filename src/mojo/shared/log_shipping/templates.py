"""What Elasticsearch is told: the fields of a line, the data streams they stand in, and when those end.

Forms: https://www.elastic.co/docs/api/doc/elasticsearch (`ilm.put_lifecycle`, `cluster.put_component_template`,
`indices.put_index_template`). The fields are those of `ecs_fields.py`; a line's own text is kept whole in any case.
"""

import hashlib
import json
from typing import Any

from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.util.ecs_fields import ECS_VERSION, FIELDS

NAME = "mojo-logs"
"""Of the policy and both templates."""
SHIPPER = "mojo-shipper"
"""Of the role, and of the user, by which lines are added."""
STREAMS = "logs-mojo.*-*"
"""Every data stream: `logs-mojo.<service>-<environment>`."""
PRIORITY = 500
"""Elasticsearch's own template for `logs-*-*` has 100, those of its integrations 200."""
KEYWORD_LIMIT = 1024
_SHIPPERS: dict[str, dict[str, Any]] = {
    "data_stream.type": {"type": "constant_keyword", "value": "logs"},
    "data_stream.dataset": {"type": "constant_keyword"},
    "data_stream.namespace": {"type": "constant_keyword"},
    "log.file.path": {"type": "keyword", "ignore_above": KEYWORD_LIMIT},
    "log.offset": {"type": "long"},
    "host.name": {"type": "keyword", "ignore_above": KEYWORD_LIMIT},
    "agent.version": {"type": "keyword", "ignore_above": KEYWORD_LIMIT},
}
"""Fields that Filebeat adds."""


def lifecycle(settings: LogShippingSettings) -> dict[str, Any]:
    """Return the policy: a new index by size or age, the old one deleted `keep_days` after that."""
    rollover = {"max_primary_shard_size": f"{settings.rollover_gb}gb", "max_age": f"{settings.rollover_days}d"}
    return {
        "policy": {
            "phases": {
                "hot": {"min_age": "0ms", "actions": {"rollover": rollover}},
                "delete": {"min_age": f"{settings.keep_days}d", "actions": {"delete": {}}},
            }
        }
    }


def component_template() -> dict[str, Any]:
    """Return the mapping: our fields, labels as keywords, and nothing guessed."""
    labels = {"path_match": "labels.*", "mapping": {"type": "keyword", "ignore_above": KEYWORD_LIMIT}}
    fields = {name: _mapping(kind) for name, kind in FIELDS.items()} | _SHIPPERS
    return {
        "template": {
            "settings": {"index": {"mapping": {"total_fields": {"limit": 1000, "ignore_dynamic_beyond_limit": True}}}},
            "mappings": {
                "dynamic": False,
                "date_detection": False,
                "dynamic_templates": [{"labels": labels}],
                "properties": {**_nested(fields), "labels": {"type": "object", "dynamic": True}},
            },
        }
    }


def index_template(settings: LogShippingSettings) -> dict[str, Any]:
    """Return the template that makes a data stream of each service's first line."""
    index = {"lifecycle": {"name": NAME}, "number_of_replicas": settings.replicas, "codec": "best_compression"}
    return {
        "index_patterns": [STREAMS],
        "data_stream": {},
        "priority": PRIORITY,
        "composed_of": [NAME],
        "template": {"settings": {"index": index}},
    }


def shipper_role() -> dict[str, Any]:
    """Return what whoever ships may do: add lines, and begin a data stream with the first of them."""
    return {"cluster": ["monitor"], "indices": [{"names": [STREAMS], "privileges": ["create_doc", "auto_configure"]}]}


def signed(body: dict[str, Any]) -> dict[str, str]:
    """Return what is kept with `body` over there: where it comes from, and by what it is known again."""
    mark = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
    return {"managed_by": "mojo logs setup", "ecs_version": ECS_VERSION, "mark": mark}


def documents(settings: LogShippingSettings) -> dict[str, dict[str, Any]]:
    """Return what is written without secrets, by the path it is written to: first what others refer to."""
    policy, fields, template = lifecycle(settings), component_template(), index_template(settings)
    return {
        f"_ilm/policy/{NAME}": {"policy": {**policy["policy"], "_meta": signed(policy)}},
        f"_component_template/{NAME}": {**fields, "_meta": signed(fields)},
        f"_index_template/{NAME}": {**template, "_meta": signed(template)},
    }


def known_fields() -> dict[str, str]:
    """Return the type of every field that is mapped, but for labels."""
    return {**FIELDS, **{name: str(mapping["type"]) for name, mapping in _SHIPPERS.items()}}


def _mapping(kind: str) -> dict[str, Any]:
    return {"type": kind, "ignore_above": KEYWORD_LIMIT} if kind == "keyword" else {"type": kind}


def _nested(fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return `a.b.c` as properties within properties."""
    properties: dict[str, Any] = {}
    for name, mapping in fields.items():
        *parents, leaf = name.split(".")
        place = properties
        for parent in parents:
            place = place.setdefault(parent, {"properties": {}})["properties"]
        place[leaf] = mapping
    return properties
