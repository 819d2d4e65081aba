"""A story's lines, shipped by Debian's rsyslog into data streams made by our templates, and found again by its reference number.

rsyslog's Elasticsearch module and noida-db, which speaks `_bulk` and `_search`, stand in for Filebeat and Elasticsearch.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mojo.cli.stand_ins import first_free_port
from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.templates import documents
from tests.deployment.support import ROOT, program, running
from tests.e2e.support import MojoUp, ask, eventually

NOIDA = "lib/python*/site-packages/noida_db/noida-db"
"""In `.venv-ops`: the program itself, because the script in `bin` starts it as a child that outlives the script."""
MODULES = Path("/usr/lib")
CONFIG = """
global(workDirectory="{folder}")
module(load="imfile" mode="inotify")
module(load="mmjsonparse")
module(load="omelasticsearch")
template(name="line" type="list") {{ property(name="$!all-json-plain") }}
template(name="stream" type="string" string="logs-%$!event.dataset%-%$!service.environment%")
template(name="id" type="string" string="%uuid%")
input(type="imfile" File="{logs}/*.json.log" Tag="mojo" ruleset="ship" freshStartTail="off" addMetadata="off")
ruleset(name="ship") {{
  action(type="mmjsonparse" cookie="")
  action(type="omelasticsearch" server="127.0.0.1" serverport="{port}" template="line" searchIndex="stream" dynSearchIndex="on"
         searchType="" bulkmode="on" writeoperation="create" bulkid="id" dynbulkid="on" errorFile="{folder}/refused")
}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shipping")


@pytest.fixture(scope="module")
def elastic(folder: Path) -> Iterator[str]:
    """A server with our templates; what it does not know of Elasticsearch is the lifecycle."""
    found = list((ROOT / ".venv-ops").glob(NOIDA))
    assert found, "noida-db is missing: make .venv-ops/.ops"
    port = first_free_port("127.0.0.1")
    only = ["start", "--only", "elasticsearch", "--data-dir", str(folder / "noida"), "--elasticsearch-port", str(port)]
    with running(folder, "noida", str(found[0]), *only):
        url = f"http://127.0.0.1:{port}"
        eventually(lambda: ask(url), 20)
        for path, body in documents(LogShippingSettings.model_validate({})).items():
            if not path.startswith("_ilm"):
                answer = ask(f"{url}/{path}", "PUT", body)
                assert answer.json == {"acknowledged": True}, answer.body
        yield url


@pytest.fixture(scope="module")
def mojo(folder: Path, elastic: str) -> Iterator[MojoUp]:
    """A Mojo whose log files are shipped as they are written."""
    assert any(MODULES.glob("*/rsyslog/omelasticsearch.so")), "apt-get install rsyslog-elasticsearch"
    up = MojoUp(folder, OPERATIONS_PORT=str(first_free_port("127.0.0.1")))
    config = folder / "rsyslog.conf"
    config.write_text(CONFIG.format(folder=folder, logs=up.data_dir / "logs", port=elastic.rpartition(":")[2]))
    with ExitStack() as stack:
        stack.callback(up.end)
        up.start()
        command = (program("rsyslogd", "rsyslog"), "-n", "-i", str(folder / "rsyslog.pid"), "-f", str(config))
        stack.enter_context(running(folder, "rsyslog", *command))
        yield up


def found(elastic: str, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines that a search finds, oldest first."""
    ask(f"{elastic}/logs-mojo.*/_refresh", "POST")
    wish = {"size": 1000, "query": query, "sort": [{"@timestamp": "asc"}]}
    answer = ask(f"{elastic}/logs-mojo.*/_search", "POST", wish)
    return [{"_index": hit["_index"], **hit["_source"]} for hit in answer.json["hits"]["hits"]] if answer.status == 200 else []


def written(mojo: MojoUp) -> list[dict[str, Any]]:
    """Return every line of the files."""
    files = sorted((mojo.data_dir / "logs").glob("*.json.log"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_a_story_is_found_by_the_reference_number_that_people_are_shown(mojo: MojoUp, elastic: str) -> None:
    olga = mojo.person("Olga")
    olga.say(f"/start {mojo.run['owner_invitation']['code']}")
    olga.say("/weather Lisbon")
    line = eventually(lambda: next((it for it in written(mojo) if it.get("labels", {}).get("command") == "weather"), None))
    story = eventually(lambda: found(elastic, {"prefix": {"trace.id": line["trace.id"][:8]}}), 30, _said(mojo))
    assert line["message"] in {it["message"] for it in story}
    assert {it["trace.id"] for it in story} == {line["trace.id"]}
    assert found(elastic, {"term": {"labels.command": "weather"}})


def test_every_line_arrives_in_the_data_stream_of_its_service(mojo: MojoUp, elastic: str) -> None:
    mojo.get("/status")
    lines = written(mojo)

    def missing() -> list[dict[str, Any]]:
        shipped = [{name: it[name] for name in it if name != "_index"} for it in found(elastic, {"match_all": {}})]
        return [line for line in lines if line not in shipped]

    eventually(lambda: not missing(), 30, lambda: (missing()[:3], _said(mojo)()))
    shipped = found(elastic, {"match_all": {}})
    for line in shipped:
        stream = f"logs-mojo.{line['service.name']}-dev"
        assert stream in line["_index"]
    assert {line["service.name"] for line in shipped} >= {"api", "chronos", "mojo"}
    assert found(elastic, {"range": {"http.response.status_code": {"gte": 200, "lt": 300}}})
    assert not (mojo.folder / "refused").exists()


def _said(mojo: MojoUp) -> Any:
    return lambda: [path.read_text()[-1500:] for path in (mojo.folder / "rsyslog.log", mojo.folder / "refused") if path.exists()]
