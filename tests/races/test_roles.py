"""Whoever stops being who the page took them for, between that look and the writing, has changed nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import close_sessions, open_session
from app.learners.models import LEARNER, BrowserSession, Learner, RateLimit
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.learners.people import OTHER, PASSWORD, admin, learner, row, set_role, sign_in
from tests.races.gate import Gate
from tests.rows import content
from tests.test_access import ACCOUNTS, ADMINS, TABLE

ADA, DANA = "admin@example.org", "dana@example.org"
ROUNDS = 12

FORMS: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "POST /account/delete": lambda _: {"password": PASSWORD},
    "POST /account/details": lambda _: {"name": "Eve", "time_zone": "Asia/Tokyo"},
    "POST /account/email": lambda _: {"email": "new@example.org", "password": PASSWORD},
    "POST /account/password": lambda _: {"password": PASSWORD, "new_password": OTHER},
    "POST /account/sessions": lambda _: {},
    "POST /account/sessions/end": lambda names: {"session": names["other_session"]},
    "POST /admin/workplaces": lambda _: {"title": "Harbor", "time_zone": "Europe/Berlin"},
    "POST /admin/people/{subject_id}/reset": lambda _: {},
    "POST /admin/people/{subject_id}/role": lambda _: {"role": "trainer"},
}
"""What is sent to each route that takes an account or a role, and leaves something in the database."""
KEEP_NOTHING = {"POST /author/scenarios/{scenario}/trial"}
COURSE = {"POST /courses/{course}/certificate"}
"""Its refusal comes from the same place as that of details: whoever has not finished gets none either way."""
OF_GROUPS = ("POST /admin/workplaces/", "POST /teach/", "POST /groups/", "POST /join/", "POST /calendar")
"""These read it again where “POST /admin/workplaces” does: in `Acting.may`."""


def test_every_such_route_is_tried() -> None:
    asked = {one for one, verdicts in TABLE.items() if one.startswith("POST ") and needs_a_role(verdicts)}
    asked = {one for one in asked if not one.startswith(OF_GROUPS)}
    assert asked == FORMS.keys() | KEEP_NOTHING | COURSE


def needs_a_role(verdicts: dict[Any, str]) -> bool:
    return verdicts != TABLE["GET /"] and verdicts != TABLE["GET /play/{attempt}"]


@pytest.mark.parametrize("route", FORMS)
def test_signed_out_meanwhile(browse: Browse, database: Database, clock: Clock, route: str) -> None:
    browser, names = the_cast(browse, database)

    def sign_out() -> None:
        with database.write() as db:
            own = row(database, "Ada Admin").subject_id
            db.execute(
                delete(BrowserSession).where(
                    col(BrowserSession.subject_id) == own,
                    col(BrowserSession.token_hash) != names["other_session"],
                )
            )

    reply, changed = meanwhile(browse, database, lambda: send(browser, route, names), sign_out)
    told = reply.headers.get("location", "") if reply.status_code == 303 else reply.text
    assert told.startswith("/sign-in?") or (reply.status_code == 409 and "signed out meanwhile" in told)
    assert not changed


@pytest.mark.parametrize("role", ["learner", "trainer"])
@pytest.mark.parametrize("route", [one for one in FORMS if TABLE[one] == ADMINS])
def test_demoted_meanwhile(browse: Browse, database: Database, route: str, role: str) -> None:
    browser, names = the_cast(browse, database)
    reply, changed = meanwhile(
        browse, database, lambda: send(browser, route, names), lambda: set_role(database, ADA, role)
    )
    assert reply.status_code == 403
    assert not changed


@pytest.mark.parametrize("route", [one for one in FORMS if TABLE[one] == ACCOUNTS])
def test_somebody_signed_in_all_along_is_not_refused(browse: Browse, database: Database, route: str) -> None:
    browser, names = the_cast(browse, database)
    reply, changed = meanwhile(browse, database, lambda: send(browser, route, names), lambda: None)
    assert reply.status_code == 303
    assert not reply.headers["location"].startswith("/sign-in")
    assert changed


def the_cast(browse: Browse, database: Database) -> tuple[TestClient, dict[str, str]]:
    """An admin in two browsers, another admin, and a learner; who and what forms and addresses name."""
    browser = admin(browse, database)
    with database.read() as db:
        first = db.scalars(select(BrowserSession.token_hash)).one()
    sign_in(browse(), ADA)
    with database.read() as db:
        other = db.scalars(select(BrowserSession.token_hash).where(BrowserSession.token_hash != first)).one()
    learner(browse, "second@example.org", "Second")
    set_role(database, "second@example.org", "admin")
    learner(browse)
    return browser, {"subject_id": row(database).subject_id, "other_session": other}


def send(browser: TestClient, route: str, names: dict[str, str]) -> Any:
    return browser.post(route.removeprefix("POST ").format(**names), data=FORMS[route](names))


def meanwhile(
    browse: Browse, database: Database, act: Callable[[], Any], leave: Callable[[], Any]
) -> tuple[Any, bool]:
    """The reply to an act that is held where its first transaction begins, until the other is done.

    And whether the act has changed anything, counts of tries aside.
    """
    gate = Gate(site_of(browse.site).database, inside=False)
    gate.arm()
    with ThreadPoolExecutor(1) as threads:
        acting = threads.submit(act)
        acting.add_done_callback(lambda _: gate.reached.set())
        assert gate.reached.wait(20)
        leave()
        before = kept(database)
        gate.open.set()
        reply = acting.result(30)
    return reply, kept(database) != before


def kept(database: Database) -> dict[str, Any]:
    found = content(database)
    return {table: rows for table, rows in found.items() if table != RateLimit.__tablename__}


def test_two_admins_who_demote_each_other_at_once_leave_one(
    browse: Browse, database: Database, clock: Clock
) -> None:
    admin(browse, database)
    learner(browse)
    people = [row(database, name).subject_id for name in ("Ada Admin", "Dana")]
    with ThreadPoolExecutor(2) as threads:
        for _ in range(ROUNDS):
            browsers = [anew(browse, database, clock, one) for one in people]
            together = Barrier(2, timeout=20)

            def demote(browser: TestClient, other: str, together: Barrier = together) -> int:
                together.wait()
                return browser.post(f"/admin/people/{other}/role", data={"role": "learner"}).status_code

            replies = list(threads.map(demote, browsers, reversed(people), timeout=30))
            assert replies == [303, 303]  # the second to be let in is sent to sign in
            with database.read() as db:
                roles = db.scalars(select(Learner.role).order_by(Learner.role)).all()
            assert roles == ["admin", "learner"]


def anew(browse: Browse, database: Database, clock: Clock, subject_id: str) -> TestClient:
    """A browser of this person’s, who is an admin again."""
    with database.write() as db:
        db.execute(update(LEARNER).where(LEARNER.c.subject_id == subject_id).values(role="admin"))
        close_sessions(db, subject_id=subject_id)
        _, token = open_session(db, subject_id=subject_id, now=clock(), signed_in=True)
    browser = browse()
    browser.cookies.set("session", token)
    return browser
