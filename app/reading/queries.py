"""One learner at one lesson: everything the page shows of them, read with one select."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select
from sqlmodel import Session

from app.db import Prepared
from app.learners import models as learners  # noqa: F401
from app.learners.models import SUBJECT
from app.learners.queries import hashed, select_who, who_of
from app.learners.who import NOBODY, Who
from app.lessons.lesson import Lesson
from app.lessons.progress_key import ProgressKey
from app.phrases import models as phrases  # noqa: F401
from app.phrases.book import Kind
from app.phrases.models import KEPT_PHRASE
from app.plans.models import PLAN
from app.plans.plan import Kind as PlanKind
from app.reading import marking
from app.reading.completion import gone_place
from app.reading.marks import Marks, PlanState, from_json
from app.reading.models import ANSWER
from app.reading.versions import stored_key, stored_keys
from app.record.models import LESSON_PROGRESS


class PlanWords(NamedTuple):
    """The learner's own plan, as they wrote it."""

    when: str
    say: str


@dataclass(frozen=True)
class Reading:
    """`kept` are ids of phrases, `stored` the marks as the database has them; `strongest` is a check, to show its best.

    `before` holds the version in which they stopped, where it had blocks that are gone. The marks are read when
    they are first asked for: a browser that holds the page as it is needs none of them.
    """

    who: Who = NOBODY
    stored: str = ""
    kept: tuple[str, ...] = ()
    plan: PlanWords | None = None
    before: Mapping[str, ProgressKey] = field(default_factory=dict)
    strongest: str = ""

    @cached_property
    def marks(self) -> Marks:
        return from_json(self.stored) if self.stored else Marks()


NOTHING = Reading()


def read_reading(connection: Connection, *, token: str, lesson: Lesson, now: datetime) -> Reading:
    """Who holds this cookie, and all that is kept of them in this lesson."""
    if not token:
        return NOTHING
    asked: Mapping[str, Any] = {
        "token_hash": hashed(token),
        "now": now,
        "lesson": lesson.id,
        "plan": lesson.plan.id,
    }
    row = _READING.first(connection, asked)
    if row is None:
        return NOTHING
    marks, place, when, say, kept = row[-5:]
    reading = Reading(
        who=who_of(row),
        stored=marks or "",
        kept=tuple(sorted(kept.split())) if kept else (),
        plan=PlanWords(when, say) if when is not None else None,
    )
    if place is None or place in lesson.key.blocks:
        return reading
    gone = gone_place(reading.marks, lesson.key)
    return replace(reading, before=stored_keys(connection, {gone})) if gone else reading


_SPACE: Any = literal_column("' '")  # a bound one would be written into the statement anew each time
_KEPT = (
    select(func.aggregate_strings(KEPT_PHRASE.c.phrase_id, _SPACE))
    .where(
        KEPT_PHRASE.c.subject_id == SUBJECT.c.id,
        KEPT_PHRASE.c.source_kind == Kind.LESSON.value,
        KEPT_PHRASE.c.source_id == bindparam("lesson"),
    )
    .correlate(SUBJECT)
    .scalar_subquery()
)
_READING = Prepared(
    select_who(LESSON_PROGRESS.c.marks, LESSON_PROGRESS.c.place, PLAN.c.when_text, PLAN.c.say_text, _KEPT)
    .outerjoin(
        LESSON_PROGRESS,
        and_(
            LESSON_PROGRESS.c.subject_id == SUBJECT.c.id, LESSON_PROGRESS.c.lesson_id == bindparam("lesson")
        ),
    )
    .outerjoin(
        PLAN,
        and_(
            PLAN.c.subject_id == SUBJECT.c.id,
            PLAN.c.kind == PlanKind.LESSON.value,
            PLAN.c.source_id == bindparam("lesson"),
            PLAN.c.plan_id == bindparam("plan"),
        ),
    )
)


def rebuild(db: Session, *, subject_id: str, lesson_id: str) -> Marks:
    """Everything but the place and what was seen on the way, of which there is no evidence."""
    marks = Marks()
    of_them = (ANSWER.c.subject_id == subject_id, ANSWER.c.lesson_id == lesson_id)
    for row in db.execute(select(ANSWER).where(*of_them).order_by(ANSWER.c.at, ANSWER.c.id)).all():
        key = stored_key(db.connection(), row.version)
        if key and row.check_id == key.plan:
            marks = marking.decide_plan(marks, key, row.check_id, PlanState(row.option_id), at=row.at)
        elif key:
            marks = marking.answer(marks, key, row.check_id, row.option_id, at=row.at)
    return without_place(marks)


def without_place(marks: Marks) -> Marks:
    return replace(marks, place=None, seen=frozenset())
