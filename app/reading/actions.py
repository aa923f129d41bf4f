"""What a learner does in a lesson: the evidence is stored, and the marks that follow from it beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Table, insert, select, update
from sqlmodel import Session

from app.db import upsert
from app.lessons.lesson import Lesson
from app.reading import marking
from app.reading.marks import Marks, PlanState, from_json, to_json
from app.reading.models import ANSWER, LESSON_PLAN, LESSON_PROGRESS
from app.reading.versions import store_version


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner at the version of a lesson that is served now, in one transaction. `file` is the lesson's."""

    db: Session
    subject_id: int
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
    """Store the answer. The same answer again, as a double press sends it, is the same answer."""
    marks = _begin(sitting)
    given = marks.answers.get(check)
    at = _after(marks, sitting.now)
    after = marking.answer(marks, sitting.lesson.key, check, option, at=at)
    if given is None or given.option != option:
        _note(sitting, check, option, at)
        _store(sitting, after)


def save_plan(sitting: Sitting, plan: str, *, when: str, say: str) -> None:
    """The learner's words for “When …, I will say …”; saved again, they are replaced."""
    _decide(sitting, plan, PlanState.SAVED)
    _put_plan(sitting, plan, {"when_text": when, "say_text": say, "skipped": False})


def skip_plan(sitting: Sitting, plan: str) -> None:
    """Pass the plan by. One that was saved stays."""
    if plan not in _begin(sitting).plans:
        _decide(sitting, plan, PlanState.SKIPPED)
        _put_plan(sitting, plan, {"when_text": "", "say_text": "", "skipped": True})


def drop_plan(sitting: Sitting, plan: str) -> None:
    """Pass by a plan that was saved, after all: its words are gone."""
    _decide(sitting, plan, PlanState.SKIPPED)
    _put_plan(sitting, plan, {"when_text": "", "say_text": "", "skipped": True})


def move_to(sitting: Sitting, block: str) -> None:
    """The learner is at this block now; kept only of somebody who has done something in the lesson."""
    marks = _locked(sitting)
    if marks is not None:
        after = marking.move_to(marks, sitting.lesson.key, block, at=_after(marks, sitting.now))
        store_version(sitting.db, sitting.lesson, sitting.file, sitting.now)
        _store(sitting, after)


def progress_columns(marks: Marks) -> dict[str, object]:
    """The marks as `LessonProgress` keeps them."""
    finished = marks.completion
    return {
        "marks": to_json(marks),
        "completed_at": finished and finished.at,
        "completed_version": finished and finished.version,
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


def _store(sitting: Sitting, marks: Marks) -> None:
    values = {**progress_columns(marks), "version": sitting.lesson.version, "updated_at": sitting.now}
    sitting.db.execute(update(LESSON_PROGRESS).where(*sitting.rows(LESSON_PROGRESS)).values(values))


def _note(sitting: Sitting, what: str, given: str, at: datetime) -> None:
    row = {**sitting.key, "version": sitting.lesson.version, "check_id": what, "option_id": given, "at": at}
    sitting.db.execute(insert(ANSWER).values(row))


def _decide(sitting: Sitting, plan: str, state: PlanState) -> None:
    marks = _begin(sitting)
    at = _after(marks, sitting.now)
    _note(sitting, plan, state.value, at)
    _store(sitting, marking.decide_plan(marks, sitting.lesson.key, plan, state, at=at))


def _after(marks: Marks, now: datetime) -> datetime:
    """Now, or just after what was done last, where another process's clock is ahead: what comes later counts."""
    if marks.place is None or marks.place.at < now:
        return now
    return marks.place.at + timedelta(microseconds=1)


def _put_plan(sitting: Sitting, plan: str, words: dict[str, object]) -> None:
    key = {**sitting.key, "plan_id": plan}
    upsert(sitting.db, LESSON_PLAN, {**key, **words, "at": sitting.now}, key=list(key), update=[*words, "at"])
