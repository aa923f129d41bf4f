"""The group of the three accounts to try, as its trainer, its members and an admin find it on their pages."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, true
from starlette.testclient import TestClient

from app import migrations
from app.commands.demo import content_of
from app.commands.project import Project
from app.db import Database
from app.demo import fill
from app.events.assignments import AssignmentSet, AssignmentWithdrawn
from app.events.event import (
    AttemptFinished,
    Event,
    GroupMade,
    LeadNamed,
    LessonFinished,
    MemberJoined,
    MemberLeft,
    RoleChanged,
    TrainerNamed,
)
from app.events.models import EVENT
from app.learners.actions.sessions import open_session
from app.learners.models import LEARNER
from app.main import create_app
from app.reading.models import LESSON_VERSION
from app.record.models import ATTEMPT, LESSON_PROGRESS
from app.settings import Settings
from app.training.assignments.actions import owe_from_joining
from app.training.assignments.models import ASSIGNMENT, OBLIGATION
from app.training.assignments.queries import outdated
from app.training.models import GROUP_CODE, LEAD, MEMBER_LIST, MEMBERSHIP, TRAINING_GROUP, WORKPLACE_TRAINER
from tests.conftest import ROOT, SECRET, Browse
from tests.serving import CONTENT_CACHE
from tests.training.led import words

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PEOPLE = 100
LINK = re.compile(r'<a href="(/teach/groups/[^"]+/assignments/[0-9A-Z]+)">([^<]+)</a>')
TITLE = "Service desk, spring"
REASONS = {
    "overdue": r"was due (four|five) days ago\.",
    "quiet": r"Nothing for 1[78] days\. Stopped in",
    "stuck": r"Left “.+” (eleven|twelve) days ago, and has done other things since\.",
    "one chair": r"further from the table in three conversations running\.",
    "invited": r"Invited twelve days ago, and has not joined\.",
}


@dataclass
class Demo:
    database: Database
    browse: Browse

    def browser(self, role: str) -> TestClient:
        browser = self.browse()
        with self.database.write() as db:
            subject = db.scalar(select(LEARNER.c.subject_id).where(LEARNER.c.email == f"{role}@demo.example"))
            assert subject
            _, token = open_session(db, subject_id=subject, signed_in=True, now=NOW)
        browser.cookies.set("session", token)
        return browser

    def group(self, title: str) -> str:
        with self.database.read() as db:
            return str(db.scalar(select(TRAINING_GROUP.c.id).where(TRAINING_GROUP.c.title == title)))

    @property
    def url(self) -> str:
        return f"/teach/groups/{self.group(TITLE)}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """On SQLite, with the course as it is shipped."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings.read(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        secret=SECRET,
        content_dir=ROOT,
        cache_dir=CONTENT_CACHE,
        erasures_file=folder / "site.erasures",
        port=8000,
    )
    database = Database(settings.database_url)
    migrations.upgrade(database)
    fill(database, content_of(Project(settings)), learners=PEOPLE, seed=1, now=NOW, password_hash="x")
    app = create_app(settings, clock=lambda: NOW)
    with TestClient(app):
        yield Demo(database, Browse(app))
    database.close()


def needs(page: str) -> list[str]:
    found = re.search(r'<ol class="needs.*?</ol>', page, re.S)
    return [words(one) for one in re.findall(r"<li>.*?</li>", found[0], re.S)] if found else []


def test_every_reason_to_need_a_word_occurs_once(demo: Demo) -> None:
    said = needs(demo.browser("trainer").get(demo.url).text)
    assert len(said) == len(REASONS)
    for one, pattern in zip(said, REASONS.values(), strict=True):
        assert re.search(pattern, one), one


def test_no_job_has_to_put_right_what_was_invented(demo: Demo) -> None:
    with demo.database.read() as db:
        assert not outdated(db.connection(), most=1)
        assert not db.execute(select(LESSON_VERSION).where(LESSON_VERSION.c.questions.is_(None))).all()


def test_the_accounts_to_try_are_in_a_group_of_eight_which_one_person_has_left(demo: Demo) -> None:
    trainer = demo.browser("trainer").get(demo.url).text
    assert "1 person has left." in words(trainer)
    with demo.database.read() as db:
        emails = db.scalars(
            select(LEARNER.c.email)
            .join(MEMBER_LIST, MEMBER_LIST.c.subject_id == LEARNER.c.subject_id)
            .where(MEMBER_LIST.c.group_id == demo.group(TITLE))
        ).all()
    assert len(emails) == 8
    assert set(emails) > {f"{role}@demo.example" for role in ("learner", "trainer", "admin")}
    for role in ("learner", "trainer", "admin"):
        assert TITLE in words(demo.browser(role).get("/groups").text)


def test_the_trainer_leads_five_groups(demo: Demo) -> None:
    """With a hundred people, that of 500 has all who are left."""
    page = words(demo.browser("trainer").get("/teach").text)
    for title, people in (
        (TITLE, "8 people"),
        ("Service desk, all shifts", "60 people"),
        ("All of Harbor IT", "10 people"),
        ("Apprentices, this year", "1 person"),
        ("Night shift", "0 people"),
    ):
        assert re.search(rf"{title} Harbor IT ?, {people}", page)


def test_what_is_set_is_open_met_late_moved_withdrawn_in_its_second_round_and_grown(demo: Demo) -> None:
    trainer = demo.browser("trainer")
    page = trainer.get(demo.url).text
    said = words(page)
    assert re.search(r"Know your role Was due .+?; 8 of 8 have finished", said)
    assert re.search(r"Third reset this month Due .+?; 2 of 8 have finished", said)
    assert "The Friendly Professional withdrawn" in said
    assert re.search(r"Not my department Was due .+?; 7 of 8 have finished", said)
    assert re.search(r"One organization Due .+?; 1 of 8 have finished", said)
    pages = {title: words(trainer.get(url).text) for url, title in LINK.findall(page)}
    assert "Round 2" in pages["Third reset this month"]
    assert re.search(r"5 of 6 done, [45] days late", pages["Not my department"])
    assert re.search(r"Own date: Thursday", pages["One organization"])
    assert "one lesson more" in pages["Talk to each other"]
    assert "excused" in pages["Talk to each other"]
    today = words(demo.browser("learner").get("/today").text)
    assert re.search(r"a date of your own.+One organization", today)
    assert "It counts whenever you do it." in today


def test_one_code_works_and_one_is_used_up(demo: Demo) -> None:
    visitor = demo.browse()
    with demo.database.read() as db:
        works = select(GROUP_CODE).where(GROUP_CODE.c.revoked_at.is_(None))
        codes = {row.group_id: row.code for row in db.execute(works)}
    assert TITLE in words(visitor.get(f"/join/{codes[demo.group(TITLE)]}").text)
    used_up = codes[demo.group("Apprentices, this year")]
    assert "does not work any more" in words(visitor.get(f"/join/{used_up}").text)


def test_a_list_waits_with_three_wrong_rows(demo: Demo) -> None:
    trainer = demo.browser("trainer")
    roster = trainer.get(f"{demo.url}/roster").text
    found = re.search(rf'href="({demo.url}/roster/[0-9A-Z]+)"', roster)
    assert found
    said = words(trainer.get(found[1]).text)
    assert "Three rows are wrong" in said
    for reason in (
        r"Line \d+: no @ in the address\.",
        r"Line \d+: the same number as line \d+\.",
        r"Line \d+: there is no group called ‘Nights’ here\.",
    ):
        assert re.search(reason, said)
    assert "Two people are new" in said
    assert "One person is changed" in said


def test_the_log_goes_back_half_a_year_in_the_order_of_its_days(demo: Demo) -> None:
    with demo.database.read() as db:
        rows = db.execute(select(EVENT.c.at).order_by(EVENT.c.transaction, EVENT.c.id)).scalars().all()
    assert [at.replace(microsecond=0) for at in rows] == sorted(at.replace(microsecond=0) for at in rows)
    assert timedelta(days=170) < rows[-1] - rows[0] < timedelta(days=200)
    assert rows[-1] <= NOW
    assert demo.browser("admin").get("/admin/log").status_code == 200


def test_the_log_agrees_with_what_the_tables_hold(demo: Demo) -> None:
    """Each row that an event tells of is there, and nothing is there that no event tells of."""
    with demo.database.read() as db:
        events = [
            (row.kind, row.subject_id, json.loads(row.facts)) for row in db.execute(select(EVENT)).all()
        ]

        def told(kind: type[Event], *facts: str) -> Counter[tuple[str, ...]]:
            return Counter(
                (subject, *(known[fact] for fact in facts))
                for name, subject, known in events
                if name == kind.KIND
            )

        def rows(*columns: Any, where: Any = true()) -> Counter[tuple[str, ...]]:
            return Counter(tuple(row) for row in db.execute(select(*columns).where(where)))

        g, p, a = TRAINING_GROUP.c, LESSON_PROGRESS.c, ATTEMPT.c
        joined, left = told(MemberJoined, "group"), told(MemberLeft, "group")
        assert joined - left == rows(MEMBERSHIP.c.subject_id, MEMBERSHIP.c.group_id)
        gone = Counter(group for (_, group) in left.elements())
        assert gone == Counter({row.id: row.left_count for row in db.execute(select(TRAINING_GROUP))})
        assert told(LeadNamed, "group") == rows(LEAD.c.subject_id, LEAD.c.group_id)
        assert told(TrainerNamed, "workplace") == rows(
            WORKPLACE_TRAINER.c.subject_id, WORKPLACE_TRAINER.c.workplace_id
        )
        assert Counter(group for (_, group) in told(GroupMade, "group")) == Counter(db.scalars(select(g.id)))
        assert told(LessonFinished, "lesson") == rows(
            p.subject_id, p.lesson_id, where=p.completed_at.is_not(None)
        )
        assert told(AttemptFinished, "attempt", "ending") == rows(
            a.subject_id, a.id, a.ending, where=a.finished_at.is_not(None)
        )
        assert told(AssignmentSet, "assignment") == rows(ASSIGNMENT.c.set_by, ASSIGNMENT.c.id)
        assert {one for (_, one) in told(AssignmentWithdrawn, "assignment")} == set(
            db.scalars(select(ASSIGNMENT.c.id).where(ASSIGNMENT.c.withdrawn_at.is_not(None)))
        )
        assert set(told(RoleChanged, "after")) == set(
            rows(LEARNER.c.subject_id, LEARNER.c.role, where=LEARNER.c.role != "learner")
        )


def test_everybody_owes_what_joining_makes_them_owe(demo: Demo) -> None:
    """What is written for many at once is what the action for one would have written."""
    with demo.database.write() as db:
        many = demo.group("Service desk, all shifts")
        o, m = OBLIGATION.c, MEMBERSHIP.c
        kept = select(OBLIGATION).where(o.group_id == many).order_by(o.subject_id, o.assignment_id)
        before = db.execute(kept).all()
        assert len(before) == 60
        db.execute(delete(OBLIGATION).where(o.group_id == many))
        for row in db.execute(select(MEMBERSHIP).where(m.group_id == many)).all():
            owe_from_joining(db, subject_id=row.subject_id, group_id=many, now=row.joined_at)
        assert db.execute(kept).all() == before
        db.rollback()
