"""Who may do what, as one table: every route, everybody, their own things and other people's.

A route that is missing here fails; so does one that answers anybody in another way than it says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from app.courses.actions import new_code
from app.courses.models import Certificate, CertificateCode
from app.db import Database
from app.learners.actions.password_resets import make_reset_link
from app.plans.actions import put_plan
from app.plans.plan import Kind, PlanKey
from tests.conftest import Clock
from tests.people import ROLES, Person, browser_of
from tests.route_list import Address, addresses
from tests.rows import content

YES, SIGN_IN, NO, UNKNOWN = "answered", "sent to sign in", "refused", "not found"
Verdicts = dict[Person, str]

EVERYBODY: Verdicts = dict.fromkeys(Person, YES)
ACCOUNTS: Verdicts = {**EVERYBODY, Person.NOBODY: SIGN_IN, Person.VISITOR: SIGN_IN}
TRAINERS: Verdicts = {**ACCOUNTS, Person.LEARNER: NO, Person.STRANGER: NO}
ADMINS: Verdicts = {**TRAINERS, Person.TRAINER: NO}
NOBODY: Verdicts = dict.fromkeys(Person, UNKNOWN)  # as long as nothing is there for it to say
WORKPLACE: Verdicts = {**ADMINS, Person.ADMIN: UNKNOWN}  # see tests/training/test_access.py, too
GROUP: Verdicts = {**TRAINERS, Person.TRAINER: UNKNOWN, Person.ADMIN: UNKNOWN}
MEMBERS: Verdicts = {**dict.fromkeys(Person, UNKNOWN), Person.NOBODY: SIGN_IN, Person.VISITOR: SIGN_IN}
OWNER: Verdicts = dict.fromkeys(Person, UNKNOWN)  # whoever began it, and nobody else, whatever their role

TABLE: dict[str, Verdicts] = {
    "GET /": EVERYBODY,
    "POST /": EVERYBODY,
    "GET /today": EVERYBODY,
    "GET /learn": EVERYBODY,
    "GET /courses/{course}": EVERYBODY,
    "GET /courses/{course}/outline": EVERYBODY,
    "GET /courses/{course}/certificate": EVERYBODY,
    "POST /courses/{course}/certificate": ACCOUNTS,
    "GET /certificates/{code}": EVERYBODY,
    "GET /certificates/{code}.pdf": EVERYBODY,
    "GET /search": EVERYBODY,
    "GET /learn/{course}/{lesson}": EVERYBODY,
    "POST /learn/{course}/{lesson}/answers": EVERYBODY,
    "POST /learn/{course}/{lesson}/plan": EVERYBODY,
    "POST /learn/{course}/{lesson}/position": EVERYBODY,
    "GET /practice": EVERYBODY,
    "GET /practice/{scenario}": EVERYBODY,
    "POST /practice/{scenario}/attempts": EVERYBODY,
    "GET /play/{attempt}": OWNER,
    "POST /play/{attempt}/choices": OWNER,
    "POST /play/{attempt}/continue": OWNER,
    "POST /play/{attempt}/take-back": OWNER,
    "POST /play/{attempt}/own-words": OWNER,
    "GET /play/{attempt}/debrief": OWNER,
    "POST /play/{attempt}/prediction": OWNER,
    "POST /play/{attempt}/guess": OWNER,
    "POST /play/{attempt}/replays": OWNER,
    "POST /play/{attempt}/reflection": OWNER,
    "POST /play/{attempt}/plan": OWNER,
    "GET /phrases": EVERYBODY,
    "POST /phrases": EVERYBODY,
    "GET /plans": EVERYBODY,
    "POST /plans": EVERYBODY,
    "POST /plans/drop": EVERYBODY,
    "POST /plans/reports": EVERYBODY,
    "GET /review": EVERYBODY,
    "POST /review": EVERYBODY,
    "GET /progress": EVERYBODY,
    "GET /progress/attempts": EVERYBODY,
    "GET /sources": EVERYBODY,
    "GET /privacy": EVERYBODY,
    "GET /time-zone": EVERYBODY,
    "POST /time-zone": EVERYBODY,
    "POST /forget-me": EVERYBODY,
    "GET /sign-up": EVERYBODY,
    "POST /sign-up": EVERYBODY,
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": EVERYBODY,
    "POST /sign-out": EVERYBODY,
    "GET /reset/{token}": EVERYBODY,
    "POST /reset/{token}": EVERYBODY,
    "GET /account": ACCOUNTS,
    "GET /account/data.json": ACCOUNTS,
    "GET /account/delete": ACCOUNTS,
    "POST /account/delete": ACCOUNTS,
    "GET /account/details": ACCOUNTS,
    "POST /account/details": ACCOUNTS,
    "GET /account/email": ACCOUNTS,
    "POST /account/email": ACCOUNTS,
    "GET /account/password": ACCOUNTS,
    "POST /account/password": ACCOUNTS,
    "GET /account/sessions": ACCOUNTS,
    "POST /account/sessions": ACCOUNTS,
    "POST /account/sessions/end": ACCOUNTS,
    "GET /author/lessons/questions": TRAINERS,
    "GET /author/scenarios": TRAINERS,
    "GET /author/scenarios/{scenario}": TRAINERS,
    "GET /author/scenarios/{scenario}/changes": TRAINERS,
    "GET /author/scenarios/{scenario}/trial": TRAINERS,
    "POST /author/scenarios/{scenario}/trial": TRAINERS,
    "GET /admin/log": ADMINS,
    "GET /admin/log.csv": ADMINS,
    "GET /admin/people": ADMINS,
    "GET /admin/people/{subject_id}": ADMINS,
    "POST /admin/people/{subject_id}/reset": ADMINS,
    "POST /admin/people/{subject_id}/role": ADMINS,
    "GET /admin/workplaces": ADMINS,
    "POST /admin/workplaces": ADMINS,
    "GET /admin/workplaces/{workplace_id}": WORKPLACE,
    "POST /admin/workplaces/{workplace_id}": WORKPLACE,
    "POST /admin/workplaces/{workplace_id}/leads": WORKPLACE,
    "POST /admin/workplaces/{workplace_id}/trainers": WORKPLACE,
    "POST /admin/workplaces/{workplace_id}/trainers/remove": WORKPLACE,
    "GET /teach": TRAINERS,
    "GET /teach/needs-a-word": TRAINERS,
    "POST /teach/groups": TRAINERS,
    "GET /teach/assignments/new": TRAINERS,
    "POST /teach/assignments": TRAINERS,
    "GET /teach/groups/{group_id}": GROUP,
    "GET /teach/groups/{group_id}/questions": GROUP,
    "GET /teach/groups/{group_id}/scenarios": GROUP,
    "GET /teach/groups/{group_id}/scenarios/{scenario}": GROUP,
    "GET /teach/groups/{group_id}/scenarios/{scenario}/sheet": GROUP,
    "GET /teach/groups/{group_id}/people.csv": GROUP,
    "GET /teach/groups/{group_id}/settings": GROUP,
    "GET /teach/groups/{group_id}/assignments/new": GROUP,
    "POST /teach/groups/{group_id}/assignments": GROUP,
    "GET /teach/groups/{group_id}/assignments/{assignment_id}": GROUP,
    "GET /teach/groups/{group_id}/assignments/{assignment_id}/people/{subject_id}": GROUP,
    "POST /teach/groups/{group_id}/assignments/{assignment_id}/{kind}": GROUP,
    "POST /teach/groups/{group_id}/assignments/{assignment_id}/{kind}/undo": GROUP,
    "POST /teach/groups/{group_id}/assignments/{assignment_id}/people/{subject_id}/{kind}": GROUP,
    "POST /teach/groups/{group_id}/assignments/{assignment_id}/people/{subject_id}/{kind}/undo": GROUP,
    "POST /teach/groups/{group_id}/code": GROUP,
    "POST /teach/groups/{group_id}/code/revoke": GROUP,
    "GET /teach/groups/{group_id}/people/{subject_id}": GROUP,
    "POST /teach/groups/{group_id}/people/{subject_id}/talked": GROUP,
    "POST /teach/groups/{group_id}/leads": GROUP,
    "POST /teach/groups/{group_id}/leads/remove": GROUP,
    "POST /teach/groups/{group_id}/title": GROUP,
    "GET /teach/groups/{group_id}/roster": GROUP,
    "POST /teach/groups/{group_id}/roster/imports": GROUP,
    "GET /teach/groups/{group_id}/roster/{import_id}": GROUP,
    "GET /teach/groups/{group_id}/roster/{import_id}/wrong.csv": GROUP,
    "POST /teach/groups/{group_id}/roster/{import_id}/apply": GROUP,
    "POST /teach/groups/{group_id}/roster/{import_id}/drop": GROUP,
    "POST /teach/groups/{group_id}/roster/{import_id}/ticks": GROUP,
    "POST /teach/groups/{group_id}/roster/people": GROUP,
    "GET /teach/groups/{group_id}/roster/people/{entry_id}": GROUP,
    "POST /teach/groups/{group_id}/roster/people/{entry_id}": GROUP,
    "POST /teach/groups/{group_id}/roster/people/{entry_id}/link": GROUP,
    "POST /teach/groups/{group_id}/roster/people/{entry_id}/remove": GROUP,
    "GET /join": EVERYBODY,
    "GET /join/{code}": NOBODY,
    "POST /join/{code}": MEMBERS,
    "POST /join/{code}/remove": NOBODY,
    "GET /groups": ACCOUNTS,
    "POST /groups/{group_id}/earlier": MEMBERS,
    "POST /groups/{group_id}/leave": MEMBERS,
    "GET /calendar": ACCOUNTS,
    "POST /calendar": ACCOUNTS,
    "POST /calendar/end": ACCOUNTS,
    "GET /calendar/{token}.ics": NOBODY,
    "GET /who-sees-what": EVERYBODY,
    "GET /livez": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /robots.txt": EVERYBODY,
    "GET /.well-known/change-password": EVERYBODY,
    "GET /.well-known/security.txt": NOBODY,
    "GET /static/{path:path}": EVERYBODY,
}


COURSE, LESSON, SCENARIO = "four-chairs", "a-path-not-a-wall", "the-printer-that-isnt-ours"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PLAN = {"when": "Somebody says it is urgent", "say": "What would help you first?"}

IN_FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "POST /plans": lambda attempt: {"plan": f"debrief.{attempt}", **PLAN},
    "POST /plans/drop": lambda attempt: {"plan": f"debrief.{attempt}"},
    "POST /plans/reports": lambda attempt: {"plan": f"debrief.{attempt}", "went": "used"},
}
"""Forms that name something of somebody's: by the id of an attempt, the fields."""


class Object(StrEnum):
    """What a page or form is about, as seen by whoever asks."""

    OWN = "own"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Somebody:
    browser: TestClient
    names: dict[str, str]
    """A real id of theirs for everything that an address can name."""


Meet = Callable[[Person], Somebody]


@pytest.fixture
def meet(database: Database, browse: Callable[[], TestClient], clock: Clock) -> Meet:
    """A function that opens the browser of one more person of a kind, who has one of everything they may have."""

    def meet(person: Person) -> Somebody:
        browser, subject_id = browser_of(person, database=database, browse=browse, now=clock())
        names = {"course": COURSE, "lesson": LESSON, "scenario": SCENARIO, "path:path": "css/base.css"}
        if person in ROLES:
            with database.write() as db:
                names["token"] = make_reset_link(db, subject_id, clock())
                names["code"] = a_certificate(db, subject_id, clock())
            names["subject_id"] = subject_id
        if person is not Person.NOBODY:
            names["attempt"] = begin(browser)
            with database.write() as db:
                a_plan(db, subject_id, names["attempt"], clock())
        return Somebody(browser, names)

    return meet


def a_certificate(db: Session, subject_id: str, now: datetime) -> str:
    """The code of a learner's."""
    code = new_code()
    made = Certificate(
        id=code,
        subject_id=subject_id,
        course_id=COURSE,
        course_title="A course",
        lessons=1,
        scenarios=1,
        finished_at=now,
        made_at=now,
    )
    db.add(made)
    db.add(CertificateCode(code=code, subject_id=subject_id))
    return code


def a_plan(db: Session, subject_id: str, attempt: str, now: datetime) -> None:
    """One that was made after that attempt."""
    put_plan(db, PlanKey(Kind.DEBRIEF, attempt), subject_id=subject_id, now=now, **PLAN)


def test_every_route_is_in_the_table(site: FastAPI) -> None:
    assert {str(address) for address in addresses(site)} - set(TABLE) == set()


def test_everybody_gets_what_the_table_says(site: FastAPI, meet: Meet) -> None:
    """Asked about what is another learner's, where an address names somebody's things."""
    found, promised = {}, {}
    asked = [address for address in addresses(site) if TABLE.get(str(address), {}) is not OWNER]
    for person in Person:
        me, other = meet(person), meet(Person.STRANGER)
        for address in sorted(asked, key=lambda one: one.method):
            if person not in (verdicts := TABLE.get(str(address), {})):
                continue
            what = f"{person}: {address}"
            reply = ask(me.browser, address.method, filled(address.path, other.names))
            found[what], promised[what] = verdict_of(reply), verdicts[person]
            if address.method != "GET" and found[what] == YES:  # both may be others by that
                me, other = meet(person), meet(Person.STRANGER)
    assert differences(found, promised) == {}


@pytest.mark.parametrize("person", [person for person in Person if person is not Person.NOBODY])
def test_what_is_somebodys_own_is_there_for_them_alone(site: FastAPI, meet: Meet, person: Person) -> None:
    """Own, foreign and unknown, on every page of an attempt and in every form that names one."""
    found, promised = {}, {}
    for address in owned(site):
        mine, other = meet(person), meet(Person.STRANGER)
        ids = {Object.OWN: mine, Object.FOREIGN: other, Object.UNKNOWN: None}
        for which, whose in ids.items():
            reply = ask_about(mine.browser, address, whose.names["attempt"] if whose else UNKNOWN_ATTEMPT)
            found[f"{address}: {which}"] = verdict_of(reply)
            promised[f"{address}: {which}"] = YES if which is Object.OWN else UNKNOWN
    assert promised
    assert differences(found, promised) == {}


@pytest.mark.parametrize("person", Person)
def test_a_foreign_thing_is_byte_for_byte_an_unknown_one(site: FastAPI, meet: Meet, person: Person) -> None:
    me, other, told = meet(person), meet(Person.STRANGER), {}
    for address in owned(site):
        foreign = ask_about(me.browser, address, other.names["attempt"])
        unknown = ask_about(me.browser, address, UNKNOWN_ATTEMPT)
        if said(foreign) != said(unknown):
            told[str(address)] = (foreign.status_code, unknown.status_code)
    assert told == {}


@pytest.mark.parametrize("person", [person for person in Person if person is not Person.ADMIN])
def test_only_admins_learn_who_there_is(site: FastAPI, meet: Meet, person: Person) -> None:
    me, other = meet(person), meet(Person.STRANGER)
    for address in (address for address in addresses(site) if "{subject_id}" in address.path):
        real, unknown = (
            ask(me.browser, address.method, address.path.replace("{subject_id}", name))
            for name in (other.names["subject_id"], UNKNOWN_SUBJECT)
        )
        if person in ROLES:
            assert said(real) == said(unknown)
        assert real.status_code == unknown.status_code


def test_an_admin_finds_nobody_by_an_unknown_id(site: FastAPI, meet: Meet) -> None:
    admin = meet(Person.ADMIN)
    for address in (address for address in addresses(site) if "{subject_id}" in address.path):
        url = address.path.replace("{subject_id}", UNKNOWN_SUBJECT)
        form = {"role": "trainer"} if url.endswith("/role") else {}
        assert admin.browser.request(address.method, url, data=form).status_code == 404


@pytest.mark.parametrize("person", Person)
def test_a_get_changes_nothing(
    site: FastAPI, meet: Meet, database: Database, person: Person, clock: Clock
) -> None:
    """Whoever asks, for things that are really there: their own, and those that anybody may open by a code."""
    me = meet(person)
    names = {**meet(Person.STRANGER).names, **me.names}
    clock.advance(days=3)
    before = content(database)
    for address in addresses(site):
        if address.method == "GET" and address.path != "/readyz":
            reply = ask(me.browser, "GET", filled(address.path, names))
            assert reply.status_code < 500, address
            assert "set-cookie" not in reply.headers, address
            assert content(database) == before, address


UNKNOWN_ATTEMPT = "0123456789abcdef"
UNKNOWN_SUBJECT = "01KSZZZZZZZZZZZZZZZZZZZZZZ"


def owned(site: FastAPI) -> list[Address]:
    found = [a for a in addresses(site) if TABLE.get(str(a)) is OWNER or str(a) in IN_FORMS]
    assert len(found) > len(IN_FORMS)
    return found


def begin(browser: TestClient) -> str:
    """The id of a new attempt."""
    reply = browser.post(f"/practice/{SCENARIO}/attempts", headers=FORM)
    return reply.headers["location"].split("/")[2].split("?")[0]


def ask(browser: TestClient, method: str, url: str) -> httpx2.Response:
    return browser.request(method, url, headers=FORM)


def ask_about(browser: TestClient, address: Address, attempt: str) -> httpx2.Response:
    """By its address, or in its form."""
    form = IN_FORMS.get(str(address), lambda _: {})(attempt)
    return browser.request(
        address.method, address.path.replace("{attempt}", attempt), headers=FORM, data=form
    )


def said(reply: httpx2.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All of a reply."""
    return reply.status_code, reply.content, sorted(reply.headers.items())


def filled(path: str, names: dict[str, str]) -> str:
    for name, example in names.items():
        path = path.replace(f"{{{name}}}", example)
    return path


def verdict_of(reply: httpx2.Response) -> str:
    """A form that is sent empty is answered too: whoever may not, hears so first."""
    if reply.headers.get("location", "").startswith("/sign-in?next="):
        return SIGN_IN
    return {403: NO, 404: UNKNOWN}.get(reply.status_code, YES if reply.status_code < 500 else "failed")


def differences(found: dict[str, str], promised: dict[str, str]) -> dict[str, str]:
    return {
        what: f"{found[what]}, not {promised[what]}" for what in promised if found[what] != promised[what]
    }
