"""Who may see what of workplaces, groups and their people: this module decides, and nothing beside it.

A trainer leads the groups that name them, for as long as their role allows. An admin is no lead of any group but
those that name them, too. Whatever somebody may not see is not found, as what never was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, false, or_, select, true

from app.errors import NotFound
from app.learners.permissions import Act, may
from app.learners.who import Who
from app.training.models import LEAD, MEMBERSHIP, TRAINING_GROUP, WORKPLACE, WORKPLACE_TRAINER

NO_GROUP = "There is no such group here, or you do not lead it."
NO_WORKPLACE = "There is no such workplace here, or you were not named a trainer of it."
G, W = TRAINING_GROUP.c, WORKPLACE.c


@dataclass(frozen=True, slots=True)
class WorkplaceSeen:
    """A workplace, by whoever may make groups in it."""

    id: str
    title: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group, by somebody who leads it or belongs to it, `since` then."""

    id: str
    title: str
    workplace: WorkplaceSeen
    since: datetime
    left_count: int = 0


@dataclass(frozen=True, slots=True)
class GroupJoined:
    """A group, by somebody who belongs to it. `talked_at`: when a lead said that they have talked."""

    group: GroupSeen
    shows_earlier: bool
    talked_at: datetime | None


def workplaces(connection: Connection, who: Who) -> Sequence[WorkplaceSeen]:
    """Those in which this person may make groups, by title; an admin may in all."""
    return [workplace_seen(row) for row in connection.execute(workplace_rows(who).order_by(W.title, W.id))]


def workplace(connection: Connection, who: Who, workplace_id: str) -> WorkplaceSeen:
    """Raises NotFound."""
    row = connection.execute(workplace_rows(who).where(W.id == workplace_id)).first()
    if row is None:
        raise NotFound(NO_WORKPLACE)
    return workplace_seen(row)


def groups_led(connection: Connection, who: Who) -> Sequence[GroupSeen]:
    """By title."""
    return [group_seen(row) for row in connection.execute(led_rows(who).order_by(G.title, G.id))]


def group_led(connection: Connection, who: Who, group_id: str) -> GroupSeen:
    """Raises NotFound."""
    row = connection.execute(led_rows(who).where(G.id == group_id)).first()
    if row is None:
        raise NotFound(NO_GROUP)
    return group_seen(row)


def group_of_workplace(connection: Connection, who: Who, workplace_id: str, group_id: str) -> str:
    """The id of a group there, for whoever manages the workplace. Raises NotFound."""
    found = workplace(connection, who, workplace_id)
    row = connection.execute(select(G.id).where(G.id == group_id, G.workplace_id == found.id)).first()
    if row is None:
        raise NotFound(NO_GROUP)
    return str(row.id)


def group_invited(connection: Connection, group_id: str) -> GroupSeen:
    """A group, by whoever holds an invitation that works: its names, and nothing of its members."""
    rows: Select[Any] = select(*GROUP_COLUMNS, G.created_at.label("since")).join(WORKPLACE, _IN_ITS_WORKPLACE)
    return group_seen(connection.execute(rows.where(G.id == group_id)).one())


def groups_joined(connection: Connection, subject_id: str) -> Sequence[GroupJoined]:
    """Those to which a subject belongs, the first joined first."""
    rows = _joined(subject_id).order_by(MEMBERSHIP.c.joined_at, G.id)
    return [_membership(row) for row in connection.execute(rows)]


def group_joined(connection: Connection, subject_id: str, group_id: str) -> GroupJoined | None:
    """None where they do not belong to it."""
    row = connection.execute(_joined(subject_id).where(G.id == group_id)).first()
    return _membership(row) if row else None


def shown_to_leads(
    group_id: str, subject_id: ColumnElement[str], at: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Whether leads of the group see what this subject did then: a member, from the day they joined or ever."""
    m = MEMBERSHIP.c
    its_own = (m.subject_id == subject_id, m.group_id == group_id)
    return exists().where(*its_own, or_(m.shows_earlier, m.joined_at <= at))


def shown_in_workplace(
    workplace_id: str, subject_id: ColumnElement[str], at: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """The same for all groups of a workplace: what leads of any of them see."""
    m = MEMBERSHIP.c
    there = (m.group_id == G.id, G.workplace_id == workplace_id, m.subject_id == subject_id)
    return exists().where(*there, or_(m.shows_earlier, m.joined_at <= at))


GROUP_COLUMNS = (
    *(G.id, G.title, G.left_count),
    *(W.id.label("workplace_id"), W.title.label("workplace_title"), W.time_zone),
)
_IN_ITS_WORKPLACE = G.workplace_id == W.id


def workplace_rows(who: Who) -> Select[Any]:
    """Those in which this person may make groups."""
    rows = select(W.id, W.title, W.time_zone)
    if may(who, Act.MANAGE_WORKPLACES):
        return rows
    named = and_(WORKPLACE_TRAINER.c.workplace_id == W.id, WORKPLACE_TRAINER.c.subject_id == who.subject_id)
    return rows.join(WORKPLACE_TRAINER, named).where(_teaches(who))


def led_rows(who: Who) -> Select[Any]:
    """The groups that this person leads, with `GROUP_COLUMNS` and `since`, for a query that reads more of them."""
    return (
        select(*GROUP_COLUMNS, LEAD.c.since)
        .select_from(LEAD)
        .join(TRAINING_GROUP, G.id == LEAD.c.group_id)
        .join(WORKPLACE, _IN_ITS_WORKPLACE)
        .where(LEAD.c.subject_id == who.subject_id, _teaches(who))
    )


def _teaches(who: Who) -> ColumnElement[bool]:
    """Demoted, a trainer leads nothing from that moment."""
    return true() if may(who, Act.TEACH) else false()


def _joined(subject_id: str) -> Select[Any]:
    m = MEMBERSHIP.c
    return (
        select(*GROUP_COLUMNS, m.joined_at.label("since"), m.shows_earlier, m.talked_at)
        .select_from(MEMBERSHIP)
        .join(TRAINING_GROUP, G.id == m.group_id)
        .join(WORKPLACE, _IN_ITS_WORKPLACE)
        .where(m.subject_id == subject_id)
    )


def workplace_seen(row: Row[Any]) -> WorkplaceSeen:
    return WorkplaceSeen(row.id, row.title, row.time_zone)


def group_seen(row: Row[Any]) -> GroupSeen:
    where = WorkplaceSeen(row.workplace_id, row.workplace_title, row.time_zone)
    return GroupSeen(row.id, row.title, where, row.since, row.left_count)


def _membership(row: Row[Any]) -> GroupJoined:
    return GroupJoined(group_seen(row), row.shows_earlier, row.talked_at)
