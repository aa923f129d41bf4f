"""An invented reading of a lesson: answers, most of them right in the end, phrases kept, a plan saved or skipped."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from app.demo.rows import Rows, id_at
from app.events.event import LessonFinished
from app.lessons.lesson import Check, Lesson
from app.reading.actions import progress_columns
from app.reading.marking import answer, decide_plan
from app.reading.marks import Marks, PlanState

STOPS_EARLY = 0.05
KEEPS_A_PHRASE = 0.35
SAVES_A_PLAN = 0.7


class Reading:
    """One subject at one lesson; each thing done is evidence and a mark, as it is in `reading.actions`."""

    def __init__(self, rng: Random, rows: Rows, lesson: Lesson, *, subject: str, at: datetime) -> None:
        self.rng, self.rows, self.lesson, self.subject = rng, rows, lesson, subject
        self.began, self.at, self.marks = at, at, Marks()
        self.questions = tuple(lesson.questions)

    @property
    def key(self) -> dict[str, object]:
        return {"subject_id": self.subject, "lesson_id": self.lesson.id}

    def read(self, *, skill: float) -> datetime:
        """From the top to the plan, or until something comes up. Returns when it ended."""
        asked = range(len(self.questions))
        comes_up = next((number for number in asked if self.rng.random() < STOPS_EARLY), None)
        return self.finish(skill=skill) if comes_up is None else self.begin(comes_up, skill=skill)

    def finish(self, *, skill: float) -> datetime:
        self._ask(self.questions, skill)
        self._keep_phrases()
        self._plan()
        return self._end()

    def begin(self, questions: int = 1, *, skill: float) -> datetime:
        """The first questions and no more; without any, nothing is kept."""
        self._ask(self.questions[:questions], skill)
        return self._end()

    def _ask(self, checks: Sequence[Check], skill: float) -> None:
        self._later(60, 200)
        for check in checks:
            self._answer(check, skill)

    def _end(self) -> datetime:
        if self.marks.started_at:
            self._store()
        return self.at

    def _answer(self, check: Check, skill: float) -> None:
        self._later(10, 60)
        right = self.rng.random() < 0.4 + skill / 2
        first = check.best if right else self.rng.choice(check.options)
        self._say(check, first.id)
        if not first.best and self.rng.random() < 0.8:
            self._later(5, 40)
            self._say(check, check.best.id)

    def _say(self, check: Check, option: str) -> None:
        self.marks = answer(self.marks, self.lesson.key, check.id, option, at=self.at)
        self._note(check.id, option)

    def _keep_phrases(self) -> None:
        for phrase in self.lesson.phrases:
            if self.rng.random() < KEEPS_A_PHRASE:
                self._later(2, 15)
                self.rows.add(
                    "kept_phrase",
                    subject_id=self.subject,
                    source_kind="lesson",
                    source_id=self.lesson.id,
                    phrase_id=phrase.id,
                    text=phrase.words,
                    kept_at=self.at,
                )

    def _plan(self) -> None:
        self._later(15, 90)
        plan, saved = self.lesson.plan, self.rng.random() < SAVES_A_PLAN
        state = PlanState.SAVED if saved else PlanState.SKIPPED
        self.marks = decide_plan(self.marks, self.lesson.key, plan.id, state, at=self.at)
        self._note(plan.id, state.value)
        words = {"when_text": self.rng.choice(plan.whens), "say_text": plan.say} if saved else {}
        empty = {"when_text": "", "say_text": ""}
        key = {"subject_id": self.subject, "kind": "lesson", "source_id": self.lesson.id, "plan_id": plan.id}
        self.rows.add("plan", **key, **{**empty, **words}, skipped=not saved, at=self.at)

    def _note(self, check: str, option: str) -> None:
        said = {"version": self.lesson.version, "check_id": check, "option_id": option, "at": self.at}
        self.rows.add("answer", **self.key, id=id_at(self.rng, self.at), **said)

    def _store(self) -> None:
        self.rows.add(
            "lesson_progress",
            **self.key,
            version=self.lesson.version,
            started_at=self.began,
            updated_at=self.at,
            **progress_columns(self.marks),
        )
        if finished := self.marks.completion:
            lesson, version = self.lesson.id, finished.version
            event = LessonFinished(subject=self.subject, lesson=lesson, version=version)
            self.rows.tell(self.rng, finished.at, event)

    def _later(self, shortest: int, longest: int) -> None:
        self.at += timedelta(seconds=int(self.rng.triangular(shortest, longest)))
