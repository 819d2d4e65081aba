"""The port for the operator's tools: inside by default, one for each service, and nothing but figures on it."""

import datetime as dt
import logging
import socket
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from mojo.shared.context import AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.metrics import registry
from mojo.shared.operations.measures import ends_at
from mojo.shared.operations.server import bind_operations, operations_app
from mojo.shared.operations.settings import OperationsSettings
from tests.api.support import Client
from tests.support import make_memory_context


def free_port() -> int:
    """Return a port whose two successors are free as well."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
        try:
            for follower in (port + 1, port + 2):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", follower))
        except OSError:
            continue
        return int(port)


async def test_it_shows_metrics_and_life_and_nothing_else() -> None:
    client = Client(operations_app(make_memory_context()))
    answer = await client.get("/metrics")
    assert answer.status == 200
    assert answer["content-type"].startswith("text/plain; version=")
    assert b"mojo_build_info{" in answer.body
    newer = await client.get("/metrics", {"accept": "application/openmetrics-text; version=1.0.0"})
    assert newer["content-type"].startswith("application/openmetrics-text")
    assert (await client.get("/livez")).body == b"ok\n"
    for path in ("/", "/status", "/metrics/", "/%2e%2e/etc/passwd"):
        assert (await client.get(path)).status == 404
    assert (await client.send("POST", "/metrics")).status == 405


@pytest.mark.enable_socket
def test_services_on_one_machine_do_not_get_in_each_others_way() -> None:
    port = free_port()
    for app, expected in ((AppName.API, port), (AppName.CHRONOS, port + 1), (AppName.SCHEDULER, port + 2)):
        with bind_operations(make_memory_context(app, {"OPERATIONS_PORT": str(port)})) as sock:
            assert sock.getsockname() == ("127.0.0.1", expected)


@pytest.mark.enable_socket
def test_a_chosen_port_that_is_taken_is_an_error_and_the_default_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match="OPERATIONS_PORT: cannot listen"):
            bind_operations(make_memory_context(AppName.API, {"OPERATIONS_PORT": str(port)}))
        monkeypatch.setattr("mojo.shared.operations.server._OFFSETS", {AppName.API: port - 8010})
        with bind_operations(make_memory_context()) as sock:
            assert sock.getsockname()[1] not in (0, port)


def certificate(path: Path, days: float) -> Path:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mojo.example")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - dt.timedelta(days=90)).not_valid_after(now + dt.timedelta(days=days))
    )
    path.write_bytes(builder.sign(key, None).public_bytes(Encoding.PEM))
    return path


async def test_certificates_are_shown_with_their_end(tmp_path: Path) -> None:
    good, bad = certificate(tmp_path / "home.pem", 30), tmp_path / "bad.pem"
    bad.write_text("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n")
    files = f"{good}, {bad}, {tmp_path / 'gone.pem'}"
    context = make_memory_context(AppName.API, {"TLS_CERTIFICATE_FILES": files})
    assert context.settings[OperationsSettings].certificates[0] == good
    await Client(operations_app(context)).get("/metrics")
    shown = {
        name: registry.get_sample_value("mojo_certificate_not_after_timestamp_seconds", {"file": name})
        for name in ("home.pem", "bad.pem", "gone.pem")
    }
    assert shown["home.pem"] == pytest.approx(dt.datetime.now(dt.UTC).timestamp() + 30 * 86_400, abs=60)
    assert shown["bad.pem"] == shown["gone.pem"] == 0
    assert ends_at(good) == shown["home.pem"]


def test_lost_lines_are_counted_whoever_writes_the_log() -> None:
    class Lossy(logging.Handler):
        dropped = 3

    handler = Lossy()
    before = registry.get_sample_value("mojo_log_lines_dropped_total") or 0
    logging.getLogger().addHandler(handler)
    try:
        assert registry.get_sample_value("mojo_log_lines_dropped_total") == before + 3
    finally:
        logging.getLogger().removeHandler(handler)
