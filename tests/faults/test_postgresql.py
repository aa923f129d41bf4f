"""A PostgreSQL that cannot save for the moment, in each of the ways that it has, is met as a full SQLite is."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from app.db import Database
from app.main import create_app
from app.settings import Settings
from app.web.database_faults import cannot_be_used
from app.web.site import site_of
from tests.conftest import ROOT, SECRET, Browse
from tests.databases import FreshDatabases
from tests.faults.conftest import PLANTED
from tests.serving import CONTENT_CACHE

BEGIN = "/practice/the-printer-that-isnt-ours/attempts"


@pytest.fixture
def url(databases: FreshDatabases) -> Iterator[str]:
    with databases.fresh("postgresql") as url:
        yield url


@pytest.fixture
def visitor(url: str) -> Iterator[TestClient]:
    site = create_app(
        Settings.read(database_url=url, secret=SECRET, content_dir=ROOT, cache_dir=CONTENT_CACHE, port=8000)
    )
    with TestClient(site):
        visitor = Browse(site)()
        visitor.headers["User-Agent"] = PLANTED
        yield visitor


@contextmanager
def set_to(url: str, name: str, value: str) -> Iterator[None]:
    """A setting of the database, for whoever connects from now on."""
    database = make_url(url).database
    with admin(url) as connection:
        connection.execute(f'alter database "{database}" set {name} = {value}')  # type: ignore[call-overload]
        try:
            yield
        finally:
            connection.execute(f'alter database "{database}" reset {name}')  # type: ignore[call-overload]


@contextmanager
def admin(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another session holds what a new visitor needs."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("lock table subject in exclusive mode")
        yield


@contextmanager
def both(one: AbstractContextManager[None], other: AbstractContextManager[None]) -> Iterator[None]:
    with one, other:
        yield


FAULTS = {
    "read only": lambda url: set_to(url, "default_transaction_read_only", "on"),
    "a lock not to be had": lambda url: both(set_to(url, "lock_timeout", "'100ms'"), locked(url)),
    "a statement too slow": lambda url: both(set_to(url, "statement_timeout", "'200ms'"), locked(url)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_says_so_and_goes_on_afterwards(visitor: TestClient, url: str, fault: str) -> None:
    database: Database = site_of(visitor.app).database  # type: ignore[attr-defined]
    with FAULTS[fault](url):
        database.engine.dispose()
        reply = visitor.post(BEGIN)
        read = visitor.get("/learn/four-chairs/a-path-not-a-wall")
    database.engine.dispose()
    assert reply.status_code == 503
    assert reply.headers["retry-after"]
    assert "Nothing is lost" in reply.text
    assert read.status_code == 200
    assert visitor.post(BEGIN).status_code == 303


def test_readiness_says_so_too(visitor: TestClient, url: str) -> None:
    database: Database = site_of(visitor.app).database  # type: ignore[attr-defined]
    with set_to(url, "default_transaction_read_only", "on"):
        database.engine.dispose()
        reply = visitor.get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["database"] == "cannot save: InternalError (25006)"


def test_connections_that_were_cut_are_met_anew(visitor: TestClient, url: str) -> None:
    assert visitor.post(BEGIN).status_code == 303
    with admin(url) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )
    assert visitor.post(BEGIN).status_code in {303, 503}
    assert visitor.post(BEGIN).status_code == 303


@pytest.mark.parametrize(
    ("error", "unusable"),
    [
        (errors.SerializationFailure, True),
        (errors.DeadlockDetected, True),
        (errors.ReadOnlySqlTransaction, True),
        (errors.IdleInTransactionSessionTimeout, True),
        (errors.DiskFull, True),
        (errors.OutOfMemory, True),
        (errors.TooManyConnections, True),
        (errors.LockNotAvailable, True),
        (errors.QueryCanceled, True),
        (errors.AdminShutdown, True),
        (errors.CannotConnectNow, True),
        (errors.IoError, True),
        (errors.ConnectionFailure, True),
        (errors.InsufficientPrivilege, True),
        (psycopg.OperationalError, True),
        (psycopg.InterfaceError, True),
        (errors.UniqueViolation, False),
        (errors.ForeignKeyViolation, False),
        (errors.UndefinedTable, False),
        (errors.SyntaxError, False),
        (errors.StringDataRightTruncation, False),
        (psycopg.ProgrammingError, False),
    ],
)
def test_faults_of_the_database_are_told_from_ours(error: type[psycopg.Error], unusable: bool) -> None:
    wrapped = DBAPIError.instance("select 1", None, error("words"), psycopg.Error)
    assert isinstance(wrapped, DBAPIError)
    assert cannot_be_used(wrapped) is unusable
