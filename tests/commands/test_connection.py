"""Connections over real sockets: whoever keeps the server waiting is let go, and shuts nobody out meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from app.db import sqlite_module
from tests.databases import FreshDatabases
from tests.serving import Server
from tests.web.raw import exchange, request

FEW_FILES = ("sh", "-c", 'ulimit -n 256; exec "$@"', "sh")
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
FORM = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
HALVES = {
    "silent": b"",
    "half a line": b"GET / HT",
    "half a head": HEAD,
    "no body": FORM,
    "half a body": FORM + b"email=a",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n20\r\nemail=",
    "after a reply": b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "half a head after a reply": b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT",
    "a refused body": HEAD + b"Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\nabc",
}
TOLD = {"half a line", "half a head", "no body", "half a body", "half a chunk"}
MANY = 300
MOST_REQUESTS = 8
PATIENCE = 30.0


@pytest.fixture(scope="module")
def server(databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that has 256 files, and a second for everything."""
    quick = {f"{what}_SECONDS": "1" for what in ("HEAD", "BODY", "IDLE")}
    with databases.fresh("sqlite") as url:
        server = Server(tmp_path_factory.mktemp("connections"), url, **quick)
        server.start(prefix=FEW_FILES)
        yield server
        server.stop()


@contextmanager
def held(server: Server, data: bytes, count: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(sent(server, data)) for _ in range(count)]


def sent(server: Server, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
    with suppress(BrokenPipeError, ConnectionResetError):  # it may have been closed already
        connection.sendall(data)
    return connection


def all_of(connection: socket.socket) -> bytes:
    """Until the server closes; a test that waits here for too long fails."""
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except ConnectionResetError:
        pass
    return received


@pytest.mark.parametrize("kind", HALVES)
def test_whoever_keeps_the_server_waiting_is_let_go(server: Server, kind: str) -> None:
    with sent(server, HALVES[kind]) as connection:
        said = all_of(connection)
    assert (b"408 Request Timeout" in said) == (kind in TOLD)


@pytest.mark.parametrize("kind", ["silent", "half a head", "half a body", "after a reply"])
def test_hundreds_that_keep_it_waiting_shut_nobody_out(server: Server, kind: str) -> None:
    with held(server, HALVES[kind], MANY) as connections:
        for connection in connections if kind == "after a reply" else []:
            with suppress(ConnectionResetError):  # those that came first made room for those that came last
                connection.recv(1)
        reply = request(server, b"/")
    assert reply.status == 200
    assert reply.text.rstrip().endswith("</html>")


def test_whoever_takes_nothing_is_let_go(server: Server) -> None:
    """Replies pile up for a client that asks and never reads, until it is cut off."""
    asked = b"GET /practice HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 400
    with sent(server, asked) as connection:
        own = connection.getsockname()[1]
        end = time.monotonic() + PATIENCE
        while own in peers(server):
            assert time.monotonic() < end
            time.sleep(0.1)


def peers(server: Server) -> set[int]:
    """The ports of those who are connected."""
    assert server.process is not None
    found = psutil.Process(server.process.pid).net_connections("tcp")
    return {one.raddr.port for one in found if one.raddr}


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 500_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 500_000,
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 100_000,
    ],
)
def test_a_head_without_end(server: Server, head: bytes) -> None:
    assert exchange(server, head).status in {400, 431}


@pytest.fixture
def small(databases: FreshDatabases, tmp_path: Path) -> Iterator[Server]:
    with databases.fresh("sqlite") as url, Server(tmp_path, url, MAX_REQUESTS=str(MOST_REQUESTS)) as server:
        yield server


def test_past_the_bound_of_requests_the_answer_comes_at_once(small: Server) -> None:
    """While another process holds the database, writers wait; whoever comes on top hears so before any of them."""
    server, file = small, small.environment["DATABASE_URL"].removeprefix("sqlite:///")
    other = sqlite_module().connect(file, isolation_level=None)
    other.execute("begin immediate")
    answers: list[int] = []
    threads = [threading.Thread(target=begin, args=(server, answers)) for _ in range(2 * MOST_REQUESTS)]
    for thread in threads:
        thread.start()
    try:
        reply = until_refused(server)
        alive = request(server, b"/livez")
        first = list(answers)
    finally:
        other.execute("rollback")
        other.close()
        for thread in threads:
            thread.join(PATIENCE)
    assert set(first) <= {503}
    assert "retry-after: " in reply.lower()
    assert "content-security-policy: " in reply.lower()
    assert "Nothing is lost" in reply
    assert alive.status == 200
    assert request(server, b"/").status == 200


def begin(server: Server, answers: list[int]) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/practice/the-printer-that-isnt-ours/attempts", body="", headers=headers)
    answers.append(connection.getresponse().status)
    connection.close()


def until_refused(server: Server) -> str:
    """The first 503; until all the writers have arrived, pages are answered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        reply = request(server, b"/practice")
        if reply.status == 503:
            return reply.text
        assert reply.status == 200
    raise AssertionError("Nobody was refused.")


@pytest.mark.parametrize("workers", ["1", "3"])
def test_the_second_request_on_a_connection_does_not_wait(
    databases: FreshDatabases, tmp_path: Path, workers: str
) -> None:
    """With Nagle's algorithm on, each request after the first takes the 40 ms that an ACK may be late, the best too."""
    with databases.fresh("sqlite") as url:
        server = Server(tmp_path, url)
        server.start("--workers", workers)
        connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        took = [a_page(connection) for _ in range(20)]
        connection.close()
        server.stop()
    assert min(took[1:]) < 0.035


def a_page(connection: HTTPConnection) -> float:
    begun = time.perf_counter()
    connection.request("GET", "/livez")
    assert connection.getresponse().read() == b"alive\n"
    return time.perf_counter() - begun
