"""What the server listens on, and how many files the system lets it have."""

import errno
import socket

from app.commands.connection import Limits
from app.settings import Settings

BACKLOG = 2048
FILES_WANTED = 16_384
FILES_UNKNOWN = 512
NOT_HERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
"""“localhost” means ::1 too, also on a machine without IPv6."""


def listen(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the host. Raises `OSError`.

    They say that they speak TCP: asyncio turns Nagle’s algorithm off for such alone, and without that every
    request after the first on a connection waits for some 40 ms (uvicorn’s issue 3149).
    """
    found, refused = [], OSError(errno.EADDRNOTAVAIL, "this machine has no such address")
    for family, kind, _, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    ):
        try:
            found.append(_bound(family, kind, address))
        except OSError as error:
            if error.errno not in NOT_HERE:
                raise
            refused = error
    if not found:
        raise refused
    return found


def limits(settings: Settings) -> tuple[Limits, int]:
    """What connections may cost, and how many may wait to be accepted: never more than there are files."""
    files = _files()
    connections = min(settings.max_connections, files // 2)
    bounds = Limits(
        head=settings.head_seconds,
        body=settings.body_seconds,
        idle=settings.idle_seconds,
        connections=connections,
        requests=min(settings.max_requests, connections * 3 // 4),
    )
    return bounds, min(BACKLOG, files // 4)


def _bound(family: int, kind: int, address: tuple[object, ...]) -> socket.socket:
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.set_inheritable(True)
    except OSError:
        made.close()
        raise
    return made


def _files() -> int:
    """As many as this process may have without asking the admin: the soft limit is often far below the hard one."""
    try:
        import resource  # noqa: PLC0415 – Windows has none
    except ImportError:
        return FILES_UNKNOWN
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):
        return int(soft)
    return int(wanted)
