"""A database that cannot save for the moment: the site says so, keeps what it has, and goes on afterwards."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from app.db import Database, engines, sqlite_module
from app.main import create_app
from app.settings import Settings
from app.web.site import site_of
from tests.conftest import ROOT, SECRET, Browse
from tests.databases import FreshDatabases
from tests.faults.conftest import PLANTED
from tests.serving import CONTENT_CACHE

POSTS = {"/practice/the-printer-that-isnt-ours/attempts": {}}


@pytest.fixture
def file(databases: FreshDatabases) -> Iterator[Path]:
    with databases.fresh("sqlite") as url:
        yield Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def visitor(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)
    settings = Settings.read(
        database_url=f"sqlite:///{file}",
        secret=SECRET,
        content_dir=ROOT,
        cache_dir=CONTENT_CACHE,
        port=8000,
    )
    site = create_app(settings)
    with TestClient(site):
        visitor = Browse(site)()
        visitor.headers["User-Agent"] = PLANTED
        yield visitor


def assert_it_waits(visitor: TestClient) -> None:
    for path, form in POSTS.items():
        reply = visitor.post(path, data=form)
        assert reply.status_code == 503
        assert reply.headers["retry-after"]
        assert "Nothing is lost" in reply.text
    assert visitor.get("/livez").status_code == 200
    assert visitor.get("/learn/four-chairs/a-path-not-a-wall").status_code == 200


def assert_it_works(visitor: TestClient) -> None:
    assert visitor.get("/readyz").status_code == 200
    for path, form in POSTS.items():
        assert visitor.post(path, data=form).status_code == 303


def test_a_full_disk(visitor: TestClient) -> None:
    """SQLite counts its file as full at the size it has, which is the fault it reports for a disk that is."""
    database: Database = site_of(visitor.app).database  # type: ignore[attr-defined]
    with closing(database.engine.raw_connection()) as connection:
        connection.cursor().execute("vacuum")  # else there is room in what migrations have left
    full = True

    def limit(connection: object, _record: object, _proxy: object) -> None:
        connection.execute(f"pragma max_page_count = {1 if full else 2**30}")  # type: ignore[attr-defined]

    event.listen(database.engine, "checkout", limit)
    assert_it_waits(visitor)
    full = False
    assert_it_works(visitor)


def test_another_process_holds_the_database(visitor: TestClient, file: Path) -> None:
    other = sqlite_module().connect(file, isolation_level=None)
    other.execute("begin exclusive")
    assert_it_waits(visitor)
    assert visitor.get("/readyz").status_code == 503
    other.execute("rollback")
    other.close()
    assert_it_works(visitor)
