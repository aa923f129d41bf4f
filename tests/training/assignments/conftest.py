"""A small site with a group, its leads and its member."""

from pathlib import Path

import pytest

from app.db import Database
from tests.conftest import Browse, Clock
from tests.training.assignments.group import Group, ready
from tests.training.cast import cast


@pytest.fixture
def led(database: Database, browse: Browse, clock: Clock, content: Path) -> Group:
    return ready(cast(database, browse, clock()), clock, database, content)
