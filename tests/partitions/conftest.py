"""Everything here runs on a PostgreSQL that spreads rows by subject."""

from collections.abc import Iterator

import pytest

from tests.databases import FreshDatabases


@pytest.fixture
def database_url(databases: FreshDatabases) -> Iterator[str]:
    with databases.fresh("partitioned") as url:
        yield url
