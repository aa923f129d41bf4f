"""People, for admins alone: finding them, and their roles."""

import threading
from datetime import UTC, datetime

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.errors import FourChairsError
from app.events.event import RoleChanged
from app.events.queries import log_page
from app.learners.actions.people import PAGE, change_role, people
from app.learners.actions.sessions import new_subject
from app.learners.models import Learner, ResetLink
from app.learners.who import Role, Who
from app.log import NAME
from tests.conftest import Browse, Clock
from tests.learners.people import admin, is_signed_in, learner, row, set_role, sign_in

PATHS = ["/admin/people", "/admin/people/ADA"]
FORMS = {"/admin/people/ADA/role": {"role": "trainer"}, "/admin/people/ADA/reset": {}}


def of_ada(path: str, database: Database) -> str:
    return path.replace("ADA", row(database, "Ada Admin").subject_id)


@pytest.mark.parametrize("path", PATHS)
def test_only_admins_see_people(browse: Browse, database: Database, ada: TestClient, path: str) -> None:
    path = of_ada(path, database)
    assert ada.get(path).status_code == 200
    assert browse().get(path).headers["location"].startswith("/sign-in")
    browser = learner(browse)
    assert browser.get(path).status_code == 403
    set_role(database, "dana@example.org", "trainer")
    assert browser.get(path).status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_only_admins_change_people(browse: Browse, database: Database, ada: TestClient, path: str) -> None:
    form, path = FORMS[path], of_ada(path, database)
    assert browse().post(path, data=form).headers["location"].startswith("/sign-in")
    browser = learner(browse)
    for role in ("learner", "trainer"):
        set_role(database, "dana@example.org", role)
        assert browser.post(path, data=form).status_code == 403
    with database.read() as db:
        assert db.exec(select(ResetLink)).all() == []
        assert db.get_one(Learner, path.split("/")[3]).role == "admin"


@pytest.mark.parametrize(
    "number", ["0", "-1", "7" * 26, "7" * 27, "x" * 26, str(2**63), "1e3", "x", "9" * 400]
)
@pytest.mark.parametrize("path", ["", "/role", "/reset"])
def test_numbers_of_nobody_are_not_found(ada: TestClient, number: str, path: str) -> None:
    url = f"/admin/people/{number}{path}"
    reply = ada.post(url, data={"role": "trainer"} if path == "/role" else {}) if path else ada.get(url)
    assert reply.status_code == 404


@pytest.mark.parametrize("query", ["before=x", f"before={2**63}", "before=0", "before=" + "x" * 26])
def test_pages_that_are_none_are_not_found(ada: TestClient, query: str) -> None:
    assert ada.get(f"/admin/people?{query}").status_code == 404


@pytest.mark.parametrize("query", ["q=%25", "q=_", "q=" + "x" * 3000, "q='%20or%201=1--"])
def test_odd_searches_find_nobody(ada: TestClient, query: str) -> None:
    page = ada.get(f"/admin/people?{query}")
    assert page.status_code == 200
    assert "admin@example.org" not in page.text


@pytest.mark.parametrize("query", ["q=%00", "q=%ff"])
def test_what_no_browser_sends_is_refused(ada: TestClient, query: str) -> None:
    assert ada.get(f"/admin/people?{query}").status_code == 400


@pytest.mark.parametrize("query", ["q=dana", "q=DANA", "q=Whitf", "q=@example.org", "q=ørsted", ""])
def test_people_are_found_by_name_or_address(browse: Browse, ada: TestClient, query: str) -> None:
    learner(browse, name="Dana Whitfield ørsted")
    assert "dana@example.org" in ada.get(f"/admin/people?{query}").text


def test_pages_show_everybody_once(database: Database, clock: Clock) -> None:
    with database.write() as db:
        for number in range(2 * PAGE + 1):
            mail = f"p{number}@example.org"
            db.add(
                Learner(
                    subject_id=new_subject(db, clock()),
                    email=mail,
                    name="P",
                    password_hash="",
                    created_at=clock(),
                )
            )
    seen: list[str] = []
    before = None
    with database.read() as db:
        while (page := people(db, search="p", before=before)).before:
            seen += [person.email for person in page.found]
            before = page.before
        seen += [person.email for person in page.found]
    assert seen == [f"p{number}@example.org" for number in reversed(range(2 * PAGE + 1))]


def test_a_new_role_begins_with_the_next_sign_in(browse: Browse, database: Database, ada: TestClient) -> None:
    browser = learner(browse)
    number = set_role(database, "dana@example.org", "learner")
    reply = ada.post(f"/admin/people/{number}/role", data={"role": "admin"})
    assert reply.headers["location"] == f"/admin/people/{number}?notice=role-changed"
    assert not is_signed_in(browser)
    assert sign_in(browser).get("/admin/people").status_code == 200
    assert is_signed_in(ada)


@pytest.mark.parametrize("role", list(Role))
def test_the_same_role_once_more_changes_nothing_and_says_nothing(
    browse: Browse, database: Database, ada: TestClient, caplog: pytest.LogCaptureFixture, role: str
) -> None:
    caplog.set_level("INFO", NAME)
    browser = learner(browse)
    number = set_role(database, "dana@example.org", role)
    reply = ada.post(f"/admin/people/{number}/role", data={"role": role})
    assert reply.headers["location"] == f"/admin/people/{number}"
    assert is_signed_in(browser)
    with database.look() as connection:
        assert log_page(connection, kind=RoleChanged.KIND).events == []
    assert "made learner" not in caplog.text
    other = next(one for one in Role if one != role)
    ada.post(f"/admin/people/{number}/role", data={"role": other})
    assert f"made learner {number} a {other}" in caplog.text


@pytest.mark.parametrize(
    "data", [{"role": "owner"}, {"role": ""}, {}, {"role": "trainer", "email": "x@example.org"}]
)
def test_other_roles_and_fields_are_refused(
    ada: TestClient, dana: str, database: Database, data: dict[str, str]
) -> None:
    assert ada.post(f"/admin/people/{dana}/role", data=data).status_code == 422
    with database.read() as db:
        assert db.get_one(Learner, dana).role == "learner"


def test_the_last_admin_keeps_the_role(browse: Browse, database: Database, ada: TestClient) -> None:
    url = of_ada("/admin/people/ADA/role", database)
    assert ada.post(url, data={"role": "learner"}).status_code == 409
    admin(browse, database, "second@example.org")
    assert ada.post(url, data={"role": "learner"}).status_code == 303
    assert ada.get("/admin/people").status_code == 403


def test_two_admins_who_step_down_at_once_leave_one(
    browse: Browse, database: Database, ada: TestClient
) -> None:
    admin(browse, database, "second@example.org")
    with database.read() as db:
        subjects = list(db.exec(select(Learner.subject_id)))

    def step_down(subject_id: str) -> None:
        try:
            with database.write() as db:
                change_role(
                    db, Who(), subject_id=subject_id, role="learner", now=datetime(2026, 3, 2, tzinfo=UTC)
                )
        except FourChairsError:
            pass

    threads = [threading.Thread(target=step_down, args=(one,)) for one in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as db:
        assert len(db.exec(select(Learner).where(Learner.role == "admin")).all()) == 1
