"""Each action in flight, and each way of becoming somebody else or nobody: nothing acknowledged is lost, nothing
of somebody who is gone remains, and nobody meets a fault of ours."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import LEARNER, SESSION_TOKEN, SUBJECT
from app.learners.queries import hashed
from app.migrations.tables import metadata
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.learners.people import PASSWORD, learner, sign_up
from tests.learners.rows import OUTLIVING
from tests.practice.playing import content, settings
from tests.races.acts import ACTS, WORDS, Act, is_kept
from tests.races.gate import Gate

__all__ = ["content", "settings"]

pytestmark = pytest.mark.soak

SOAK = "SOAK" in os.environ
SHARE = 5
"""Without SOAK, each way of leaving tries every fifth action, another fifth for each; with it, every pair."""

Leave = Callable[[TestClient, str], Any]
KEPT = [t for t in metadata.sorted_tables if "subject_id" in t.columns and t.name not in OUTLIVING]


def _sign_in(browser: TestClient, email: str) -> Any:
    return browser.post("/sign-in", data={"email": email, "password": PASSWORD})


LEAVING: dict[str, tuple[bool, Leave]] = {
    "sign up": (
        False,
        lambda browser, email: browser.post(
            "/sign-up", data={"name": "Eve", "email": f"new-{email}", "password": PASSWORD}
        ),
    ),
    "sign in": (False, _sign_in),
    "merge": (False, _sign_in),
    "forget": (False, lambda browser, _: browser.post("/forget-me")),
    "sign out": (True, lambda browser, _: browser.post("/sign-out")),
    "delete": (True, lambda browser, _: browser.post("/account/delete", data={"password": PASSWORD})),
}
"""Whether it takes an account, and the request. “Merge” is a sign-in to somebody who has done the same."""


@pytest.mark.parametrize("leaving", LEAVING)
@pytest.mark.parametrize("inside", [False, True], ids=["before", "inside"])
def test_an_action_beside(
    browse: Browse, database: Database, clock: Clock, leaving: str, *, inside: bool
) -> None:
    gate = Gate(site_of(browse.site).database, inside=inside)
    faults = {}
    turn = list(LEAVING).index(leaving) + len(LEAVING) * inside
    for number, (name, act) in enumerate(ACTS.items()):
        if not SOAK and number % SHARE != turn % SHARE:
            continue
        race = Race(browse, database, clock, gate, f"dana-{number}@example.org")
        if fault := race.run(act, leaving):
            faults[name] = fault
    assert faults == {}


class Race:
    """One pair, with people of its own."""

    def __init__(self, browse: Browse, database: Database, clock: Clock, gate: Gate, email: str) -> None:
        self.browse, self.database, self.clock, self.gate, self.email = browse, database, clock, gate, email

    def run(self, act: Act, leaving: str) -> str:
        """What went wrong; empty where nothing did."""
        takes_account, leave = LEAVING[leaving]
        browser, tab = self.browse(), self.browse()
        if takes_account:
            sign_up(browser, self.email)
        elif leaving in ("sign in", "merge"):
            other = learner(self.browse, self.email)
            if leaving == "merge":
                act.ready(other, self.clock)()
        send = act.ready(browser, self.clock)
        for cookie in browser.cookies.jar:
            tab.cookies.jar.set_cookie(cookie)
        me = self.whose(browser)
        before = self.subjects()
        reply, left = self.at_once(send, lambda: leave(tab, self.email))
        if reply.status_code >= 500 or left.status_code != 303:
            return f"{reply.status_code} beside {left.status_code}"
        with self.database.read() as db:
            if leaving in ("forget", "delete"):
                return self.remains(db, me, before)
            account = self.whose(tab) if leaving != "sign out" else me
            return self.lost(db, act, me, account) if is_kept(reply) else ""

    def at_once(self, send: Callable[[], Any], leave: Callable[[], Any]) -> tuple[Any, Any]:
        self.gate.arm()
        with ThreadPoolExecutor(2) as threads:
            acting = threads.submit(send)
            acting.add_done_callback(lambda _: self.gate.reached.set())
            assert self.gate.reached.wait(20)
            assert not acting.done(), "it writes nothing"
            leaving = threads.submit(leave)
            done = threading.Event()
            leaving.add_done_callback(lambda _: done.set())
            done.wait(0.5 if self.gate.inside else 20)  # inside, it waits for the action
            self.gate.open.set()
            return acting.result(30), leaving.result(30)

    def whose(self, browser: TestClient) -> str:
        with self.database.read() as db:
            token = SESSION_TOKEN.c.token_hash == hashed(browser.cookies["session"])
            return str(db.scalar(select(SESSION_TOKEN.c.subject_id).where(token)))

    def subjects(self) -> set[str]:
        with self.database.read() as db:
            return set(db.scalars(select(SUBJECT.c.id)))

    def lost(self, db: Session, act: Act, me: str, account: str) -> str:
        if me != account and (left := tables_with(db, me)):
            return f"left with the visitor: {left}"
        made = db.execute(select(act.table).where(act.table.c.subject_id == account)).all()
        return "" if made else f"not there: {act.table}"

    def remains(self, db: Session, me: str, before: set[str]) -> str:
        if self.subjects() - before:
            return "somebody new was made"
        texts = [str(row) for table in KEPT for row in db.execute(select(table))]
        if any(WORDS in text for text in texts):
            return "the words are still there"
        if db.execute(select(LEARNER).where(LEARNER.c.subject_id == me)).first():
            return "the account is still there"
        gone = (
            db.scalar(select(SUBJECT.c.id).where(SUBJECT.c.id == me, SUBJECT.c.anonymized_at.is_(None)))
            is None
        )
        is_visitor = db.scalar(select(SUBJECT.c.id).where(SUBJECT.c.id == me)) is None
        left = tables_with(db, me) if is_visitor else []
        return f"remains: {left}" if left or not gone else ""


def tables_with(db: Session, subject_id: str) -> list[str]:
    return [
        table.name
        for table in KEPT
        if db.execute(select(table.c.subject_id).where(table.c.subject_id == subject_id)).first()
    ]
