"""What a learner does in a lesson: the evidence is stored, and the marks that follow from it beside it.

Each action may raise `NotInLesson`, for an id that the version served now does not have; nothing is kept then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, insert, select, update
from sqlmodel import Session

from app.db import upsert
from app.events.actions import record
from app.events.event import LessonFinished
from app.lessons.lesson import Lesson
from app.lessons.library.placement import course_of
from app.plans.actions import put_plan
from app.plans.plan import Kind, Origin, PlanKey
from app.reading import marking
from app.reading.marks import Marks, PlanState, from_json, to_json
from app.reading.models import ANSWER
from app.reading.pages.page_cache import LessonPages
from app.reading.versions import store_version
from app.record.models import LESSON_PROGRESS
from app.site_content import SiteContent
from app.ulid import new_id

ONE_PRESS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner at the version of a lesson that is served now, in one transaction. `file` is the lesson's."""

    db: Session
    subject_id: str
    lesson: Lesson
    file: Path
    now: datetime

    @property
    def key(self) -> dict[str, object]:
        return {"subject_id": self.subject_id, "lesson_id": self.lesson.id}

    def rows(self, table: Table) -> list[ColumnElement[bool]]:
        """What picks this learner's rows of this lesson."""
        return [table.c[name] == value for name, value in self.key.items()]


def answer_check(sitting: Sitting, check: str, option: str) -> None:
    """Store the answer. The same again within a minute is one press sent twice; later it is an answer given anew."""
    marks = _begin(sitting)
    given = marks.answers.get(check)
    at = _after(marks, sitting.now)
    after = marking.answer(marks, sitting.lesson.key, check, option, at=at)
    if given is None or given.option != option or at - given.at >= ONE_PRESS:
        _note(sitting, check, option, at)
        _store(sitting, marks, after)


def save_plan(sitting: Sitting, plan: str, *, when: str, say: str) -> None:
    """The learner's words for “When …, I will say …”; saved again, they are replaced."""
    _decide(sitting, plan, PlanState.SAVED)
    _put_plan(sitting, plan, when=when, say=say)


def skip_plan(sitting: Sitting, plan: str) -> None:
    """Pass the plan by. One that was saved stays."""
    if plan not in _begin(sitting).plans:
        drop_plan(sitting, plan)


def drop_plan(sitting: Sitting, plan: str) -> None:
    """Pass by a plan that was saved, after all: its words are gone."""
    _decide(sitting, plan, PlanState.SKIPPED)
    _put_plan(sitting, plan, skipped=True)


def move_to(sitting: Sitting, block: str) -> None:
    """The learner is at this block now; kept only of somebody who has done something in the lesson."""
    marks = _locked(sitting)
    if marks is not None:
        after = marking.move_to(marks, sitting.lesson.key, block, at=_after(marks, sitting.now))
        store_version(sitting.db, sitting.lesson, sitting.file, sitting.now)
        _store(sitting, marks, after)


def progress_columns(marks: Marks) -> dict[str, object]:
    """The marks as `LessonProgress` keeps them."""
    finished, place = marks.completion, marks.place
    return {
        "marks": to_json(marks),
        "completed_at": finished and finished.at,
        "completed_version": finished and finished.version,
        "place": place and place.block,
        "place_at": place and place.at,
    }


def _begin(sitting: Sitting) -> Marks:
    """The marks so far, locked until the transaction ends, so that two tabs lose nothing of each other's."""
    store_version(sitting.db, sitting.lesson, sitting.file, sitting.now)
    if (marks := _locked(sitting)) is not None:
        return marks
    first = {"version": sitting.lesson.version, "started_at": sitting.now, "updated_at": sitting.now}
    upsert(
        sitting.db,
        LESSON_PROGRESS,
        {**sitting.key, **first, **progress_columns(Marks())},
        key=list(sitting.key),
    )
    return _locked(sitting) or Marks()


def _locked(sitting: Sitting) -> Marks | None:
    row = sitting.db.execute(
        select(LESSON_PROGRESS.c.marks).where(*sitting.rows(LESSON_PROGRESS)).with_for_update()
    ).first()
    return from_json(row.marks) if row else None


def _store(sitting: Sitting, before: Marks, marks: Marks) -> None:
    values = {**progress_columns(marks), "version": sitting.lesson.version, "updated_at": sitting.now}
    sitting.db.execute(update(LESSON_PROGRESS).where(*sitting.rows(LESSON_PROGRESS)).values(values))
    if marks.completion and not before.completion:
        lesson = sitting.lesson
        finished = LessonFinished(subject=sitting.subject_id, lesson=lesson.id, version=lesson.version)
        record(sitting.db.connection(), finished, now=sitting.now)


def _note(sitting: Sitting, what: str, given: str, at: datetime) -> None:
    said = {"version": sitting.lesson.version, "check_id": what, "option_id": given, "at": at}
    sitting.db.execute(insert(ANSWER).values({**sitting.key, "id": new_id(at), **said}))


def _decide(sitting: Sitting, plan: str, state: PlanState) -> None:
    marks = _begin(sitting)
    at = _after(marks, sitting.now)
    _note(sitting, plan, state.value, at)
    _store(sitting, marks, marking.decide_plan(marks, sitting.lesson.key, plan, state, at=at))


def _after(marks: Marks, now: datetime) -> datetime:
    """Now, or just after what was done last, where another process's clock is ahead: what comes later counts."""
    if marks.place is None or marks.place.at < now:
        return now
    return marks.place.at + timedelta(microseconds=1)


def _put_plan(sitting: Sitting, plan: str, *, when: str = "", say: str = "", skipped: bool = False) -> None:
    key, subject_id = PlanKey(Kind.LESSON, sitting.lesson.id, plan), sitting.subject_id
    put_plan(sitting.db, key, subject_id=subject_id, now=sitting.now, when=when, say=say, skipped=skipped)


class LessonPlans:
    """The lessons' side of plans: where each was made, and that a dropped one counts as passed by there."""

    def __init__(self, content: SiteContent, pages: LessonPages) -> None:
        self._content, self._pages = content, pages

    def origins(
        self,
        _connection: Connection,
        source_ids: Collection[str],
        *,
        subject_id: str,  # noqa: ARG002
    ) -> dict[str, Origin]:
        found = {name: course_of(self._content.lessons, name) for name in source_ids}
        return {name: Origin(place.entry.title, place.url) for name, place in found.items() if place}

    def drop(self, db: Session, key: PlanKey, *, subject_id: str, now: datetime) -> None:
        place = course_of(self._content.lessons, key.source_id)
        page = self._pages.find(self._content, place.course.id, place.entry.id) if place else None
        if page and page.lesson.plan.id == key.plan_id:
            drop_plan(Sitting(db, subject_id, page.lesson, page.file, now), key.plan_id)
        else:
            put_plan(db, key, subject_id=subject_id, now=now, skipped=True)
