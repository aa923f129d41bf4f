"""How many selects the pages of a lead cost: the same for one member and for sixty, whatever is set for them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.assignments.items import Served
from app.db import Database
from app.lessons.library.catalog import Catalog
from app.training.assignments.actions import begin_due_rounds
from app.training.assignments.owed.queries import read_owing
from app.training.assignments.queries import assignments_of
from app.training.groups.queries import members_of
from tests.conftest import Browse, Clock
from tests.queries import counted
from tests.training.cast import Cast, Part, cast
from tests.training.crowd import join_crowd

MEMBERS = (1, 60)
ROUNDS = 6
"""Of the two that are set once, and of the two that have begun twice by now."""
NOTHING_SERVED = Served(Catalog({}, {}, {}), {})
COUNTS = {
    "/teach": 6,
    "{group}": 7,
    "{group}?sort=-self&only=begun&q=a": 7,
    "{group}/people/{person}": 10,
    "{group}/people.csv": 6,
    "{group}/assignments/{assignment}": 8,
    "{group}/assignments/{assignment}/people/{person}": 8,
    "{group}/settings": 5,
}
"""Who asks is one of them."""
MOST = {"/teach": 6, "{group}": 8, "{group}/people/{person}": 10}


@dataclass(frozen=True)
class Led:
    people: Cast
    database: Database
    person: str

    def count(self, page: str) -> int:
        group = f"/teach/groups/{self.people.group}"
        url = page.format(group=group, person=self.person, assignment=self.people.assignment)
        lead = self.people.browsers[Part.LEAD]
        assert lead.get(url).status_code == 200  # versions are read once in a process
        with counted(lead.app.state.site.database) as queries:  # type: ignore[attr-defined]
            assert lead.get(url).status_code == 200
        return len(queries)


@pytest.fixture(params=MEMBERS)
def led(request: pytest.FixtureRequest, database: Database, browse: Browse, clock: Clock) -> Led:
    """Several are set: by a condition, again and again, and once."""
    clock.advance(days=30)
    people = cast(database, browse, clock())
    subjects = join_crowd(database, people, clock(), members=request.param)
    for changed in (
        {"target": "scenario:the-printer-that-isnt-ours", "condition": "nobody-worse"},
        {"target": "lesson:a-path-not-a-wall", "months": "1"},
        {"months": "1"},
    ):
        opens, due = ((clock() - timedelta(days=ago)).date().isoformat() for ago in (45, 30))
        form = {**people.setting, "opens": opens, "on": due, "sure": "1", **changed}
        reply = people.browsers[Part.LEAD].post(f"/teach/groups/{people.group}/assignments", data=form)
        assert reply.status_code == 303, reply.text
    clock.advance(days=20)
    begin_due_rounds(database, clock())
    return Led(people, database, subjects[0])


def test_every_page_costs_what_is_written_here(led: Led) -> None:
    assert {page: led.count(page) for page in COUNTS} == COUNTS


def test_those_who_owe_the_same_are_read_as_one_row(led: Led) -> None:
    """A row for each round of what is set, for sixty members as for one."""
    with led.database.look() as connection:
        assignments = assignments_of(connection, [led.people.group], NOTHING_SERVED)
        everybody = members_of(connection, led.people.group)
        owing = read_owing(connection, everybody, assignments)
    assert len({(one.assignment.id, one.row.round) for one in owing}) == len(owing) == ROUNDS
    assert all(sorted(one.subjects) == sorted(everybody) for one in owing)


def test_that_is_no_more_than_was_asked_for() -> None:
    assert all(COUNTS[page] <= most for page, most in MOST.items())
