"""Make the list of ECS fields that the tests check every log line against: `tests/ecs/fields.json`.

git clone --depth 1 --branch v9.4.0 https://github.com/elastic/ecs
python -m tools.ecs_fields ecs/generated/csv/fields.csv

The source is Elastic's own generated table, the same that the npm package `@elastic/ecs` gets its types from. What is kept is
each field's name and type, one field set a line, so that a newer version shows as a readable difference.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

TARGET = Path(__file__).parents[1] / "tests" / "ecs" / "fields.json"


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="generated/csv/fields.csv of elastic/ecs")
    with parser.parse_args().table.open(encoding="utf-8", newline="") as stream:
        TARGET.write_text(compact(csv.DictReader(stream)))
    return 0


def compact(rows: Iterable[dict[str, str]]) -> str:
    """Return the table's version, and its fields by field set: `type:name name name`, without sub-fields for search."""
    sets: dict[str, dict[str, list[str]]] = {}
    version = ""
    for row in rows:
        version = row["ECS_Version"]
        if row["Type"] != "Type" and not row["Field"].endswith(".text"):
            sets.setdefault(row["Field"].split(".")[0], {}).setdefault(row["Type"], []).append(row["Field"])
    lines = [
        f"{json.dumps(name)}: {json.dumps({kind: ' '.join(of) for kind, of in kinds.items()})}" for name, kinds in sets.items()
    ]
    return '{\n"version": ' + json.dumps(version) + ',\n"fields": {\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    sys.exit(main())
