"""What the pages of groups show of them: people by the directories, and each person by their own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, Table, func, or_, select, tuple_
from sqlmodel import col

from app.learners.email_addresses import proved_email
from app.learners.models import Learner
from app.learners.permissions import ROLES, Act
from app.roster.models import ROSTER_ENTRY
from app.training.access import WorkplaceSeen
from app.training.groups.invitation import Invitation
from app.training.models import (
    GROUP_CODE,
    LEAD,
    LEAD_LIST,
    MEMBER_LIST,
    MEMBERSHIP,
    TRAINER_LIST,
    TRAINING_GROUP,
    WORKPLACE,
    WORKPLACE_TRAINER,
)

PAGE = 50
FOUND = 20
"""Accounts that a search for trainers shows."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who was named for a workplace or a group. `is_trainer`: whether their role still allows it."""

    subject_id: str
    name: str
    since: datetime
    is_trainer: bool = True


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A group as an admin sees it: how many belong to it, and who leads it."""

    id: str
    title: str
    members: int
    leads: Sequence[Named]


@dataclass(frozen=True, slots=True)
class WorkplaceCount:
    workplace: WorkplaceSeen
    trainers: int
    groups: int


class MemberLine(NamedTuple):
    """Somebody in a group, by the name that its list has of them, else that of their account.

    `address` is that of the list, else one that the account has proved; it may be empty. So may `number`, the list’s.
    """

    subject_id: str
    name: str
    address: str
    number: str
    joined_at: datetime
    shows_earlier: bool
    talked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who could be named a trainer."""

    subject_id: str
    name: str
    email: str
    proved: bool


def workplace_counts(connection: Connection, *, after: str = "") -> Sequence[WorkplaceCount]:
    """A page of them by title, from the one behind `after` on, and one more where there are more."""
    w = WORKPLACE.c
    trainers, groups = _counts(TRAINER_LIST.c.workplace_id), _counts(TRAINING_GROUP.c.workplace_id)
    rows = (
        select(w.id, w.title, w.time_zone, trainers.c.count.label("trainers"), groups.c.count.label("groups"))
        .outerjoin(trainers, trainers.c.key == w.id)
        .outerjoin(groups, groups.c.key == w.id)
    )
    rows = _by_title(rows, WORKPLACE, after)
    return [
        WorkplaceCount(WorkplaceSeen(row.id, row.title, row.time_zone), row.trainers or 0, row.groups or 0)
        for row in connection.execute(rows)
    ]


def trainers_of(connection: Connection, workplace_id: str) -> Sequence[Named]:
    """By name; whoever has no account any more is left out."""
    listed, t = TRAINER_LIST.c, WORKPLACE_TRAINER.c
    rows = (
        select(col(Learner.subject_id), col(Learner.name), t.named_at.label("since"), col(Learner.role))
        .select_from(TRAINER_LIST)
        .join(
            WORKPLACE_TRAINER, (t.subject_id == listed.subject_id) & (t.workplace_id == listed.workplace_id)
        )
        .join(Learner, col(Learner.subject_id) == listed.subject_id)
        .where(listed.workplace_id == workplace_id)
        .order_by(col(Learner.name), col(Learner.subject_id))
    )
    return [_named(*row) for row in connection.execute(rows)]


def leads_of(connection: Connection, groups: Sequence[str]) -> dict[str, list[Named]]:
    """By group and then by name; every group that was asked for is there."""
    listed, lead = LEAD_LIST.c, LEAD.c
    rows = (
        select(listed.group_id, listed.subject_id, col(Learner.name), lead.since, col(Learner.role))
        .select_from(LEAD_LIST)
        .join(LEAD, (lead.subject_id == listed.subject_id) & (lead.group_id == listed.group_id))
        .join(Learner, col(Learner.subject_id) == listed.subject_id)
        .where(listed.group_id.in_(groups))
        .order_by(col(Learner.name), listed.subject_id)
    )
    found: dict[str, list[Named]] = {group: [] for group in groups}
    for group, *person in connection.execute(rows) if groups else ():
        found[group].append(_named(*person))
    return found


def groups_of(connection: Connection, workplace_id: str, *, after: str = "") -> Sequence[GroupCount]:
    """A page of a workplace’s groups by title, in the same way."""
    g = TRAINING_GROUP.c
    found = select(g.id, g.title).where(g.workplace_id == workplace_id)
    rows = connection.execute(_by_title(found, TRAINING_GROUP, after)).all()
    ids = [row.id for row in rows]
    members, leads = member_counts(connection, ids), leads_of(connection, ids)
    return [GroupCount(row.id, row.title, members[row.id], leads[row.id]) for row in rows]


def member_counts(connection: Connection, groups: Sequence[str]) -> dict[str, int]:
    m = MEMBER_LIST.c
    rows = select(m.group_id, func.count()).where(m.group_id.in_(groups)).group_by(m.group_id)
    return {**dict.fromkeys(groups, 0), **{row[0]: row[1] for row in connection.execute(rows)}}


def members_of(connection: Connection, group_id: str) -> Sequence[str]:
    """The subjects of a group."""
    m = MEMBER_LIST.c
    return connection.scalars(select(m.subject_id).where(m.group_id == group_id)).all()


def members_of_workplace(connection: Connection, workplace_id: str, *, most: int) -> Sequence[str]:
    """The subjects of all groups of a workplace, the newest first."""
    m, g = MEMBER_LIST.c, TRAINING_GROUP.c
    rows = select(m.subject_id).join(TRAINING_GROUP, g.id == m.group_id).where(g.workplace_id == workplace_id)
    return connection.scalars(rows.distinct().order_by(m.subject_id.desc()).limit(most)).all()


def member_lines(connection: Connection, group_id: str) -> Sequence[MemberLine]:
    """By name. Whoever belongs to a group has an account."""
    listed = MEMBER_LIST.c
    rows = _members().where(listed.group_id == group_id).order_by(MEMBER_COLUMNS[1], listed.subject_id)
    return [member_line(row) for row in connection.execute(rows)]


def own_lines(connection: Connection, subject_id: str) -> dict[str, MemberLine]:
    """One person in each of their groups, by group, as its leads find them."""
    rows = _members().where(MEMBERSHIP.c.subject_id == subject_id)
    return {row.group_id: member_line(row) for row in connection.execute(rows)}


def _members() -> Select[Any]:
    listed, m, e = MEMBER_LIST.c, MEMBERSHIP.c, ROSTER_ENTRY.c
    return (
        select(*MEMBER_COLUMNS, listed.group_id)
        .select_from(MEMBER_LIST)
        .join(MEMBERSHIP, (m.subject_id == listed.subject_id) & (m.group_id == listed.group_id))
        .join(Learner, col(Learner.subject_id) == listed.subject_id)
        .outerjoin(ROSTER_ENTRY, (e.group_id == listed.group_id) & (e.id == m.roster_id))
    )


MEMBER_COLUMNS = (
    MEMBER_LIST.c.subject_id,
    func.coalesce(func.nullif(ROSTER_ENTRY.c.name, ""), col(Learner.name)).label("name"),
    *(ROSTER_ENTRY.c.address, ROSTER_ENTRY.c.number, col(Learner.email), col(Learner.email_proved_at)),
    *(MEMBERSHIP.c.joined_at, MEMBERSHIP.c.shows_earlier, MEMBERSHIP.c.talked_at),
)


def member_line(row: Row[Any]) -> MemberLine:
    """From a row with `MEMBER_COLUMNS`."""
    address = row.address or proved_email(row) or ""
    dates = (row.joined_at, row.shows_earlier, row.talked_at)
    return MemberLine(row.subject_id, row.name, address, row.number or "", *dates)


def invitation_of(connection: Connection, group_id: str) -> Invitation | None:
    """The latest code of a group that was not revoked, whether or not it still works."""
    c = GROUP_CODE.c
    row = connection.execute(
        select(GROUP_CODE).where(c.group_id == group_id, c.revoked_at.is_(None)).order_by(c.made_at.desc())
    ).first()
    return Invitation(**row._mapping) if row else None


def find_invitation(connection: Connection, code: str) -> Invitation | None:
    row = connection.execute(select(GROUP_CODE).where(GROUP_CODE.c.code == code)).first()
    return Invitation(**row._mapping) if row else None


def find_accounts(connection: Connection, search: str) -> Sequence[Account]:
    """Trainers and admins whose name or address holds this, by name."""
    texts = (func.lower(col(Learner.name)), col(Learner.email))
    rows = (
        select(
            *(col(Learner.subject_id), col(Learner.name), col(Learner.email)),
            col(Learner.email_proved_at).is_not(None),
        )
        .where(
            col(Learner.role).in_(ROLES[Act.TEACH]),
            or_(*(text.contains(search.lower(), autoescape=True) for text in texts)),
        )
        .order_by(col(Learner.name), col(Learner.subject_id))
        .limit(FOUND)
    )
    return [Account(*row) for row in connection.execute(rows)]


def _by_title(rows: Select[Any], table: Table, after: str) -> Select[Any]:
    """By key, so that a later page costs what the first does."""
    t = table.c
    if after:
        place = select(t.title, t.id).where(t.id == after).scalar_subquery()
        rows = rows.where(tuple_(t.title, t.id) > place)
    return rows.order_by(t.title, t.id).limit(PAGE + 1)


def _counts(column: ColumnElement[str]) -> Subquery:
    return select(column.label("key"), func.count().label("count")).group_by(column).subquery()


def _named(subject_id: str, name: str, since: datetime, role: str) -> Named:
    return Named(subject_id, name, since, role in ROLES[Act.TEACH])
