"""Somebody who has to do with groups in every way there is asks for their data, and then goes for good."""

from datetime import timedelta

import pytest
from sqlalchemy import Table, select
from sqlmodel import update
from starlette.testclient import TestClient

from app.db import Database, Model
from app.learners.actions.personal_data import anonymize_learner
from app.learners.actions.sessions import open_session
from app.learners.models import LEARNER
from app.learners.who import Role, Who
from app.migrations.tables import metadata
from app.roster.actions.entries import add_entry
from app.roster.actions.imports import keep_import
from app.roster.entry import Entry
from app.slices import SLICES
from app.training.feed.actions import make_feed
from app.training.groups.actions.groups import add_lead
from app.training.groups.actions.workplaces import name_trainer
from app.training.models import TRAINING_GROUP
from app.training.people.actions import have_talked
from app.training.roster.actions.links import make_link
from app.training.seen_by_leads import NEVER_SEEN, SEEN_BY_LEADS
from tests.conftest import Browse, Clock
from tests.learners.rows import kind_of
from tests.rows import content
from tests.subjects import new_learner
from tests.training.cast import Cast, Part, cast

NAME, ADDRESS = "Quokka Numbat", "quokka@zoo.example"
LISTED = Entry("Bilby Potoroo", "bilby@work.example", "QX-4711")
WORDS = ("quokka", "numbat", "bilby", "potoroo", "qx-4711")
SAYS_WHO = {
    *(("roster_entry", "name"), ("roster_entry", "address"), ("roster_entry", "number")),
    ("roster_import", "text"),
}
"""Columns beside those about a subject that say who somebody is."""
SAYS_NOT_WHO = {
    *("id", "group_id", "workplace_id", "roster_id", "assignment_id", "item_id", "target_id", "subject_id"),
    *("title", "time_zone", "code", "token_hash", "address_hash", "by_hand", "held", "ticked", "made_by"),
    *("name", "target_kind", "kind", "condition", "opens_on", "due_on", "due_hour", "set_by"),
    *("before", "by_id", "edited_by", "zone_rules"),
}
"""Names of columns that hold ids, days, the site’s words, a group’s name or a file’s, or marks that tell nobody."""
GROUPS = ("app.training.", "app.roster.")


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())


@pytest.fixture
def subject(database: Database, people: Cast, browse: Browse, clock: Clock) -> str:
    """A trainer and a lead, who has joined another group by a link, and whom other lists expect."""
    now = clock()
    me = new_learner(database, email=ADDRESS, name=NAME, role=Role.TRAINER, now=now)
    lead, admin = (Who(subject_id=people.subjects[part], role=Role.ADMIN) for part in (Part.LEAD, Part.ADMIN))
    with database.write() as db:
        db.execute(update(LEARNER).where(LEARNER.c.subject_id == me).values(email_proved_at=now))
        name_trainer(db, who=admin, workplace_id=people.workplace, subject_id=me, now=now)
        add_lead(db, who=lead, group_id=people.group_beside, subject_id=me, now=now)
        key = add_entry(db, who=lead, group_id=people.group, entry=LISTED, now=now)
        token = make_link(db, who=lead, group_id=people.group, key=key, now=now)
        elsewhere = db.scalars(select(TRAINING_GROUP.c.id).where(TRAINING_GROUP.c.title == "Winter")).one()
        by_number = Entry("P., Bilby", "", LISTED.number)
        add_entry(db, who=lead, group_id=people.group_beside, entry=by_number, now=now)
        add_entry(db, who=lead, group_id=elsewhere, entry=Entry("Potoroo", ADDRESS, ""), now=now)
        text = f"name,number\n{LISTED.name},{LISTED.number}\nSomebody Else,1"
        sent = {"groups": {people.group: "Spring"}, "name": "list.csv", "text": text}
        keep_import(db, who=lead, group_id=people.group, now=now, **sent)
        make_feed(db, subject_id=me, now=now)
        token_of_mine = open_session(db, subject_id=me, now=now, signed_in=True)[1]
    browser = browse()
    browser.cookies.set("session", token_of_mine)
    assert browser.post(f"/join/{token}", data={}).status_code == 303
    set_by_me(browser, people)
    with database.write() as db:
        have_talked(db, group_id=people.group, subject_id=me, now=now + timedelta(hours=1))
    return me


def set_by_me(browser: TestClient, people: Cast) -> None:
    url = f"/teach/groups/{people.group_beside}/assignments"
    assert browser.post(url, data=people.setting).status_code == 303


def found(database: Database) -> set[str]:
    """Which of the words stand anywhere in the whole database."""
    everything = repr(content(database)).casefold()
    return {word for word in WORDS if word in everything}


def test_erasing_leaves_no_name_address_or_number_in_any_table(
    database: Database, people: Cast, subject: str, clock: Clock
) -> None:
    before = content(database)
    for name, column in SAYS_WHO:
        place = metadata.tables[name].columns.keys().index(column)
        held = {str(row[place]).casefold() for row in before[name]}
        assert any(word in text for word in WORDS for text in held), (name, column)
    assert found(database) == set(WORDS)
    with database.write() as db:
        anonymize_learner(db, SLICES, subject_id=subject, now=clock())
    assert found(database) == set()
    after = content(database)
    assert any("Ines Invited" in row for row in after["roster_entry"])  # nobody else is gone
    assert any("Somebody Else,1" in str(row) for row in after["roster_import"])
    spring = next(row for row in after["training_group"] if people.group in row)
    assert spring[-1] == 2 + 1  # who left: one before, one deleted, and now this one


def test_every_text_of_groups_is_known_to_say_who_somebody_is_or_not() -> None:
    """A new table fails here until it is known, and the test above until what says who is erased."""
    texts = {(t.name, c.name) for t in tables_of_groups() for c in t.columns if kind_of(c) is str}
    assert {name for table, name in texts - SAYS_WHO} <= SAYS_NOT_WHO
    assert texts >= SAYS_WHO


def tables_of_groups() -> list[Table]:
    """Of every model of groups and lists but those about a subject, of which another test knows each text."""
    models = [model for model in Model.__subclasses__() if model.__module__.startswith(GROUPS)]
    tables = [model.__table__ for model in models]
    assert len(tables) > 10
    return [table for table in tables if "subject_id" not in table.columns]


def test_the_data_name_groups_obligations_and_what_leads_could_see(
    browse: Browse, database: Database, people: Cast, clock: Clock
) -> None:
    member = people.browsers[Part.MEMBER]
    data = member.get("/account/data.json").json()["groups"]
    (joined,), (owed,) = data["joined"], data["owed"]
    assert (joined["title"], joined["workplace"]) == ("Spring", "Harbor")
    assert joined["leads_see"] == list(SEEN_BY_LEADS)
    assert joined["leads_never_see"] == list(NEVER_SEEN)
    assert joined["lines_and_answers_seen_since"] == joined["joined_at"] == clock().isoformat()
    assert (owed["title"], owed["group"], owed["round"]) == ("A path, not a wall", "Spring", 1)
    assert owed["due_at"] == "2026-03-16T16:00:00+00:00"  # 17:00 in Berlin
    member.post(f"/groups/{people.group}/earlier", data={"earlier": "1"})
    (joined,) = member.get("/account/data.json").json()["groups"]["joined"]
    assert joined["lines_and_answers_seen_since"] is None  # all of them
