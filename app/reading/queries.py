"""One learner at one lesson: everything the page shows of them, read with one select."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select
from sqlmodel import Session

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
from app.reading.completion import block_to_resume, gone_place
from app.reading.marks import Marks, PlanState, from_json
from app.reading.models import ANSWER
from app.reading.versions import stored_key, stored_keys
from app.record.models import LESSON_PROGRESS


class PlanWords(NamedTuple):
    """The learner's own plan, as they wrote it."""

    when: str
    say: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`kept` are ids of phrases; `resume` is the block to go on from, `strongest` the check to show the best of.

    `stored` is all that is kept of them in this lesson, as the database has it: where it is equal, so is the rest.
    """

    who: Who = NOBODY
    marks: Marks = field(default_factory=Marks)
    kept: frozenset[str] = frozenset()
    plan: PlanWords | None = None
    resume: str = ""
    strongest: str = ""
    stored: tuple[str | None, ...] = ()


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
    row = connection.execute(_READING, asked).first()
    if row is None:
        return NOTHING
    marks, when, say, kept = row[-4:]
    done = from_json(marks) if marks else Marks()
    kept_ids = sorted(kept.split()) if kept else []
    return Reading(
        who=who_of(row),
        marks=done,
        kept=frozenset(kept_ids),
        plan=PlanWords(when, say) if when is not None else None,
        resume=_resume(connection, done, lesson.key),
        stored=(marks, when, say, *kept_ids),
    )


def _resume(connection: Connection, marks: Marks, key: ProgressKey) -> str:
    gone = gone_place(marks, key)
    return block_to_resume(marks, key, stored_keys(connection, {gone}) if gone else {})


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
_READING = (
    select_who(LESSON_PROGRESS.c.marks, PLAN.c.when_text, PLAN.c.say_text, _KEPT)
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
