"""A history under way: the site, the people, what was written down of them, and a browser for each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from starlette.testclient import TestClient

from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role, Who
from app.training.assignments.actions import begin_due_rounds
from app.training.groups.actions.codes import make_code
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace, name_trainer
from tests.conftest import Clock
from tests.subjects import new_learner
from tests.training.history import shelf as course
from tests.training.history.ledger import Group, Now, Set, Somebody, Stay
from tests.training.history.shelf import Shelf

DAY = timedelta(days=1)


@dataclass
class History:
    """`said` is what was done, for whoever has to find out why it went wrong."""

    chance: Random
    database: Database
    browse: Callable[[], TestClient]
    clock: Clock
    shelf: Shelf
    people: list[Somebody] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    lead: str = ""
    came: int = 0
    browsers: dict[str, tuple[datetime, TestClient]] = field(default_factory=dict)

    @property
    def now(self) -> Now:
        questions = {name: self.shelf.questions(name) for name in self.shelf.there(course.LESSONS)}
        return Now(self.clock(), frozenset(self.shelf.gone), questions)

    @property
    def who(self) -> Who:
        return Who(subject_id=self.lead, role=Role.TRAINER)

    @property
    def stays(self) -> list[Stay]:
        return [stay for group in self.groups for stay in group.stays]

    @property
    def sets(self) -> list[Set]:
        return [one for group in self.groups for one in group.sets]

    def found(self) -> None:
        """Two groups in two zones, with a lead for both, and six people who might join."""
        now = self.clock()
        self.lead = new_learner(
            self.database, email="lead@example.org", name="Leila Lead", role=Role.TRAINER, now=now
        )
        admin = new_learner(self.database, email="admin@example.org", name="Ada", role=Role.ADMIN, now=now)
        with self.database.write() as db:
            for title, zone in (("Spring", "Europe/Berlin"), ("Autumn", "America/Santiago")):
                boss = Who(subject_id=admin, role=Role.ADMIN)
                place = make_workplace(db, who=boss, title=f"At {title}", time_zone=zone, now=now)
                name_trainer(db, who=boss, workplace_id=place, subject_id=self.lead, now=now)
                made = make_group(db, who=self.who, workplace_id=place, title=title, now=now)
                code = make_code(db, who=self.who, group_id=made, days=3650, most_uses=5000, now=now)
                self.groups.append(Group(made, title, zone, code))
        for _ in range(6):
            self.come()

    def browser(self, subject: str) -> TestClient:
        """Signed in, whatever time has passed."""
        since, browser = self.browsers.get(subject, (self.clock() - 99 * DAY, None))
        if browser is None or self.clock() - since > 5 * DAY:
            browser = self.browse()
            with self.database.write() as db:
                token = open_session(db, subject_id=subject, now=self.clock(), signed_in=True)[1]
            browser.cookies.set("session", token)
            self.browsers[subject] = (self.clock(), browser)
        return browser

    def post(self, subject: str, url: str, /, **form: object) -> str:
        """Where it leads."""
        reply = self.browser(subject).post(url, data=form)
        assert reply.status_code == 303, (url, form, re.sub(r"<[^>]+>|\s+", " ", reply.text))
        return str(reply.headers["location"]).partition("?")[0]

    def come(self) -> None:
        """Somebody new, with an account."""
        self.came += 1
        number = self.came
        name = f"{self.chance.choice(['Ana', 'Bo', 'Łukasz', 'Zoë'])} {number:03}"
        subject = new_learner(self.database, email=f"p{number}@example.org", name=name, now=self.clock())
        self.people.append(Somebody(subject, name))

    def rounds_begin(self) -> None:
        """The job, which runs all the time."""
        begin_due_rounds(self.database, self.clock())
