"""`mojo logs setup` against a server that remembers: all is written once, and what is refused is told with its cure."""

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mojo.cli.stand_ins import first_free_port
from mojo.shared.log_shipping.pages import saved_objects
from tests.cli.certificates import certificate
from tests.cli.elastic_stub import ADMIN, Elastic, elastic

pytestmark = pytest.mark.enable_socket
Mojo = Callable[..., CompletedProcess[str]]
SHIPPER, KIBANA = "the-password-of-the-shipper", "the-password-of-kibana"
PATHS = ["_ilm/policy/mojo-logs", "_component_template/mojo-logs", "_index_template/mojo-logs"]
SECRETS = (ADMIN[1], SHIPPER, KIBANA)


@pytest.fixture
def server() -> Iterator[Elastic]:
    with elastic() as running:
        yield running


@pytest.fixture
def environ(server: Elastic, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "password").write_text(f"{ADMIN[1]}\n")
    return {
        "LOGS_ELASTICSEARCH_URL": server.url,
        "LOGS_KIBANA_URL": server.url,
        "LOGS_ELASTIC_PASSWORD_FILE": str(tmp_path / "password"),
        "LOGS_SHIPPER_PASSWORD": SHIPPER,
        "LOGS_KIBANA_PASSWORD": KIBANA,
    }


def refused(done: CompletedProcess[str], code: int = 1) -> str:
    """Return what was said of a failure, which is one line without a secret."""
    assert done.returncode == code, done.stdout + done.stderr
    assert not any(secret in done.stdout + done.stderr for secret in SECRETS)
    assert "Traceback" not in done.stderr
    return done.stderr


def test_everything_is_made_once_and_a_second_time_changes_nothing(mojo: Mojo, server: Elastic, environ: dict[str, str]) -> None:
    first = mojo("logs", "setup", **environ)
    assert first.returncode == 0, first.stderr
    count = len(saved_objects())
    assert first.stdout.splitlines() == [
        *(f"created  {path}" for path in (*PATHS, "_security/role/mojo-shipper", "_security/user/mojo-shipper")),
        "changed  password of kibana_system",
        f"created  {count} saved objects in Kibana",
    ]
    assert len(server.objects) == count
    assert (server.passwords["mojo-shipper"], server.passwords["kibana_system"]) == (SHIPPER, KIBANA)
    assert server.documents["/_security/user/mojo-shipper"]["roles"] == ["mojo-shipper"]
    (rights,) = server.documents["/_security/role/mojo-shipper"]["indices"]
    assert rights["privileges"] == ["create_doc", "auto_configure"]
    before = len(server.written)
    again = mojo("logs", "setup", **environ)
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["left"] * 6 + ["renewed"]
    assert {path for _, path in server.written[before:]} <= {
        "/api/saved_objects/_import",
        "/api/saved_objects/_import?overwrite=true",
    }
    assert not any(secret in first.stdout + again.stdout for secret in SECRETS)


def test_only_what_a_setting_changes_is_written_again(mojo: Mojo, server: Elastic, environ: dict[str, str]) -> None:
    without_kibana = {**environ, "LOGS_KIBANA_URL": ""}
    mojo("logs", "setup", **without_kibana)
    server.written.clear()
    done = mojo("logs", "setup", **without_kibana, LOGS_KEEP_DAYS="90")
    assert server.written == [("PUT", f"/{PATHS[0]}")]
    assert done.stdout.startswith(f"changed  {PATHS[0]}\nleft     {PATHS[1]}\n")
    assert "Kibana's pages were not made" in done.stdout
    assert server.objects == {}


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"LOGS_ELASTICSEARCH_URL": ""}, "LOGS_KIBANA_URL: its pages need the lines"),
        ({"LOGS_ELASTICSEARCH_URL": "", "LOGS_KIBANA_URL": ""}, "LOGS_ELASTICSEARCH_URL: not set. Cure:"),
        ({"LOGS_ELASTICSEARCH_URL": "elastic:9200"}, "LOGS_ELASTICSEARCH_URL: must begin with http"),
        ({"LOGS_ELASTICSEARCH_URL": "http://me:the-password-of-kibana@host"}, "LOGS_ELASTICSEARCH_URL: must not hold a user"),
        ({"LOGS_KEEP_DAYS": "0"}, "LOGS_KEEP_DAYS: Input should be greater than or equal to 1"),
        ({"LOGS_ELASTIC_API_KEY": "x" * 20}, "LOGS_ELASTIC_API_KEY: LOGS_ELASTIC_PASSWORD is set as well"),
        ({"LOGS_CA": "no certificate"}, "LOGS_CA: must be a certificate in PEM form"),
    ],
)
def test_settings_that_cannot_be_used_are_named_and_nothing_is_asked(
    mojo: Mojo, server: Elastic, environ: dict[str, str], more: dict[str, str], named: str
) -> None:
    assert named in refused(mojo("logs", "setup", **{**environ, **more}), 78)
    assert server.written == []


def test_a_wrong_password_is_named_by_its_setting(mojo: Mojo, server: Elastic, environ: dict[str, str]) -> None:
    server.passwords["elastic"] = "another"
    assert "LOGS_ELASTIC_USER and _PASSWORD: Elasticsearch does not know them. Cure:" in refused(mojo("logs", "setup", **environ))
    assert server.written == []


def test_a_server_that_is_not_there_is_named_by_its_setting(mojo: Mojo, environ: dict[str, str]) -> None:
    nobody = {"LOGS_ELASTICSEARCH_URL": f"http://127.0.0.1:{first_free_port('127.0.0.1')}"}
    said = refused(mojo("logs", "setup", **{**environ, **nobody}))
    assert "LOGS_ELASTICSEARCH_URL: elasticsearch cannot be reached. Cure: see that it runs" in said


def test_only_the_authority_that_is_named_is_trusted(
    mojo: Mojo, server: Elastic, environ: dict[str, str], tmp_path: Path
) -> None:
    theirs, key = certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(theirs, key)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    url = server.url.replace("http:", "https:")
    secure = {**environ, "LOGS_ELASTICSEARCH_URL": url, "LOGS_KIBANA_URL": url}
    said = refused(mojo("logs", "setup", **secure))
    assert "LOGS_ELASTICSEARCH_URL: elasticsearch has no certificate that this machine trusts. Cure: set LOGS_CA_FILE" in said
    assert server.written == []
    trusted = mojo("logs", "setup", **secure, LOGS_CA_FILE=str(theirs))
    assert trusted.returncode == 0, trusted.stderr
    assert len(server.objects) == len(saved_objects())


@pytest.mark.parametrize(
    ("refusal", "named"),
    [
        (
            ("/_component_template", 403, {"error": {"reason": "no"}}),
            "the user elastic may not write this in Elasticsearch. Cure:",
        ),
        (
            ("/_index_template", 400, {"error": {"reason": f"composable template [x] is invalid {SHIPPER}"}}),
            "_index_template/mojo-logs: Elasticsearch refused it (HTTP 400): composable template [x] is invalid [redacted]",
        ),
        (("/api", 400, {"message": "expects a file"}), "Kibana refused it (HTTP 400): expects a file"),
        (
            ("/api", 200, {"successCount": 0, "errors": [{"type": "lens", "id": "l", "error": {"type": "unsupported"}}]}),
            "Kibana refused 1 saved objects: lens l (unsupported). Cure:",
        ),
    ],
)
def test_what_is_refused_is_told_with_its_reason(
    mojo: Mojo, server: Elastic, environ: dict[str, str], refusal: tuple[str, int, object], named: str
) -> None:
    path, status, document = refusal
    server.refusals[path] = status, document
    assert named in refused(mojo("logs", "setup", **environ))
