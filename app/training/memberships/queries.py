"""Groups with everybody in them, as whoever leads them finds them, in one select however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, null, select, type_coerce, union_all

from app.db import UtcDateTime
from app.errors import NotFound
from app.learners.models import LEARNER
from app.learners.who import Who
from app.roster.entry import Entry
from app.roster.models import ROSTER_ENTRY
from app.training.access import (
    NO_GROUP,
    GroupSeen,
    WorkplaceSeen,
    group_seen,
    led_rows,
    workplace_rows,
)
from app.training.groups.queries import MEMBER_COLUMNS, MemberLine, member_line
from app.training.models import MEMBER_LIST, MEMBERSHIP, TRAINING_GROUP
from app.training.overview.needs_word import UNANSWERED

M, LISTED, E = MEMBERSHIP.c, MEMBER_LIST.c, ROSTER_ENTRY.c


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on the list of a group who was invited then, long enough ago, and has not joined."""

    id: str
    entry: Entry
    invited_at: datetime


@dataclass(frozen=True, slots=True)
class LedGroup:
    """`members` by name, and who has not answered."""

    group: GroupSeen
    members: Sequence[MemberLine]
    expected: Sequence[Expected] = ()


def led_group(connection: Connection, who: Who, group_id: str, now: datetime) -> LedGroup:
    """Raises NotFound where they do not lead the group."""
    members, expected = (
        rows.where(TRAINING_GROUP.c.id == group_id) for rows in (_with_members(who), _expected(who, now))
    )
    return _one(_groups(connection.execute(union_all(members, expected)).all()))


def led_person(connection: Connection, who: Who, group_id: str, subject_id: str) -> LedGroup:
    """The group with this member alone, or with nobody. Raises NotFound where they do not lead the group."""
    rows = _with_members(who, subject_id).where(TRAINING_GROUP.c.id == group_id)
    return _one(_groups(connection.execute(rows).all()))


def led_and_workplaces(
    connection: Connection, who: Who, now: datetime
) -> tuple[Sequence[LedGroup], Sequence[WorkplaceSeen]]:
    """All groups that somebody leads, and the workplaces in which they may make more, both by title."""
    groups, places = _with_members(who), workplace_rows(who).subquery("places").c
    own = {"workplace_id": places.id, "workplace_title": places.title, "time_zone": places.time_zone}
    alike = [own.get(column.name, null()).label(column.name) for column in groups.selected_columns]
    rows = connection.execute(union_all(groups, _expected(who, now), select(*alike))).all()
    found = [
        WorkplaceSeen(row.workplace_id, row.workplace_title, row.time_zone) for row in rows if row.id is None
    ]
    return _groups(row for row in rows if row.id), sorted(
        found, key=lambda one: (one.title.casefold(), one.id)
    )


def _with_members(who: Who, only: str = "") -> Select[Any]:
    """A row for each member; a group without any has one, too."""
    listed = LISTED.group_id == TRAINING_GROUP.c.id
    return (
        led_rows(who)
        .add_columns(*MEMBER_COLUMNS, type_coerce(null(), UtcDateTime()).label("invited_at"))
        .outerjoin(MEMBER_LIST, and_(listed, LISTED.subject_id == only) if only else listed)
        .outerjoin(MEMBERSHIP, and_(M.subject_id == LISTED.subject_id, M.group_id == LISTED.group_id))
        .outerjoin(LEARNER, LEARNER.c.subject_id == LISTED.subject_id)
        .outerjoin(ROSTER_ENTRY, and_(E.group_id == LISTED.group_id, E.id == M.roster_id))
    )


def _expected(who: Who, now: datetime) -> Select[Any]:
    """The same columns, for each who has not answered; the id of the entry stands for a subject."""
    own = {
        **{"subject_id": E.id, "name": E.name, "address": E.address, "number": E.number},
        "invited_at": E.invited_at,
    }
    rows = led_rows(who)
    known = len(rows.selected_columns)
    names = [column.name for column in _with_members(who).selected_columns][known:]
    return (
        rows.add_columns(*(own.get(name, null()).label(name) for name in names))
        .join(ROSTER_ENTRY, E.group_id == TRAINING_GROUP.c.id)
        .where(E.joined_at.is_(None), E.invited_at <= now - UNANSWERED)
    )


def _one(found: Sequence[LedGroup]) -> LedGroup:
    if not found:
        raise NotFound(NO_GROUP)
    return found[0]


def _groups(rows: Iterable[Row[Any]]) -> list[LedGroup]:
    """Whoever belongs to a group has an account."""
    groups: dict[str, GroupSeen] = {}
    members: dict[str, list[MemberLine]] = {}
    expected: dict[str, list[Expected]] = {}
    for row in rows:
        if row.id not in groups:
            groups[row.id] = group_seen(row)
        if row.invited_at is not None:
            entry = Entry(row.name, row.address, row.number, row.title)
            expected.setdefault(row.id, []).append(Expected(row.subject_id, entry, row.invited_at))
        elif row.name is not None and row.joined_at is not None:
            members.setdefault(row.id, []).append(member_line(row))
    return [
        LedGroup(group, sorted(members.get(key, ()), key=_by_name), expected.get(key, ()))
        for key, group in sorted(groups.items(), key=lambda one: (one[1].title.casefold(), one[0]))
    ]


def _by_name(one: MemberLine) -> tuple[str, str]:
    return one.name.casefold(), one.subject_id
