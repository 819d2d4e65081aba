"""What `lazy_aiogram` relies on in aiogram and pydantic, and what it gains, measured in fresh processes."""

import json
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

MEASURE = """
import json, sys, time
import aiohttp, pydantic

def rss_mb():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024

before_mb, before_s = rss_mb(), time.process_time()
if sys.argv[1] == "plain":
    from aiogram import methods, types
else:
    from mojo.shared.external.lazy_aiogram import methods, types
result = {"mb": rss_mb() - before_mb, "cpu_s": time.process_time() - before_s}
from mojo.shared.external import lazy_aiogram

models = [kind for part in (types, methods) for name in part.__all__ if hasattr(kind := getattr(part, name), "model_rebuild")]
result["models"] = len(models)
result["built"] = sum(kind.__pydantic_complete__ for kind in models)
result["broken"] = [kind.__name__ for kind in models if kind.model_rebuild() is False]
result["patched"] = "model_rebuild" in vars(types.TelegramObject)
result["pydantic"] = pydantic.BaseModel.model_rebuild.__func__.__module__
print(json.dumps(result))
"""


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Any]]:
    """What aiogram costs, imported both ways side by side in new interpreters."""
    runs = {
        way: subprocess.Popen([sys.executable, "-c", MEASURE, way], stdout=subprocess.PIPE, text=True)
        for way in ("plain", "lazy")
    }
    return {way: json.loads(run.communicate(timeout=60)[0]) for way, run in runs.items()}


def test_most_memory_and_time_is_saved(measured: dict[str, dict[str, Any]]) -> None:
    plain, lazy = measured["plain"], measured["lazy"]
    print(f"aiogram costs {plain['mb']:.0f} MB, {plain['cpu_s']:.2f} s; lazily {lazy['mb']:.0f} MB, {lazy['cpu_s']:.2f} s")  # noqa: T201
    assert lazy["mb"] < plain["mb"] / 2
    assert lazy["cpu_s"] < plain["cpu_s"] / 2


def test_no_schema_is_built_before_its_first_use_and_each_can_be(measured: dict[str, dict[str, Any]]) -> None:
    lazy = measured["lazy"]
    assert lazy["models"] > 500
    assert lazy["built"] < lazy["models"] / 3
    assert lazy["broken"] == []


def test_other_models_of_the_same_process_are_left_alone(measured: dict[str, dict[str, Any]]) -> None:
    assert measured["lazy"]["pydantic"] == "pydantic.main"


def test_aiogram_imported_before_stays_the_plain_import(measured: dict[str, dict[str, Any]]) -> None:
    assert measured["lazy"]["patched"]
    assert not measured["plain"]["patched"]


def test_bad_values_are_still_refused() -> None:
    from mojo.shared.external.lazy_aiogram import methods, types

    with pytest.raises(ValidationError):
        methods.SendMessage.model_validate({"chat_id": [], "text": 3})
    with pytest.raises(ValidationError):
        types.Update.model_validate({"update_id": 1, "message": {"text": "no chat"}})


def test_a_process_that_does_not_talk_to_telegram_does_not_pay_for_it() -> None:
    program = """
import sys
from mojo.api.app import create_app
from mojo.chronos import builtin, checks, commands
from mojo.scheduler import service
from mojo.shared.context import AppName, make_context
from mojo.shared.settings import load_settings

create_app(make_context(AppName.API, load_settings({"REDIS_URL": "redis://127.0.0.1:1"}, dotenv=None)))
print("aiogram" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
