"""A trainer of one group, or of thirty, in which people have played and one thing is long due."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from app.learners.who import Role, Who
from app.training.groups.actions.groups import make_group
from app.training.models import TRAINING_GROUP
from tests.conftest import Browse, Clock
from tests.databases import FreshDatabases
from tests.training.board.group import Group

from app.db import Database  # isort: skip
from app.web.site import site_of  # isort: skip

SCENARIO = "maras-folder"


@pytest.fixture
def database_url(databases: FreshDatabases) -> Iterator[str]:
    """SQLite alone: the pages are the same on both."""
    with databases.fresh("sqlite") as url:
        yield url


@dataclass(frozen=True)
class Teaching:
    group: Group
    lead: TestClient
    clock: Clock


@pytest.fixture(params=[1, 30])
def teaching(
    request: pytest.FixtureRequest, site: FastAPI, database: Database, browse: Browse, clock: Clock
) -> Teaching:
    group = Group(database, clock())
    who = Who(subject_id=group.lead, role=Role.TRAINER)
    with database.write() as db:
        g = TRAINING_GROUP.c
        place = db.scalar(select(g.workplace_id).where(g.id == group.id)) or ""
        for number in range(request.param - 1):
            title = f"Group {number:02}"
            make_group(db, who=who, workplace_id=place, title=title, now=clock())
    scenarios = site_of(site).content.current.scenarios
    for _ in range(6):
        group.play(group.member(), scenarios, SCENARIO)
    lead = browse()
    lead.cookies.set("session", group.token)
    clock.moment = group.moment
    return Teaching(group, lead, clock)
