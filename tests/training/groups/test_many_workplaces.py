"""Very many workplaces, and very many groups of one: a page at a time, by key, none left out."""

from urllib.parse import urlsplit

import pytest

from app.db import Database
from app.learners.who import Role, Who
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace
from app.training.groups.queries import PAGE
from tests.conftest import Browse, Clock
from tests.training.cast import Cast, Part, cast
from tests.training.clicking import Hand

NUMBER = 2 * PAGE + 7


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    """Many have the same name, so that the name alone is no place."""
    made = cast(database, browse, clock())
    admin = Who(subject_id=made.subjects[Part.ADMIN], role=Role.ADMIN)
    with database.write() as db:
        for number in range(NUMBER):
            title = f"Place {number % 3}"
            make_workplace(db, who=admin, title=title, time_zone="UTC", now=clock())
            make_group(db, who=admin, workplace_id=made.workplace, title=title, now=clock())
    return made


def links(hand: Hand, start: str) -> list[str]:
    return [
        one.url
        for one in hand.page.targets
        if urlsplit(one.url).path.startswith(start) and "after" not in one.url
    ]


def walk(hand: Hand, more: str, start: str) -> list[list[str]]:
    pages = [links(hand, start)]
    while hand.page.starting(more):
        pages.append(links(hand.click(more), start))
    assert links(hand.click("Back to the beginning"), start) == pages[0]
    return pages


def test_every_workplace_and_every_group_stands_on_one_page(people: Cast) -> None:
    admin = people.browsers[Part.ADMIN]
    pages = walk(Hand.at(admin, "/admin/workplaces"), "More workplaces", "/admin/workplaces/")
    assert [len(page) for page in pages] == [PAGE, PAGE, NUMBER + 2 - 2 * PAGE]
    assert len({url for page in pages for url in page}) == NUMBER + 2
    url = f"/admin/workplaces/{people.workplace}"
    pages = walk(Hand.at(admin, url), "More groups", "/admin/log")
    assert [len(page) for page in pages] == [PAGE, PAGE, NUMBER + 2 - 2 * PAGE]
    assert len({url for page in pages for url in page}) == NUMBER + 2


def test_a_place_that_is_none_is_no_fault(people: Cast) -> None:
    for url in ("/admin/workplaces", f"/admin/workplaces/{people.workplace}"):
        for after in ("x", "' or 1=1--", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "x" * 500):
            assert people.browsers[Part.ADMIN].get(url, params={"after": after}).status_code == 200
