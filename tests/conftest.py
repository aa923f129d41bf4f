"""What tests share: both databases, the site on top of them, and a clock that obeys."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.databases import FreshDatabases
from tests.serving import CONTENT_CACHE

ROOT = Path(__file__).parents[1]
SECRET = "only-for-tests-only-for-tests-only-for-tests"


class Clock:
    """The one thing that is not real: a moment that moves when a test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FreshDatabases]:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    shared = Path(tempfile.gettempdir()) / f"fourchairs-tests-{run}"
    fresh = FreshDatabases(tmp_path_factory.mktemp("databases"), shared=shared)
    yield fresh
    fresh.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[str]:
    """The address of an empty, migrated database; every test that asks runs once on each kind."""
    with databases.fresh(request.param) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings.read(
        database_url=database_url,
        secret=SECRET,
        content_dir=ROOT,
        cache_dir=CONTENT_CACHE,
        erasures_file=tmp_path / "site.erasures",
        port=8000,
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def begun(settings: Settings, clock: Clock) -> Iterator[TestClient]:
    """The site between its start and its end, in an event loop of its own."""
    with TestClient(create_app(settings, clock=clock)) as begun:
        yield begun


@pytest.fixture
def site(begun: TestClient) -> FastAPI:
    assert isinstance(begun.app, FastAPI)
    return begun.app


@pytest.fixture
def browse(site: FastAPI, begun: TestClient) -> "Browse":
    """A function that opens one more browser, with cookies of its own."""
    return Browse(site, begun.portal)


class Browse:
    """`portal` leads into the loop of a site that has begun; without one, each request has a loop of its own."""

    def __init__(self, site: FastAPI, portal: BlockingPortal | None = None) -> None:
        self.site, self.portal = site, portal

    def __call__(self, address: str = "testclient") -> TestClient:
        """`address` is where on the network the browser is."""
        browser = TestClient(
            self.site,
            client=(address, 50_000),
            base_url="http://127.0.0.1:8000",
            headers={"Sec-Fetch-Site": "same-origin"},
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        browser.portal = self.portal
        return browser


@pytest.fixture
def visitor(browse: Browse) -> TestClient:
    return browse()
