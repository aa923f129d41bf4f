"""Whatever is kept of a subject, in any table, is merged, handed out, erased and made anonymous with the rest.

A new table that belongs to a subject fails here until its slice’s one knows it.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import Table, insert, update
from sqlmodel import Session, select

from app.db import Database
from app.events.actions import record
from app.events.event import CertificateMade
from app.learners.actions.personal_data import (
    Slices,
    anonymize_learner,
    erase_subject,
    export_all,
    merge_visitor,
)
from app.learners.actions.sessions import new_subject, open_session, seen, set_subject_zone
from app.learners.actions.sign_in import make_learner
from app.learners.models import (
    LEARNER,
    SUBJECT,
    BrowserSession,
    EmailAddress,
    Erasure,
    Learner,
    ResetLink,
    SessionToken,
    Subject,
)
from app.learners.queries import read_who
from app.migrations.tables import metadata
from app.slices import SLICES
from tests.conftest import Clock
from tests.learners.rows import Filler, count, kept_tables, kind_of, rows_of

OWN_WORDS = {
    ("plan", "when_text"),
    ("plan", "say_text"),
    ("own_words", "text"),
    ("reflection", "text"),
    ("plan_report", "note"),
}
"""What a person wrote; none of it outlives the account."""
AUTHORED = {
    "id", "lesson_id", "version", "check_id", "option_id", "marks", "completed_version", "plan_id", "source_kind",
    "source_id", "phrase_id", "text", "scenario_id", "scene", "flags", "used", "ending", "attempt_id", "choice",
    "order_shown", "course_id", "course_title", "kind", "item_id", "state", "went", "place", "subject_id", "code",
    "workplace_id", "group_id", "assignment_id", "roster_id", "address_hash",
    "own_date", "done_before", "before", "by_id",
}  # fmt: skip
"""Columns that hold the site’s words, names given by authors, or numbers in text."""


LEFT_OUT = {
    "session_token": "says nothing that browser_session does not, and whoever reads the token’s hash needs no more",
    "erasure": "is only there once everything else is gone",
    "trainer_list": "says nothing that workplace_trainer does not",
    "lead_list": "says nothing that lead does not",
    "member_list": "says nothing that membership does not",
    "calendar_token": "says nothing that calendar_feed does not, and the token’s hash opens nothing",
}
"""Tables about a subject that are not handed out, and why."""
MOMENTS = (
    (SUBJECT, "seen_at"),
    (LEARNER, "created_at"),
    (BrowserSession.__table__, "created_at"),
    (ResetLink.__table__, "created_at"),
)


@pytest.fixture
def subject_id(database: Database, clock: Clock) -> str:
    """Somebody who has one row in every table."""
    with database.write() as db:
        subject_id = new_subject(db, clock())
        filler = Filler(db, subject_id, clock())
        for table in kept_tables():
            filler.fill(table)
    return subject_id


def account(database: Database, subject_id: str, now: datetime) -> None:
    with database.write() as db:
        row = Learner(
            subject_id=subject_id, email="dana@example.org", name="Dana", password_hash="x", created_at=now
        )
        make_learner(db, row)
        open_session(db, subject_id=subject_id, signed_in=True, now=now)
        db.add(ResetLink(token_hash="x", subject_id=subject_id, created_at=now, expires_at=now))


def test_the_walk_finds_what_there_is() -> None:
    names = {table.name for table in kept_tables()}
    assert names >= {
        "answer",
        "lesson_progress",
        "plan",
        "kept_phrase",
        "attempt",
        "choice_taken",
        "taken_back",
    }
    assert not names & {"heartbeat", "rate_limit", "lesson_version", "scenario_version"}


def test_every_text_is_known_to_be_private_or_not() -> None:
    texts = {(t.name, c.name) for t in kept_tables() for c in t.columns if kind_of(c) is str}
    assert {name for table, name in texts - OWN_WORDS} <= AUTHORED


def test_every_table_is_some_slices_and_their_order_is_the_schemas() -> None:
    assert sorted(table.name for table in SLICES.tables) == sorted(table.name for table in kept_tables())
    order = [slice_.EXPORT_NAME for slice_ in SLICES]
    assert order.index("scenarios") < order.index("plans")  # a plan names the attempt that merging may rename
    for given in permutations(SLICES):
        assert [slice_.EXPORT_NAME for slice_ in Slices(given)] == order


def test_erasing_leaves_nothing(database: Database, subject_id: str, clock: Clock) -> None:
    with database.write() as db:
        erase_subject(db, SLICES, subject_id=subject_id, now=clock())
    with database.read() as db:
        assert {table.name: count(db, table) for table in kept_tables()} == dict.fromkeys(
            map(str, kept_tables()), 0
        )
        assert db.get(Subject, subject_id) is None


def test_merging_moves_everything_once(database: Database, subject_id: str, clock: Clock) -> None:
    with database.write() as db:
        target = new_subject(db, clock())
        before = {table.name: len(rows_of(db, table, subject_id)) for table in kept_tables()}
        assert merge_visitor(db, SLICES, source=subject_id, target=target)
        assert not merge_visitor(db, SLICES, source=subject_id, target=target)
    with database.read() as db:
        assert {table.name: len(rows_of(db, table, target)) for table in kept_tables()} == before
        assert {table.name: len(rows_of(db, table, subject_id)) for table in kept_tables()} == dict.fromkeys(
            before, 0
        )


def test_merging_into_somebody_who_did_the_same_things(
    database: Database, subject_id: str, clock: Clock
) -> None:
    with database.write() as db:
        target = new_subject(db, clock())
        for table in kept_tables():
            for row in rows_of(db, table, subject_id):
                db.execute(insert(table).values(another(row, target)))
        assert merge_visitor(db, SLICES, source=subject_id, target=target)
    with database.read() as db:
        assert all(rows_of(db, table, target) for table in kept_tables())
        assert not any(rows_of(db, table, subject_id) for table in kept_tables())


def test_the_data_hold_a_row_of_every_table(database: Database, subject_id: str, clock: Clock) -> None:
    account(database, subject_id, clock())
    with database.read() as db:
        data = json.dumps(export_all(db, SLICES, subject_id=subject_id, now=clock()), ensure_ascii=False)
        missing = [
            table.name
            for table in kept_tables()
            if table.name not in LEFT_OUT
            and not any(shown(row, data) for row in rows_of(db, table, subject_id))
        ]
    assert missing == []
    assert "dana@example.org" in data


def test_every_table_about_a_subject_is_in_the_data_or_has_a_reason(
    database: Database, subject_id: str, clock: Clock
) -> None:
    """Each row has a moment or a text of its own, which is looked for."""
    clock.advance(days=30)
    account(database, subject_id, clock())
    with database.write() as db:
        for hours, (table, column) in enumerate(MOMENTS, 1):
            key = table.c.id if table is SUBJECT else table.c.subject_id
            own = {column: clock() + timedelta(hours=hours)}
            db.execute(update(table).where(key == subject_id).values(own))
        record(db.connection(), CertificateMade(subject=subject_id, course="x"), now=clock())
        later = clock() + timedelta(days=1)
        db.add(Erasure(subject_id=subject_id, created_at=later, erased_at=later, account=True))
    clock.advance(days=30)
    with database.read() as db:
        data = json.dumps(export_all(db, SLICES, subject_id=subject_id, now=clock()), ensure_ascii=False)
        about = {
            table.name: rows for table in metadata.sorted_tables if (rows := all_rows(db, table, subject_id))
        }
    assert about.keys() == {t.name for t in metadata.sorted_tables if "subject_id" in t.columns} | {"subject"}
    missing = {name for name, rows in about.items() if not all(shown(row, data) for row in rows)}
    assert missing == LEFT_OUT.keys()


def all_rows(db: Session, table: Table, subject_id: str) -> list[dict[str, object]]:
    if table is not SUBJECT:
        return rows_of(db, table, subject_id) if "subject_id" in table.columns else []
    return [dict(row._mapping) for row in db.execute(select(table).where(table.c.id == subject_id))]


def test_the_data_say_when_they_were_here_and_by_which_clock(
    database: Database, subject_id: str, clock: Clock
) -> None:
    first, zone = clock(), "Asia/Kathmandu"
    clock.advance(days=3)
    with database.write() as db:
        set_subject_zone(db, subject_id=subject_id, time_zone=zone)
        who = replace(read_who(db, "", clock()), subject_id=subject_id, seen_at=first)
        seen(db.connection(), who, clock())
    with database.read() as db:
        data = export_all(db, SLICES, subject_id=subject_id, now=clock())
    here = {"created_at": first.isoformat(), "seen_at": clock().isoformat(), "time_zone": zone}
    assert data["subject"] == here


def test_an_account_leaves_counts_and_no_words(database: Database, subject_id: str, clock: Clock) -> None:
    account(database, subject_id, clock())
    with database.write() as db:
        before = {table.name: count(db, table) for table in kept_tables()}
        anonymize_learner(db, SLICES, subject_id=subject_id, now=clock())
    with database.read() as db:
        gone = dict.fromkeys(("membership", "member_list", "lead", "lead_list", "obligation"), 0)
        gone |= dict.fromkeys(("workplace_trainer", "trainer_list"), 0)  # they are in no group any more
        gone |= dict.fromkeys(("calendar_feed", "calendar_token", "own_change"), 0)
        assert {table.name: count(db, table) for table in kept_tables()} == {**before, **gone}
        assert not any(
            row[name]
            for table in kept_tables()
            for row in rows_of(db, table, subject_id)
            for name in row
            if (table.name, name) in OWN_WORDS
        )
        for kind in (Learner, EmailAddress, BrowserSession, SessionToken, ResetLink):
            assert db.exec(select(kind)).all() == []


def another(row: dict[str, object], subject_id: str) -> dict[str, object]:
    """The same thing, done by somebody else; the same attempt, since ids of attempts are one’s own."""
    fresh = {
        name: "another" for name in ("code", "id", "address_hash") if name in row and "scenario_id" not in row
    }
    return {**row, "subject_id": subject_id, **fresh}


def shown(row: dict[str, object], data: str) -> bool:
    """Whether a value that only this row has is in the data."""
    texts = {
        v.isoformat() if isinstance(v, datetime) else v
        for k, v in row.items()
        if k not in {"version", "attempt_id", "subject_id"}
    }
    return any(isinstance(text, str) and len(text) > 10 and text in data for text in texts)
