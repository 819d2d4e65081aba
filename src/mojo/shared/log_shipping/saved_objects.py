"""Kibana's saved objects, in the form that its import takes: a data view, searches, and dashboards of Lens panels.

Form: https://www.elastic.co/docs/api/doc/kibana (`saved_objects/_import`), as Kibana 8.9 and newer export it; newer ones bring
it up to date as they import it. They have not been run in a Kibana here.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from mojo.shared.log_shipping.templates import STREAMS, known_fields

VIEW = "mojo-logs"
"""Id of the data view."""
WIDTH = 48
"""Columns of Kibana's grid."""
HEIGHT = 12
COUNT = "___records___"
"""Lens' name for "as many lines as there are"."""
_LAYER = "lines"
_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"

Object = dict[str, Any]
Kind = Literal["bars", "line", "table", "number"]


@dataclass(frozen=True)
class Panel:
    """One question. `by` is a field of which the most frequent values are told apart; `measure` is what is told of `field`."""

    title: str
    kind: Kind
    query: str = ""
    by: str | None = None
    measure: Literal["count", "unique_count", "percentile"] = "count"
    field: str = COUNT
    width: int = 24


@dataclass(frozen=True)
class Search:
    """Lines that somebody looks for, newest first."""

    name: str
    title: str
    query: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Dashboard:
    """One page; a search of its own may stand below its panels."""

    name: str
    title: str
    panels: tuple[Panel, ...]
    search: str | None = None


def data_view() -> Object:
    """Return the name under which all lines are looked at."""
    attributes = {"title": STREAMS, "name": "Mojo: logs", "timeFieldName": "@timestamp"}
    return _object("index-pattern", VIEW, attributes, [], "8.0.0")


def search(it: Search) -> Object:
    """Return a saved search."""
    source = {"query": _kuery(it.query), "filter": [], "indexRefName": _SOURCE}
    attributes = {
        "title": it.title,
        "description": "",
        "columns": list(it.columns),
        "sort": [["@timestamp", "desc"]],
        "grid": {},
        "hideChart": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(source)},
    }
    return _object("search", f"mojo-{it.name}", attributes, [{"type": "index-pattern", "id": VIEW, "name": _SOURCE}], "8.0.0")


def dashboard(page: Dashboard) -> list[Object]:
    """Return a dashboard with the panels it refers to, those first."""
    lenses = [_lens(panel, f"mojo-{page.name}-{number}") for number, panel in enumerate(page.panels, start=1)]
    shown = [(one["type"], one["id"]) for one in lenses] + ([("search", f"mojo-{page.search}")] if page.search else [])
    places = _places([panel.width for panel in page.panels] + ([WIDTH] if page.search else []))
    panels = [
        {
            "type": kind,
            "panelIndex": str(number),
            "gridData": {"x": x, "y": y, "w": width, "h": HEIGHT, "i": str(number)},
            "embeddableConfig": {"enhancements": {}},
            "panelRefName": f"panel_{number}",
        }
        for number, ((kind, _), (x, y, width)) in enumerate(zip(shown, places, strict=True), start=1)
    ]
    references = [{"type": kind, "id": id, "name": f"{n}:panel_{n}"} for n, (kind, id) in enumerate(shown, start=1)]
    attributes = {
        "title": page.title,
        "description": "",
        "panelsJSON": json.dumps(panels),
        "optionsJSON": json.dumps({"useMargins": True, "syncColors": True, "hidePanelTitles": False}),
        "timeRestore": True,
        "timeFrom": "now-24h",
        "timeTo": "now",
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps({"query": _kuery(""), "filter": []})},
    }
    return [*lenses, _object("dashboard", f"mojo-{page.name}", attributes, references, "8.9.0")]


def _places(widths: list[int]) -> list[tuple[int, int, int]]:
    """Put panels side by side, a new row where the next does not fit; return column, row and width of each."""
    placed, x, y = [], 0, 0
    for width in widths:
        if x + width > WIDTH:
            x, y = 0, y + HEIGHT
        placed.append((x, y, width))
        x += width
    return placed


def _lens(panel: Panel, id: str) -> Object:
    columns = _columns(panel)
    layer = {"columnOrder": list(columns), "columns": columns, "incompleteColumns": {}, "sampling": 1}
    attributes = {
        "title": panel.title,
        "description": "",
        "visualizationType": {"bars": "lnsXY", "line": "lnsXY", "table": "lnsDatatable", "number": "lnsMetric"}[panel.kind],
        "state": {
            "datasourceStates": {"formBased": {"layers": {_LAYER: layer}}},
            "visualization": _visualization(panel),
            "query": _kuery(panel.query),
            "filters": [],
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }
    references = [{"type": "index-pattern", "id": VIEW, "name": f"indexpattern-datasource-layer-{_LAYER}"}]
    return _object("lens", id, attributes, references, "8.9.0")


def _columns(panel: Panel) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if panel.by:
        columns["by"] = {
            "label": panel.by,
            "dataType": "number" if known_fields().get(panel.by) == "long" else "string",
            "operationType": "terms",
            "sourceField": panel.by,
            "isBucketed": True,
            "scale": "ordinal",
            "params": {
                "size": 10,
                "orderBy": {"type": "column", "columnId": "value"},
                "orderDirection": "desc",
                "otherBucket": False,
                "missingBucket": False,
            },
        }
    if panel.kind in ("bars", "line"):
        columns["time"] = {
            "label": "@timestamp",
            "dataType": "date",
            "operationType": "date_histogram",
            "sourceField": "@timestamp",
            "isBucketed": True,
            "scale": "interval",
            "params": {"interval": "auto", "includeEmptyRows": True},
        }
    return columns | {"value": _measure(panel)}


def _measure(panel: Panel) -> dict[str, Any]:
    labels = {"count": "Lines", "unique_count": f"Different {panel.field}", "percentile": f"95 % of {panel.field} below"}
    params = {"percentile": 95} if panel.measure == "percentile" else {"emptyAsNull": True}
    return {
        "label": labels[panel.measure],
        "dataType": "number",
        "operationType": panel.measure,
        "sourceField": panel.field,
        "isBucketed": False,
        "scale": "ratio",
        "params": params,
    }


def _visualization(panel: Panel) -> dict[str, Any]:
    if panel.kind == "number":
        return {"layerId": _LAYER, "layerType": "data", "metricAccessor": "value"}
    if panel.kind == "table":
        shown = ["by", "value"] if panel.by else ["value"]
        return {"layerId": _LAYER, "layerType": "data", "columns": [{"columnId": name} for name in shown]}
    series = "bar_stacked" if panel.kind == "bars" else "line"
    layer = {"layerId": _LAYER, "layerType": "data", "seriesType": series, "xAccessor": "time", "accessors": ["value"]}
    return {
        "preferredSeriesType": series,
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
        "layers": [{**layer, "splitAccessor": "by"} if panel.by else layer],
    }


def _kuery(query: str) -> dict[str, str]:
    return {"query": query, "language": "kuery"}


def _object(kind: str, id: str, attributes: Object, references: list[dict[str, str]], version: str) -> Object:
    return {
        "type": kind,
        "id": id,
        "attributes": attributes,
        "references": references,
        "coreMigrationVersion": "8.8.0",
        "typeMigrationVersion": version,
        "managed": False,
    }
