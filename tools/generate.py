"""Write what follows from the code: `docs/inventory.md`, `configuration.md` and `licences.md`, `.env.example`, files for Grafana
and Elastic.

python -m tools.generate [--check | --print inventory|env|...]

--check exits with 1 when a file is not what the code says; --print shows one and writes nothing.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from mojo.cli.env_example import env_example
from mojo.shared.log_shipping.pages import ndjson
from tools.configuration import configuration
from tools.dashboards import DASHBOARDS, dashboard
from tools.inventory import inventory
from tools.licences import licences
from tools.log_templates import log_templates

ROOT = Path(__file__).parents[1]
GENERATED: dict[str, tuple[Path, Callable[[], str]]] = {
    "inventory": (ROOT / "docs" / "inventory.md", inventory),
    "configuration": (ROOT / "docs" / "configuration.md", configuration),
    "licences": (ROOT / "docs" / "licences.md", licences),
    "env": (ROOT / ".env.example", env_example),
    **{page.uid: (ROOT / "docker" / "grafana" / f"{page.uid}.json", partial(dashboard, page)) for page in DASHBOARDS},
    "kibana": (ROOT / "docker" / "kibana" / "mojo.ndjson", ndjson),
    **{name: (ROOT / "docker" / "elasticsearch" / f"{name}.json", partial(str, text)) for name, text in log_templates().items()},
}


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which files are stale")
    parser.add_argument("--print", choices=GENERATED, help="show one and write nothing")
    options = parser.parse_args()
    if options.print:
        print(GENERATED[options.print][1](), end="")
        return 0
    return check(GENERATED.values()) if options.check else write(GENERATED.values())


def check(files: Iterable[tuple[Path, Callable[[], str]]]) -> int:
    """Name every file that is not what the code says."""
    stale = [path.name for path, make in files if not path.is_file() or path.read_text() != make()]
    for name in stale:
        print(f"{name} is not what the code says. Cure: run `make fmt` and commit the result.")
    return 1 if stale else 0


def write(files: Iterable[tuple[Path, Callable[[], str]]]) -> int:
    """Write every file."""
    for path, make in files:
        path.write_text(make())
    return 0


if __name__ == "__main__":
    sys.exit(main())
