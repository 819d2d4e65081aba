"""Claim a port, or say plainly why it cannot be had."""

import errno
import socket

from mojo.shared.errors import ConfigurationError

BACKLOG_CONNECTIONS = 2048


def bind(host: str, port: int, setting: str) -> socket.socket:
    """Return a non-blocking socket that listens on `host`:`port`; port 0 takes any free one.

    It listens at once, because two sockets that only bind may share a port. Raises ConfigurationError naming `setting`, the
    environment variable that holds the port, and the cure.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ConfigurationError(_sentence(host, port, setting, _cure(setting, error))) from error
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address[0], port, *address[2:]))  # getaddrinfo wraps ports over 65535
        sock.listen(BACKLOG_CONNECTIONS)
        sock.setblocking(False)
    except (OSError, OverflowError) as error:
        sock.close()
        raise ConfigurationError(_sentence(host, port, setting, _cure(setting, error))) from error
    return sock


def _sentence(host: str, port: int, setting: str, cure: str) -> str:
    return f"{setting}: cannot listen on {host} port {port}: {cure}"


def _cure(setting: str, error: Exception) -> str:
    if isinstance(error, OverflowError):
        return f"there is no such port. Cure: set {setting} to a number from 1024 to 65535."
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return f"another program has it. Cure: stop that program, or set {setting} to a free port."
    if code == errno.EACCES:
        return f"ports below 1024 need privileges. Cure: set {setting} to a port from 1024 up and put a reverse proxy before it."
    host_setting = setting.removesuffix("_PORT") + "_HOST"
    return f"this machine has no such address. Cure: set {host_setting} to 127.0.0.1, or to 0.0.0.0 for every interface."
