"""All plans of one subject, out of lessons and debriefs, with what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.lessons.library.library import LessonLibrary
from app.lessons.library.placement import course_of
from app.plans import models  # noqa: F401
from app.plans.models import PLAN_REPORT
from app.plans.plan import Kind, Plan, PlanKey, Report, Went
from app.practice.attempts.models import ATTEMPT, ATTEMPT_PLAN
from app.reading.models import LESSON_PLAN
from app.scenarios.library import ScenarioLibrary


@dataclass(frozen=True, slots=True)
class Sources:
    """Where plans are made, to say where each comes from."""

    lessons: LessonLibrary
    scenarios: ScenarioLibrary

    def lesson(self, lesson_id: str) -> tuple[str, str]:
        """Its title and address; empty where it is gone."""
        found = course_of(self.lessons, lesson_id)
        return (found.entry.title, found.url) if found else ("", "")

    def debrief(self, attempt: str, scenario_id: str) -> tuple[str, str]:
        """The scenario's title; the debrief is there even where the scenario is gone."""
        scenario = self.scenarios.scenarios.get(scenario_id)
        title = scenario.title if scenario else "A conversation that is no longer here"
        return title, f"/play/{attempt}/debrief"


def read_plans(connection: Connection, sources: Sources, *, subject_id: int | None) -> Sequence[Plan]:
    """The latest first. One that was saved without any words is none."""
    if subject_id is None:
        return []
    reports = _reports(connection, subject_id)
    lesson_plans = _lesson_plans(connection, sources, subject_id, reports)
    plans = [*lesson_plans, *_debrief_plans(connection, sources, subject_id, reports)]
    worded = (plan for plan in plans if plan.when or plan.say)
    return sorted(worded, key=lambda plan: (plan.at, plan.key), reverse=True)


Reports = Mapping[PlanKey, Sequence[Report]]


def _reports(connection: Connection, subject_id: int) -> Reports:
    r = PLAN_REPORT.c
    found: defaultdict[PlanKey, list[Report]] = defaultdict(list)
    for row in connection.execute(select(PLAN_REPORT).where(r.subject_id == subject_id).order_by(r.at, r.id)):
        key = PlanKey(Kind(row.kind), row.source_id, row.plan_id)
        found[key].append(Report(Went(row.went), row.note, row.at))
    return found


def _lesson_plans(
    connection: Connection, sources: Sources, subject_id: int, reports: Reports
) -> Iterator[Plan]:
    p = LESSON_PLAN.c
    saved = select(LESSON_PLAN).where(p.subject_id == subject_id, p.skipped.is_(False))
    for row in connection.execute(saved):
        key = PlanKey(Kind.LESSON, row.lesson_id, row.plan_id)
        title, url = sources.lesson(row.lesson_id)
        yield Plan(key, row.when_text, row.say_text, row.at, title, url, reports.get(key, ()))


def _debrief_plans(
    connection: Connection, sources: Sources, subject_id: int, reports: Reports
) -> Iterator[Plan]:
    mine = select(ATTEMPT_PLAN, ATTEMPT.c.scenario_id).join(
        ATTEMPT, ATTEMPT.c.id == ATTEMPT_PLAN.c.attempt_id
    )
    for row in connection.execute(mine.where(ATTEMPT.c.subject_id == subject_id)):
        key = PlanKey(Kind.DEBRIEF, row.attempt_id)
        title, url = sources.debrief(row.attempt_id, row.scenario_id)
        yield Plan(key, row.when_text, row.say_text, row.at, title, url, reports.get(key, ()))
