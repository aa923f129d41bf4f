"""Everybody who may have to do with a group, and the list of one."""

import pytest

from app.db import Database
from tests.conftest import Browse, Clock
from tests.training.cast import Cast, cast
from tests.training.roster.place import Roster, place


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())


@pytest.fixture
def roster(people: Cast) -> Roster:
    return place(people)
