"""What becomes of somebody’s groups when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlmodel import Session

from app.db import upsert
from app.learners.actions.personal_data import delete_rows
from app.roster.models import ROSTER_ENTRY
from app.training.assignments.models import ASSIGNMENT, OBLIGATION, OWN_CHANGE
from app.training.feed.actions import end_feed
from app.training.feed.models import CALENDAR_FEED, CALENDAR_TOKEN
from app.training.feed.queries import feed_made_at
from app.training.memberships.actions import proved_address
from app.training.models import (
    LEAD,
    LEAD_LIST,
    MEMBER_LIST,
    MEMBERSHIP,
    TRAINER_LIST,
    TRAINING_GROUP,
    WORKPLACE,
    WORKPLACE_TRAINER,
)
from app.training.roster.actions.erasing import entries_waiting_for, forget_entry
from app.training.seen_by_leads import NEVER_SEEN, SEEN_BY_LEADS

EXPORT_NAME = "groups"
DIRECTORIES: tuple[tuple[Table, Table, str], ...] = (
    (WORKPLACE_TRAINER, TRAINER_LIST, "workplace_id"),
    (LEAD, LEAD_LIST, "group_id"),
    (MEMBERSHIP, MEMBER_LIST, "group_id"),
)
"""What is kept of a subject, the directory that finds it, and by which column."""
OWED = (OBLIGATION, OWN_CHANGE)
"""What is owed, and what was changed of it for one subject alone."""
TABLES = (*(table for pair in DIRECTORIES for table in pair[:2]), *OWED, CALENDAR_FEED, CALENDAR_TOKEN)


def merge(db: Session, *, source: str, target: str) -> None:
    """Both people’s; where both have one, the target’s stays."""
    for table, directory, place in DIRECTORIES:
        for row in db.execute(select(table).where(table.c.subject_id == source)).all():
            upsert(db, table, {**row._mapping, "subject_id": target}, key=["subject_id", place])
            listed = {place: row._mapping[place], "subject_id": target}
            upsert(db, directory, listed, key=[place, "subject_id"])
    _forget(db, _entries(db, source) - _entries(db, target))
    for table in OWED:
        mine = [*table.primary_key.columns.keys()]
        for row in db.execute(select(table).where(table.c.subject_id == source)).all():
            upsert(db, table, {**row._mapping, "subject_id": target}, key=mine)
    _merge_calendar(db, source=source, target=target)
    _drop(db, source)


def export(db: Session, *, subject_id: str) -> dict[str, Any]:
    """Groups joined, with what their lists say and what leads see there, and led; what is owed; and the rest.

    With what was changed of it for them alone. Other people are not told.
    """
    g, w, m, lead, t = TRAINING_GROUP.c, WORKPLACE.c, MEMBERSHIP.c, LEAD.c, WORKPLACE_TRAINER.c
    e = ROSTER_ENTRY.c
    listed = (e.name.label("listed_name"), e.address.label("listed_address"), e.number.label("listed_number"))
    joined = (
        select(g.title, w.title.label("workplace"), m.joined_at, m.shows_earlier, m.talked_at, *listed)
        .select_from(MEMBERSHIP)
        .join(TRAINING_GROUP, g.id == m.group_id)
        .join(WORKPLACE, w.id == g.workplace_id)
        .outerjoin(ROSTER_ENTRY, (e.group_id == m.group_id) & (e.id == m.roster_id))
    )
    led = select(g.title, lead.since).join(TRAINING_GROUP, g.id == lead.group_id)
    o, a, c = OBLIGATION.c, ASSIGNMENT.c, OWN_CHANGE.c
    owed = (
        select(a.title, g.title.label("group"), a.set_at, a.withdrawn_at)
        .add_columns(o.round, o.begins_at, o.due_at, o.is_own, o.own_date, o.excused_at, o.done_before)
        .select_from(OBLIGATION)
        .join(ASSIGNMENT, a.id == o.assignment_id)
        .join(TRAINING_GROUP, g.id == a.group_id)
    )
    changed = select(a.title, c.kind, c.before, c.at).join(ASSIGNMENT, a.id == c.assignment_id)
    calendar = select(CALENDAR_FEED.c.made_at.label("address_made_at"))
    trainer = select(w.title, t.named_at.label("since")).join(WORKPLACE, w.id == t.workplace_id)
    return {
        "joined": [{**one, **_seen_of(one)} for one in _plain(db, joined.where(m.subject_id == subject_id))],
        "led": _plain(db, led.where(lead.subject_id == subject_id)),
        "owed": _plain(db, owed.where(o.subject_id == subject_id)),
        "changed": _plain(db, changed.where(c.subject_id == subject_id)),
        "calendar": _plain(db, calendar.where(CALENDAR_FEED.c.subject_id == subject_id)),
        "trainer_of": _plain(db, trainer.where(t.subject_id == subject_id)),
    }


def _seen_of(joined: dict[str, Any]) -> dict[str, Any]:
    """What leads of that group see of them, as the page says it on which one joins."""
    since = None if joined["shows_earlier"] else joined["joined_at"]
    return {"leads_see": SEEN_BY_LEADS, "leads_never_see": NEVER_SEEN, "lines_and_answers_seen_since": since}


def erase(db: Session, *, subject_id: str) -> None:
    entries = _entries(db, subject_id)
    _forget(db, entries | entries_waiting_for(db, entries, proved_address(db, subject_id)))
    _drop(db, subject_id)


def _drop(db: Session, subject_id: str) -> None:
    for owed in OWED:
        delete_rows(db, owed, subject_id=subject_id)
    end_feed(db, subject_id=subject_id)
    for table, directory, place in DIRECTORIES:
        places = list(db.scalars(select(table.c[place]).where(table.c.subject_id == subject_id)))
        db.execute(
            delete(directory).where(directory.c.subject_id == subject_id, directory.c[place].in_(places))
        )
        delete_rows(db, table, subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """They have left every group, which keeps a count of those who did, and whose list forgets them."""
    joined = select(MEMBERSHIP.c.group_id).where(MEMBERSHIP.c.subject_id == subject_id)
    group = TRAINING_GROUP.c
    left = update(TRAINING_GROUP).where(group.id.in_(joined)).values(left_count=group.left_count + 1)
    db.execute(left)
    erase(db, subject_id=subject_id)


def _entries(db: Session, subject_id: str) -> set[tuple[str, str]]:
    """Group and id of each entry that is theirs."""
    m = MEMBERSHIP.c
    rows = select(m.group_id, m.roster_id).where(m.subject_id == subject_id, m.roster_id.is_not(None))
    return {(row.group_id, row.roster_id) for row in db.execute(rows)}


def _forget(db: Session, entries: set[tuple[str, str]]) -> None:
    for group_id, key in sorted(entries):
        forget_entry(db, group_id=group_id, key=key)


def _merge_calendar(db: Session, *, source: str, target: str) -> None:
    """An address goes on to open the calendar, unless the target has one."""
    feed = CALENDAR_FEED.c
    row = db.execute(select(CALENDAR_FEED).where(feed.subject_id == source)).first()
    if row is None or feed_made_at(db.connection(), target):
        return
    end_feed(db, subject_id=source)
    mine = {"subject_id": target, "address_hash": row.address_hash}
    db.execute(insert(CALENDAR_FEED).values(**mine, made_at=row.made_at))
    db.execute(insert(CALENDAR_TOKEN).values(mine))


def _plain(db: Session, rows: Any) -> list[dict[str, Any]]:
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row._mapping.items()
        }
        for row in db.execute(rows)
    ]
