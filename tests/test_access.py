"""Who may do what, as one table: every route, everybody, their own things and other people's.

A route that is missing here fails; so does one that answers anybody in another way than it says.
"""

from collections.abc import Callable
from datetime import datetime

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from app.courses.actions import new_code
from app.courses.models import Certificate, CertificateCode
from app.db import Database
from app.learners.actions.password_resets import make_reset_link
from tests.conftest import Clock
from tests.people import Person, browser_of
from tests.route_list import addresses

YES, SIGN_IN, NO, UNKNOWN = "answered", "sent to sign in", "refused", "not found"
Verdicts = dict[Person, str]

EVERYBODY: Verdicts = dict.fromkeys(Person, YES)
ACCOUNTS: Verdicts = {**EVERYBODY, Person.NOBODY: SIGN_IN, Person.VISITOR: SIGN_IN}
TRAINERS: Verdicts = {**ACCOUNTS, Person.LEARNER: NO, Person.STRANGER: NO}
ADMINS: Verdicts = {**TRAINERS, Person.TRAINER: NO}
NOBODY: Verdicts = dict.fromkeys(Person, UNKNOWN)  # as long as no setting says what it should say
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
    "GET /sources": EVERYBODY,
    "GET /privacy": EVERYBODY,
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
    "GET /author/scenarios": TRAINERS,
    "GET /author/scenarios/{scenario}": TRAINERS,
    "GET /author/scenarios/{scenario}/changes": TRAINERS,
    "GET /author/scenarios/{scenario}/trial": TRAINERS,
    "POST /author/scenarios/{scenario}/trial": TRAINERS,
    "GET /admin/people": ADMINS,
    "GET /admin/people/{subject_id}": ADMINS,
    "POST /admin/people/{subject_id}/reset": ADMINS,
    "POST /admin/people/{subject_id}/role": ADMINS,
    "GET /livez": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /robots.txt": EVERYBODY,
    "GET /.well-known/change-password": EVERYBODY,
    "GET /.well-known/security.txt": NOBODY,
    "GET /static/{path:path}": EVERYBODY,
}


COURSE, LESSON, SCENARIO = "four-chairs", "a-path-not-a-wall", "the-printer-that-isnt-ours"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Meet = Callable[[Person], TestClient]


@pytest.fixture
def meet(database: Database, browse: Callable[[], TestClient], clock: Clock) -> Meet:
    """A function that opens the browser of one more person of a kind."""
    return lambda person: browser_of(person, database=database, browse=browse, now=clock())[0]


@pytest.fixture
def names(database: Database, browse: Callable[[], TestClient], clock: Clock) -> Callable[[], dict[str, str]]:
    """A function that gives an example of everything that an address can name, some of them new each time."""

    def names() -> dict[str, str]:
        _, subject_id = browser_of(Person.STRANGER, database=database, browse=browse, now=clock())
        with database.write() as db:
            token = make_reset_link(db, subject_id, clock())
            code = a_certificate(db, subject_id, clock())
        return {
            "course": COURSE,
            "lesson": LESSON,
            "scenario": SCENARIO,
            "subject_id": subject_id,
            "token": token,
            "code": code,
            "path:path": "css/base.css",
        }

    return names


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


def test_every_route_is_in_the_table(site: FastAPI) -> None:
    assert {str(address) for address in addresses(site)} - set(TABLE) == set()


def test_everybody_gets_what_the_table_says(
    site: FastAPI, meet: Meet, names: Callable[[], dict[str, str]]
) -> None:
    found, promised = {}, {}
    for address in addresses(site):
        verdicts = TABLE.get(str(address), {})
        if verdicts is OWNER:
            continue
        for person, verdict in verdicts.items():
            url = filled(address.path, names())
            found[f"{person}: {address}"] = verdict_of(ask(meet(person), address.method, url))
            promised[f"{person}: {address}"] = verdict
    assert differences(found, promised) == {}


@pytest.mark.parametrize("owner", [Person.VISITOR, Person.LEARNER, Person.ADMIN])
def test_what_is_somebodys_own_does_not_exist_for_others(site: FastAPI, meet: Meet, owner: Person) -> None:
    found, promised = {}, {}
    for address in (address for address in addresses(site) if TABLE.get(str(address)) is OWNER):
        mine = meet(owner)
        url = filled(address.path, {"attempt": begin(mine)})
        for person, verdict in OWNER.items():
            found[f"{person}: {address}"] = verdict_of(ask(meet(person), address.method, url))
            promised[f"{person}: {address}"] = verdict
        found[f"the owner: {address}"] = verdict_of(ask(mine, address.method, url))
        promised[f"the owner: {address}"] = YES
    assert promised
    assert differences(found, promised) == {}


def begin(browser: TestClient) -> str:
    """The id of a new attempt."""
    reply = browser.post(f"/practice/{SCENARIO}/attempts", headers=FORM)
    return reply.headers["location"].split("/")[2].split("?")[0]


def ask(browser: TestClient, method: str, url: str) -> httpx2.Response:
    return browser.request(method, url, headers=FORM)


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
