"""What two tabs do at the same time: nothing of either is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.reading.actions import Sitting, answer_check, move_to
from app.reading.marks import from_json
from app.reading.models import ANSWER
from app.reading.queries import rebuild, without_place
from app.record.models import LESSON_PROGRESS
from app.web.site import site_of
from tests.conftest import Clock
from tests.lessons.folders import SECOND as FILE
from tests.reading.reader import QUESTIONS, answer
from tests.subjects import nth_subject

LESSON = "helpful-within-limits"


def test_racing_answers_are_all_kept(visitor: TestClient, site: FastAPI, content: Path, clock: Clock) -> None:
    answer(visitor, "whose-is-it", "theirs")
    library = site_of(site).content.current.lessons
    me = nth_subject(site_of(site).database)

    def race(pick: tuple[str, str]) -> None:
        with site_of(site).database.write() as db:
            file = content / "lessons" / FILE
            answer_check(Sitting(db, me, library.lessons[LESSON], file, clock()), *pick)

    picks = [(check, option) for check in ("table", "cost", "no-words") for option in QUESTIONS[check]] * 3
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(race, picks))
    with site_of(site).database.read() as db:
        marks = from_json(db.execute(select(LESSON_PROGRESS.c.marks)).scalar_one())
        assert set(marks.answers) == set(QUESTIONS)
        assert rebuild(db, subject_id=me, lesson_id=LESSON) == without_place(marks)


def test_a_process_whose_clock_is_behind_still_has_the_last_word(
    visitor: TestClient, site: FastAPI, clock: Clock
) -> None:
    answer(visitor, "table", "yes-again")
    clock.moment -= timedelta(seconds=3)
    answer(visitor, "table", "pat")
    with site_of(site).database.read() as db:
        marks = from_json(db.execute(select(LESSON_PROGRESS.c.marks)).scalar_one())
    assert marks.answers["table"].option == "pat"


def test_moving_about_in_a_lesson_never_begins_it(site: FastAPI, content: Path, clock: Clock) -> None:
    with site_of(site).database.write() as db:
        lesson = site_of(site).content.current.lessons.lessons[LESSON]
        move_to(Sitting(db, "somebody", lesson, content / "lessons" / FILE, clock()), "takes")
    with site_of(site).database.read() as db:
        assert db.execute(select(func.count()).select_from(LESSON_PROGRESS)).scalar_one() == 0
        assert db.execute(select(func.count()).select_from(ANSWER)).scalar_one() == 0
