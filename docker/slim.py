"""What makes the image small, run once while it is built: languages that nobody speaks leave, and what is imported is compiled.

Compiling everything would cost some twenty megabytes for modules that no process ever imports; compiling nothing would cost
every start a second, since the image cannot be written to.
"""

import importlib
import pkgutil
import py_compile
import sys
from collections.abc import Iterator
from pathlib import Path

import babel

import mojo

ALWAYS_KEPT = "root"
"""What every locale falls back to: https://unicode.org/reports/tr35/#Root"""
NOT_TO_IMPORT = {"__main__", "bench", "pulse"}


def prune_locales() -> int:
    """Remove Babel's data of languages that Mojo has no words in; return how many files."""
    spoken = {path.stem for path in Path(mojo.__file__).parent.rglob("locales/*.ftl")}
    if not spoken:
        raise SystemExit("no locales found: the image would not be able to say anything")
    data = list((Path(babel.__file__).parent / "locale-data").glob("*.dat"))
    gone = [path for path in data if path.stem != ALWAYS_KEPT and path.stem.partition("_")[0] not in spoken]
    for path in gone:
        path.unlink()
    return len(gone)


def compile_used() -> int:
    """Import all of Mojo and compile every module that this brought in; return how many."""
    sys.dont_write_bytecode = True
    for name in _modules():
        importlib.import_module(name)
    sources = {Path(file) for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))}
    used = [path for path in sources if path.suffix == ".py" and path.is_file()]
    for path in used:  # unchecked: the image does not change, and times may change when layers are copied
        py_compile.compile(str(path), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    return len(used)


def _modules() -> Iterator[str]:
    for info in pkgutil.walk_packages(mojo.__path__, "mojo."):
        if info.name.rpartition(".")[2] not in NOT_TO_IMPORT:
            yield info.name


if __name__ == "__main__":
    sys.stdout.write(f"{prune_locales()} files of languages removed, {compile_used()} modules compiled\n")
