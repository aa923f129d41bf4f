"""People and a one that tests of this slice share."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from tests.conftest import Browse
from tests.learners.people import admin, learner, set_role
from tests.learners.recorder import Recorder


@pytest.fixture
def recorder(site: FastAPI) -> Recorder:
    """Stands where a slice’s one stands, and writes down what it is asked for."""
    recorder = Recorder()
    recorder.stand_in(site)
    return recorder


@pytest.fixture
def ada(browse: Browse, database: Database) -> TestClient:
    return admin(browse, database)


@pytest.fixture
def dana(browse: Browse, database: Database, ada: TestClient) -> str:
    learner(browse)
    return set_role(database, "dana@example.org", "learner")
