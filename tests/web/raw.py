"""A client that sends what browsers and libraries would not."""

import socket
from typing import NamedTuple

from tests.serving import Server

SECONDS = 10.0


class Reply(NamedTuple):
    """`status` is 0 where the server closed the connection without a word."""

    status: int
    text: str


def exchange(server: Server, data: bytes, *, finish: bool = False) -> Reply:
    """Send the bytes, and read until the server has nothing more to say; `finish`: say that no more will come."""
    with socket.create_connection(("127.0.0.1", server.port), SECONDS) as connection:
        try:
            connection.sendall(data)
            if finish:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it may refuse before it has heard everything
        return _reply(connection)


def request(
    server: Server,
    target: bytes,
    *,
    method: bytes = b"GET",
    headers: bytes = b"",
    body: bytes = b"",
    host: bytes = b"",
    finish: bool = False,
) -> Reply:
    host = host or f"127.0.0.1:{server.port}".encode()
    start = method + b" " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n"
    return exchange(server, start + headers + b"\r\n" + body, finish=finish)


def _reply(connection: socket.socket) -> Reply:
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except (ConnectionResetError, TimeoutError):
        pass
    status = int(received.split(b" ", 2)[1]) if received.startswith(b"HTTP/1.1 ") else 0
    return Reply(status, received.decode(errors="replace"))
