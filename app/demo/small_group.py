"""The group of the three accounts to try: half a year, day by day, by the actions that do all this for everybody.

Each reason to need a word occurs once in it. What its people have done is told in `stories`.
"""

from sqlalchemy import func, select, update
from sqlmodel import Session

from app.backup.events import changeable_events
from app.demo.accounts import CAST, TRIED
from app.demo.assigning import Assigning
from app.demo.days import Days
from app.demo.listing import INVITED, add_by_hand, apply_list, entry_ids, number_at, send_list
from app.demo.rows import event_number
from app.events.actions import record
from app.events.event import LimitReached, ResetLinkMade, SignInFailed
from app.events.models import EVENT
from app.learners.who import Role
from app.training.groups.actions.codes import make_code, revoke_code
from app.training.groups.actions.groups import make_group
from app.training.memberships.actions import join, join_by_link, leave
from app.training.people.actions import have_talked
from app.training.roster.actions.links import make_link

TITLE, EMPTY = SMALL = ("Service desk, spring", "Night shift")
LEARNER, TRAINER, ADMIN, QUIET, STUCK, ONE_CHAIR, LATE, CAME_LATER, LEFT = range(CAST)
LISTED = (LEARNER, QUIET, STUCK, ONE_CHAIR)
"""Who is on the group’s list, and joined by a link of their own."""
HOUR = 1 / 24
"""Of a day."""
SHOW_EARLIER = (LEARNER, ADMIN)


def make_small_group(days: Days) -> None:
    """With as many of its people as there are, and the group of the same trainer that nobody has joined."""
    db, last = days.db, days.db.scalar(select(func.max(EVENT.c.transaction)))
    group = make_group(db, who=days.lead, workplace_id=days.place.id, title=TITLE, now=days.ago(120))
    code = _gather(days, group)
    assigning = Assigning(days, group)
    assigning.set_first()
    _leave(days, group)
    _forget_password(days)
    assigning.set_by_mistake()
    _join(days, code, CAME_LATER, ago=30)
    assigning.set_late()
    assigning.set_open(moved_for=LEARNER)
    assigning.begin_again()
    _invite(days, group)
    assigning.set_grown(excused=CAME_LATER)
    _talk(days, group)
    empty = make_group(db, who=days.lead, workplace_id=days.place.id, title=EMPTY, now=days.ago(2))
    make_code(db, who=days.lead, group_id=empty, days=90, most_uses=40, now=days.ago(2))
    send_list(days, {group: TITLE, empty: EMPTY}, group, LISTED)
    _put_in_order(db, last)


def _gather(days: Days, group: str) -> str:
    """The code by which people join. The one before was given to the wrong people, and revoked."""
    db, lead = days.db, days.lead
    make_code(db, who=lead, group_id=group, days=30, most_uses=20, now=days.ago(119.98))
    revoke_code(db, who=lead, group_id=group, now=days.ago(119.96))
    code = make_code(db, who=lead, group_id=group, days=365, most_uses=20, now=days.ago(119.94))
    apply_list(days, group, TITLE, LISTED, days.ago(119.9))
    for place in LISTED:
        _join_by_link(days, group, place)
    for place in (TRAINER, ADMIN, LATE, LEFT):
        _join(days, code, place, ago=118 - place * HOUR)
    return code


def _join(days: Days, code: str, place: int, *, ago: float) -> None:
    if days.has(place):
        earlier = place in SHOW_EARLIER
        join(days.db, subject_id=days.subject(place), code=code, shows_earlier=earlier, now=days.ago(ago))


def _join_by_link(days: Days, group: str, place: int) -> None:
    if days.has(place):
        key, ago = entry_ids(days, group)[number_at(place)], 119 - place * HOUR
        token = make_link(days.db, who=days.lead, group_id=group, key=key, now=days.ago(119.88))
        earlier = place in SHOW_EARLIER
        join_by_link(
            days.db, subject_id=days.subject(place), token=token, shows_earlier=earlier, now=days.ago(ago)
        )


def _leave(days: Days, group: str) -> None:
    if days.has(LEFT):
        leave(days.db, subject_id=days.subject(LEFT), group_id=group, now=days.ago(60))


def _forget_password(days: Days) -> None:
    """Tried often, and given a link for a new one, which was used."""
    if days.has(STUCK):
        subject, connection = days.subject(STUCK), days.db.connection()
        for number in range(5):
            record(connection, SignInFailed(subject=subject), now=days.ago(50 - number / 1000))
        record(connection, LimitReached(limit="sign in or out"), now=days.ago(49.99))
        by = days.subject(TRIED.index(Role.ADMIN))
        record(connection, ResetLinkMade(subject=subject, actor=by), now=days.ago(49.9))


def _invite(days: Days, group: str) -> None:
    """Somebody of the list, who does not answer, and somebody who was added and has no invitation yet."""
    key = entry_ids(days, group)[INVITED.number]
    make_link(days.db, who=days.lead, group_id=group, key=key, now=days.ago(12))
    add_by_hand(days, group, days.ago(10))


def _talk(days: Days, group: str) -> None:
    """With somebody who was late."""
    if days.has(LATE):
        have_talked(days.db, group_id=group, subject_id=days.subject(LATE), now=days.ago(4))


def _put_in_order(db: Session, last: int | None) -> None:
    """What was written just now is told of days long ago: among all events it stands by its time."""
    c, connection = EVENT.c, db.connection()
    new = select(c.subject_id, c.id, c.at)
    rows = connection.execute(new if last is None else new.where(c.transaction > last)).all()
    with changeable_events(connection):
        for row in rows:
            mine = update(EVENT).where(c.subject_id == row.subject_id, c.id == row.id)
            connection.execute(mine.values(transaction=event_number(row.at)))
