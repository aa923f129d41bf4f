"""`fourchairs serve` at its start: what it says, what it refuses, and what it leaves on the disk."""

import socket
import stat
from pathlib import Path

import pytest

from app.commands.sockets import listen
from tests.commands.conftest import Run
from tests.serving import Server


def test_new_files_are_for_nobody_else_to_read(tmp_path: Path) -> None:
    with Server(tmp_path, SECRET=""):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("site.*")}
    assert {"site.db", "site.secret"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_a_database_keeps_the_mode_its_admin_gave_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "shared.db"
    file.touch()
    file.chmod(0o640)
    assert run("migrate", DATABASE_URL=f"sqlite:///{file}").exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_plain_http_is_said_at_start(tmp_path: Path) -> None:
    with Server(tmp_path, PUBLIC_URL="http://chairs.local") as server:
        pass
    assert "Mind this: PUBLIC_URL: http://chairs.local is not encrypted" in server.log.read_text()


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL: an SQLite in memory keeps nothing"),
        ({"DATABASE_URL": "sqlite:////proc/none/site.db"}, "/proc/none"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/x", "SECRET": "s" * 32}, "The database cannot be used"),
        ({"DATABASE_URL": "postgresql:///x?nonsense=1", "SECRET": "s" * 32}, "The database cannot be used"),
        ({"PUBLIC_URL": "https://me@chairs.example.org"}, "PUBLIC_URL: must have no name"),
    ],
)
def test_what_cannot_be_used_is_named_without_a_traceback(
    tmp_path: Path, environment: dict[str, str], words: str
) -> None:
    with pytest.raises(AssertionError, match="did not start"):
        Server(tmp_path, **environment).start()
    log = (tmp_path / "server.log").read_text()
    assert words in log
    assert "Traceback" not in log


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    server = Server(tmp_path)
    (taken,) = listen("127.0.0.1", server.port)
    taken.listen()
    with taken, pytest.raises(AssertionError, match="HOST and PORT: cannot listen on 127"):
        server.start()


def test_every_socket_says_that_it_speaks_tcp() -> None:
    found = listen("localhost", 0)
    assert found
    assert {one.proto for one in found} == {socket.IPPROTO_TCP}
    for one in found:
        one.close()
