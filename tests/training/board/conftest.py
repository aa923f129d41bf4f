"""A group, the browser of its lead, and the conversations of the site."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.db import Database
from app.scenarios.library import Scenarios
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.training.board.group import Group


@pytest.fixture
def group(database: Database, clock: Clock) -> Group:
    return Group(database, clock())


@pytest.fixture
def lead(group: Group, browse: Browse) -> TestClient:
    browser = browse()
    browser.cookies.set("session", group.token)
    return browser


@pytest.fixture
def scenarios(site: FastAPI) -> Scenarios:
    return site_of(site).content.current.scenarios
