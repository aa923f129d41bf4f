"""Everybody who has to do with a group, and the admin who reads what they did."""

import pytest

from app.db import Database
from tests.conftest import Browse, Clock
from tests.training.cast import Cast, cast


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())
