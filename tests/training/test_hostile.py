"""Whatever a lead’s address asks for, the answer is a page or a clear refusal."""

import re
from itertools import product

import pytest
from fastapi import FastAPI

from app.db import Database
from tests.conftest import Browse, Clock
from tests.route_list import addresses
from tests.training.cast import Cast, Part, cast

QUERIES = ("before", "page", "q", "sort", "only", "after", "missing", "added", "changed", "wrong", "notice")
VALUES = ("%00", "a%00b", "%FF", "%F0%9F%92%A9", "-1", "9223372036854775808", "'%20or%201=1--", "x" * 500)


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())


def places(people: Cast) -> dict[str, str]:
    return {
        "{group_id}": people.group,
        "{workplace_id}": people.workplace,
        "{subject_id}": people.subjects[Part.MEMBER],
        "{assignment_id}": people.assignment,
        "{entry_id}": people.entry,
        "{import_id}": people.sent,
        "{scenario}": "the-printer-that-isnt-ours",
    }


def test_no_page_of_a_lead_fails_on_what_its_address_asks(site: FastAPI, people: Cast) -> None:
    known = places(people)
    paths = [one.path for one in addresses(site) if one.method == "GET" and one.path.startswith("/teach")]
    assert len(paths) > 10
    filled = [re.sub(r"{\w+}", lambda place: known[place[0]], path) for path in paths]
    lead = people.browsers[Part.LEAD]
    assert {path: lead.get(path).status_code for path in filled} == dict.fromkeys(filled, 200)
    asked = ["&".join(f"{name}={value}" for name in QUERIES) for value in VALUES]
    statuses = {
        f"{path}?{query}": lead.get(f"{path}?{query}").status_code for path, query in product(filled, asked)
    }
    assert {url: status for url, status in statuses.items() if status >= 500} == {}
