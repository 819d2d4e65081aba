"""Asking through TLS, trusting Caddy's own authority and nobody else."""

import ssl
import urllib.request

from tests.containers.engine import docker

ROOT_CERTIFICATE = "/data/caddy/pki/authorities/local/root.crt"


def authority_of(proxy: str) -> ssl.SSLContext:
    """Return trust in the authority of the container `proxy`, which `localhost` has its certificate of."""
    return ssl.create_default_context(cadata=docker("exec", proxy, "cat", ROOT_CERTIFICATE))


def answers(url: str, authority: ssl.SSLContext) -> bool:
    """Tell whether it answers with a success."""
    try:
        with urllib.request.urlopen(url, timeout=20, context=authority) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
