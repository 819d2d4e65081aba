"""What a whole Mojo shows of itself: every metric that is named somewhere, and no more series for odd guests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mojo.cli.stand_ins import first_free_port
from tests.e2e.support import MojoUp, Person, ask, eventually

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"\b(mojo_[a-z0-9_]+|process_[a-z_]+)\b")
MOST_SERIES = 2500


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MojoUp]:
    """A Mojo whose metrics' port is known."""
    up = MojoUp(tmp_path_factory.mktemp("watched"), OPERATIONS_PORT=str(first_free_port("127.0.0.1")))
    try:
        yield up.start()
    finally:
        up.end()


def scrape(up: MojoUp) -> str:
    answer = ask(f"http://127.0.0.1:{up.environ['OPERATIONS_PORT']}/metrics")
    assert answer.status == 200
    return answer.body.decode()


def series(text: str) -> set[str]:
    return {line.rpartition(" ")[0] for line in text.splitlines() if line and not line.startswith("#")}


def shown(text: str) -> set[str]:
    """Return every name that can be asked for, those without a series yet included."""
    kinds = dict(line.split()[2:4] for line in text.splitlines() if line.startswith("# TYPE "))
    parts = {f"{name}_{part}" for name, kind in kinds.items() if kind == "histogram" for part in ("bucket", "count", "sum")}
    return set(kinds) | parts


@pytest.mark.parametrize(
    "folder", ["docker/prometheus/rules", "docker/grafana", "docs/observability.md"], ids=["rules", "dashboards", "page"]
)
def test_every_metric_that_is_named_is_there(watched: MojoUp, folder: str) -> None:
    place = ROOT / folder
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    assert files
    text = "\n".join(path.read_text() for path in files)
    named = {name for name in NAMED.findall(text) if not name.endswith("_")}
    recorded = set(re.findall(r"record: (\S+)", (ROOT / "docker/prometheus/rules/mojo-recording.yml").read_text()))
    assert named - shown(scrape(watched)) == set()
    for name in re.findall(r"mojo:[a-z0-9_:]+", text):
        assert name.rstrip(":") in recorded


def test_every_metric_stands_on_the_page(watched: MojoUp) -> None:
    page = (ROOT / "docs" / "observability.md").read_text()
    kinds = {line.split()[2] for line in scrape(watched).splitlines() if line.startswith("# TYPE mojo_")}
    assert {name for name in kinds if f"`{name}`" not in page} == set()


def test_odd_guests_do_not_multiply_the_series(watched: MojoUp) -> None:
    olga: Person = watched.person("Olga")
    olga.say(f"/start {watched.run['owner_invitation']['code']}")

    def visit(number: int) -> None:
        host = {"Host": f"host{number}.example", "User-Agent": f"agent{number}", "Authorization": f"Bearer t{number}"}
        api = f"http://127.0.0.1:{watched.environ['API_PORT']}"
        for path in (f"/odd/{number}", f"/api/v1/people/p{number}", f"/hooks/h{number}", f"/api/v1/jobs/{number}?x={number}"):
            for method in ("GET", "POST", f"BREW{number}", "DELETE"):
                ask(f"{api}{path}", method, headers=host)
        watched.as_developer(f"/api/v1/people/p{number}")
        watched.as_developer(f"/api/v1/weather/current?place=Town{number}")
        olga.say(f"/odd{number}")
        olga.say(f"/weather Lisbon {number}")
        olga.say(f"words {number}")

    def whole() -> str | None:
        """Return what is shown once Mojo has looked at everything: the first look takes a moment."""
        text = scrape(watched)
        wanted = ("mojo_external_quota_left{", 'mojo_dependency_state{dependency="telegram_updates"}')
        return text if all(part in text for part in wanted) else None

    visit(0)
    before = series(eventually(whole))
    for number in range(1, 6):
        visit(number)
    after = series(scrape(watched))
    assert {one for one in after - before if "job_name=" not in one} == set(), "jobs run when it is their time"
    assert len(after) < MOST_SERIES
    print(f"{len(after)} series")


def test_no_metric_holds_what_belongs_to_nobody_else(watched: MojoUp) -> None:
    text = scrape(watched)
    for secret in (watched.run["development_token"], "Olga", "Lisbon", "Town", watched.environ["API_PORT"]):
        assert secret not in text


def test_the_public_port_asks_for_a_token(watched: MojoUp) -> None:
    assert watched.get("/metrics").status == 401
    assert "mojo_build_info" in watched.as_developer("/metrics").body.decode()
