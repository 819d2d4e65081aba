"""As much of Elasticsearch and Kibana as `mojo logs setup` talks to: it remembers what was written, and what was asked."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ADMIN = ("elastic", "the-password-of-elastic")


class Elastic(ThreadingHTTPServer):
    """Both, at one address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.documents: dict[str, dict[str, Any]] = {}
        self.passwords = dict([ADMIN])
        self.objects: dict[tuple[str, str], dict[str, Any]] = {}
        self.written: list[tuple[str, str]] = []
        """Method and path of everything but reading."""
        self.refusals: dict[str, tuple[int, Any]] = {}
        """Status and document to answer with, by the beginning of the path."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Elastic

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        user, password = self._login()
        if self.server.passwords.get(user) != password:
            self._answer(401, {"error": {"type": "security_exception", "reason": "unable to authenticate"}, "status": 401})
        elif self.path == "/_security/_authenticate":
            self._answer(200, {"username": user})
        elif found := self.server.documents.get(self.path):
            name = self.path.rpartition("/")[2]
            listed = {"_component_template": "component_templates", "_index_template": "index_templates"}
            kind = listed.get(self.path.split("/")[1])
            self._answer(200, {kind: [{"name": name, kind[:-1]: found}]} if kind else {name: found})
        else:
            self._answer(404, {})

    def do_PUT(self) -> None:
        self._write()

    def do_POST(self) -> None:
        self._write()

    def _write(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        user, password = self._login()
        refused = next((said for path, said in self.server.refusals.items() if self.path.startswith(path)), None)
        if self.server.passwords.get(user) != password:
            self._answer(401, {"error": {"reason": "unable to authenticate"}})
        elif refused:
            self._answer(*refused)
        else:
            self.server.written.append((self.command, self.path))
            self._answer(200, self._imported(body) if "_import" in self.path else self._kept(json.loads(body)))

    def _kept(self, document: dict[str, Any]) -> dict[str, Any]:
        if password := document.pop("password", None):
            self.server.passwords[self.path.split("/")[3]] = password
        self.server.documents[self.path] = document
        return {"acknowledged": True}

    def _imported(self, body: bytes) -> dict[str, Any]:
        """Kibana's rules: an object that is there is a conflict, unless told to overwrite it; the others are created."""
        assert self.headers["kbn-xsrf"]
        assert self.headers["Content-Type"].startswith("multipart/form-data; boundary=")
        boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
        content = body.split(b"--" + boundary)[1].partition(b"\r\n\r\n")[2]
        objects = [json.loads(line) for line in content.strip().splitlines()]
        there = [one for one in objects if (one["type"], one["id"]) in self.server.objects and "overwrite=true" not in self.path]
        new = [one for one in objects if one not in there]
        self.server.objects.update({(one["type"], one["id"]): one for one in new})
        errors = [{"type": one["type"], "id": one["id"], "error": {"type": "conflict"}} for one in there]
        return {"success": not errors, "successCount": len(new), **({"errors": errors} if errors else {})}

    def _login(self) -> tuple[str, str]:
        user, _, password = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode().partition(":")
        return user, password

    def _answer(self, status: int, document: Any) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def elastic() -> Iterator[Elastic]:
    """Run them for the length of the block."""
    with Elastic() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
