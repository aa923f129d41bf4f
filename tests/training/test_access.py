"""Who may see and do what with a group: every page and form, everybody, the group in question and one that never was.

A route of groups that is missing here fails; so does one that answers anybody in another way than it says.
"""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.assignments.change import ChangeKind
from app.db import Database
from tests.conftest import Browse, Clock
from tests.route_list import addresses
from tests.rows import content
from tests.training.cast import Cast, Part, cast

YES, SIGN_IN, NO, UNKNOWN = "answered", "sent to sign in", "refused", "not found"
NOT_NOW = "409"
NEVER = "01KSZZZZZZZZZZZZZZZZZZZZZZ"
Verdicts = dict[Part, str]
STRANGERS = (Part.NOBODY, Part.VISITOR, Part.DELETED)
TRAINERS = (Part.LEAD, Part.LEAD_BESIDE, Part.TRAINER_BESIDE, Part.TRAINER_ELSEWHERE, Part.ADMIN)


def only(*parts: Part, others: str) -> Verdicts:
    """Yes for these; others with an account hear what is said, and whoever has none is sent to sign in."""
    rest = {**dict.fromkeys(Part, others), **dict.fromkeys(STRANGERS, SIGN_IN)}
    return {**rest, **dict.fromkeys(parts, YES)}


TEACH = only(*TRAINERS, others=NO)
LEADS = {**only(Part.LEAD, others=NO), **dict.fromkeys(set(TRAINERS) - {Part.LEAD}, UNKNOWN)}
TOO_SOON = {**LEADS, Part.LEAD: NOT_NOW}  # nothing was moved
ONE = "/teach/groups/{group_id}/assignments/{assignment_id}"
MOVED = {"on": "2027-03-04", "hour": "17:00", "sure": "1"}
LIST = "/teach/groups/{group_id}/roster"
SENT, ENTRY = f"{LIST}/{{import_id}}", f"{LIST}/people/{{entry_id}}"
ADMINS = only(Part.ADMIN, others=NO)
MEMBERS = only(Part.MEMBER, others=UNKNOWN)
ACCOUNTS = only(*(set(Part) - set(STRANGERS)), others=NO)
EVERYBODY = dict.fromkeys(Part, YES)

Field = Callable[[Cast], dict[str, str]]
TABLE: dict[str, tuple[Verdicts, Field]] = {
    "GET /teach": (TEACH, lambda _: {}),
    "GET /teach/needs-a-word": (TEACH, lambda _: {}),
    "GET /teach/groups/{group_id}": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/scenarios": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/scenarios/{scenario}": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/scenarios/{scenario}/sheet": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/questions": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/people.csv": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/settings": (LEADS, lambda _: {}),
    "POST /teach/groups/{group_id}/title": (LEADS, lambda _: {"title": "Summer"}),
    "POST /teach/groups/{group_id}/code": (LEADS, lambda _: {"days": "30", "uses": "10"}),
    "POST /teach/groups/{group_id}/leads": (LEADS, lambda c: {"subject": c.subjects[Part.TRAINER_BESIDE]}),
    "POST /teach/groups/{group_id}/leads/remove": (LEADS, lambda _: {"subject": NEVER}),
    "POST /teach/groups/{group_id}/code/revoke": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/people/{subject_id}": (LEADS, lambda _: {}),
    "POST /teach/groups/{group_id}/people/{subject_id}/talked": (LEADS, lambda _: {}),
    "GET /teach/groups/{group_id}/assignments/new": (LEADS, lambda _: {}),
    "POST /teach/groups/{group_id}/assignments": (LEADS, lambda c: c.setting),
    f"GET {ONE}": (LEADS, lambda _: {}),
    f"GET {ONE}/people/{{subject_id}}": (LEADS, lambda _: {}),
    f"POST {ONE}/{{kind}}": (LEADS, lambda _: MOVED),
    f"POST {ONE}/{{kind}}/undo": (TOO_SOON, lambda _: {}),
    f"POST {ONE}/people/{{subject_id}}/{{kind}}": (LEADS, lambda _: MOVED),
    f"POST {ONE}/people/{{subject_id}}/{{kind}}/undo": (TOO_SOON, lambda _: {}),
    "GET /teach/assignments/new": (TEACH, lambda _: {}),
    "POST /teach/assignments": (LEADS, lambda c: {**c.setting, "groups": c.group}),
    f"GET {LIST}": (LEADS, lambda _: {}),
    f"POST {LIST}/imports": (LEADS, lambda _: {"text": "name,number\nBo,18"}),
    f"GET {SENT}": (LEADS, lambda _: {}),
    f"GET {SENT}/wrong.csv": (LEADS, lambda _: {}),
    f"POST {SENT}/ticks": (LEADS, lambda _: {}),
    f"POST {SENT}/apply": (LEADS, lambda _: {}),
    f"POST {SENT}/drop": (LEADS, lambda _: {}),
    f"POST {LIST}/people": (LEADS, lambda _: {"name": "Cy", "number": "19"}),
    f"GET {ENTRY}": (LEADS, lambda _: {}),
    f"POST {ENTRY}": (LEADS, lambda _: {"name": "Dana", "number": "20"}),
    f"POST {ENTRY}/link": (LEADS, lambda _: {}),
    f"POST {ENTRY}/remove": (LEADS, lambda _: {"sure": "1"}),
    "GET /admin/workplaces": (ADMINS, lambda _: {}),
    "POST /admin/workplaces": (ADMINS, lambda _: {"title": "Valley", "time_zone": "UTC"}),
    "GET /admin/workplaces/{workplace_id}": (ADMINS, lambda _: {}),
    "POST /admin/workplaces/{workplace_id}": (ADMINS, lambda _: {"title": "Port", "time_zone": "UTC"}),
    "POST /admin/workplaces/{workplace_id}/trainers": (ADMINS, lambda c: {"subject": c.subjects[Part.LEAD]}),
    "POST /admin/workplaces/{workplace_id}/trainers/remove": (ADMINS, lambda _: {"subject": NEVER}),
    "POST /admin/workplaces/{workplace_id}/leads": (ADMINS, lambda c: {"group": c.group}),
    "GET /join": (EVERYBODY, lambda _: {}),
    "GET /join/{code}": (EVERYBODY, lambda _: {}),
    "GET /groups": (ACCOUNTS, lambda _: {}),
    "GET /calendar": (ACCOUNTS, lambda _: {}),
    "POST /calendar": (ACCOUNTS, lambda _: {}),
    "POST /calendar/end": (ACCOUNTS, lambda _: {}),
    "GET /calendar/{token}.ics": (dict.fromkeys(Part, UNKNOWN), lambda _: {}),
    "GET /who-sees-what": (EVERYBODY, lambda _: {}),
    "POST /groups/{group_id}/earlier": (MEMBERS, lambda _: {"earlier": "1"}),
    "POST /groups/{group_id}/leave": (MEMBERS, lambda _: {}),
    "POST /join/{code}": (ACCOUNTS, lambda _: {}),
    "POST /join/{code}/remove": (dict.fromkeys(Part, UNKNOWN), lambda _: {}),  # a code is for many
    "POST /teach/groups": (
        {**only(*(set(TRAINERS) - {Part.TRAINER_ELSEWHERE}), others=NO), Part.TRAINER_ELSEWHERE: UNKNOWN},
        lambda c: {"workplace": c.workplace, "title": "Night shift"},
    ),
}

GETS = [route for route in TABLE if route.startswith("GET")]


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())


def test_every_route_of_groups_is_in_the_table(site: FastAPI) -> None:
    ours = ("/teach", "/groups", "/join", "/calendar", "/who-sees-what", "/admin/workplaces")
    found = {str(address) for address in addresses(site) if address.path.startswith(ours)}
    assert found == set(TABLE)


def test_every_page_is_there_for_whom_the_table_says(people: Cast) -> None:
    for route in GETS:
        found = {part: verdict_of(ask(people, part, route, {})) for part in Part}
        assert found == TABLE[route][0], route


@pytest.mark.parametrize("route", [route for route in TABLE if route not in GETS])
def test_every_form_is_taken_from_whom_the_table_says(people: Cast, route: str) -> None:
    verdicts, fields = TABLE[route]
    last = (Part.LEAD, Part.MEMBER, Part.ADMIN)  # what they do changes what others find
    order = sorted(Part, key=lambda part: part in last)
    found = {part: verdict_of(ask(people, part, route, fields(people))) for part in order}
    assert found == verdicts


@pytest.mark.parametrize("part", Part)
def test_a_foreign_group_is_byte_for_byte_an_unknown_one(people: Cast, part: Part) -> None:
    told = {}
    for route in (route for route in TABLE if "{group_id}" in route):
        fields = TABLE[route][1](people)
        if TABLE[route][0][part] in {YES, NOT_NOW}:
            continue
        real = ask(people, part, route, fields)
        never = ask(people, part, route, fields, group_id=NEVER)
        if said(real, people.group) != said(never, NEVER):
            told[route] = (real.status_code, never.status_code)
    assert told == {}


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("route", [route for route in TABLE if "{kind}" in route])
def test_no_kind_of_change_is_made_by_others(people: Cast, route: str, kind: ChangeKind) -> None:
    others = [part for part in TRAINERS if part is not Part.LEAD]
    asked = {"sure": "1", "condition": "all-closer", "later": "3", "excused": "1", **MOVED}
    for fields in ({}, asked):
        assert {ask(people, part, route, fields, kind=kind).status_code for part in others} == {404}
    lead = people.browsers[Part.LEAD]
    page = lead.get(f"/teach/groups/{people.group}/assignments/{people.assignment}").text
    assert "Changed in the last day" not in page


@pytest.mark.parametrize("part", TRAINERS)
def test_a_foreign_group_among_several_is_an_unknown_one_and_nothing_is_set(people: Cast, part: Part) -> None:
    mine = {Part.LEAD: people.group, Part.LEAD_BESIDE: people.group_beside}
    theirs = people.group_beside if part is Part.LEAD else people.group
    replies = [
        people.browsers[part].post(
            "/teach/assignments", data={**people.setting, "groups": [mine.get(part, NEVER), group]}
        )
        for group in (theirs, NEVER)
    ]
    assert {reply.status_code for reply in replies} == {404}
    assert replies[0].text == replies[1].text
    for lead, group in ((Part.LEAD, people.group), (Part.LEAD_BESIDE, people.group_beside)):
        assert "Know your role" not in people.browsers[lead].get(f"/teach/groups/{group}").text


@pytest.mark.parametrize("part", Part)
def test_a_get_changes_nothing(people: Cast, part: Part, database: Database, clock: Clock) -> None:
    clock.advance(days=1)
    before = content(database)
    for route in GETS:
        ask(people, part, route, {})
        assert content(database) == before, route


def ask(people: Cast, part: Part, route: str, fields: dict[str, str], **names: Any) -> httpx2.Response:
    method, path = route.split(" ")
    given = {
        "group_id": people.group,
        "scenario": "maras-folder",
        "workplace_id": people.workplace,
        "code": people.code,
        "token": NEVER,
        "assignment_id": people.assignment,
        "subject_id": people.subjects[Part.MEMBER],
        "import_id": people.sent,
        "entry_id": people.entry,
        "kind": "date",
        **names,
    }
    browser: TestClient = people.browsers[part]
    if path == f"{LIST}/imports":
        return browser.post(path.format(**given), files={name: (None, text) for name, text in fields.items()})
    return browser.request(method, path.format(**given), data=fields if method == "POST" else None)


def said(reply: httpx2.Response, name: str) -> tuple[int, str, list[tuple[str, str]]]:
    """All of a reply, but for the name that was asked for where an address repeats it."""
    headers = sorted((key, value.replace(name, "…")) for key, value in reply.headers.items())
    return reply.status_code, reply.text.replace(name, "…"), headers


def verdict_of(reply: httpx2.Response) -> str:
    if reply.headers.get("location", "").startswith("/sign-in?next="):
        return SIGN_IN
    return {403: NO, 404: UNKNOWN}.get(
        reply.status_code, YES if reply.status_code < 400 else str(reply.status_code)
    )
