"""One member of a group, for its leads: where they are, what they said, what they answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection, Row
from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.practice.access import versions_of
from app.practice.attempts.attempt import Evidence
from app.record.queries import totals_of
from app.scenarios.scenario import Scenario
from app.site_content import SiteContent
from app.training.assignments.owed.queries import Owed
from app.training.assignments.pages import owed_line
from app.training.memberships.queries import led_person
from app.training.overview.marks import Mark, marks_of
from app.training.overview.needs_word import need_of
from app.training.overview.scaled import scaled
from app.training.people.actions import NOBODY, have_talked
from app.training.people.pages import AnswerLine, PersonPage, RunLine
from app.training.people.queries import (
    LIMITS,
    PAGE,
    Given,
    finished_versions,
    read_answers,
    read_runs,
    read_steps,
)
from app.training.routes.acting import Actor
from app.training.whole_groups.pages import read_person
from app.web.form_pages import Nothing, filled_in
from app.web.forms import FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Id

router = APIRouter(
    prefix="/teach/groups/{group_id}/people/{subject_id}", dependencies=[Depends(allowed(Act.TEACH))]
)


@router.get("")
def show(
    request: Request,
    group_id: Id,
    subject_id: Id,
    actor: Actor,
    content: Content,
    *,
    before: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    who, now = actor.who, actor.now
    with actor.database.read() as db:
        connection = db.connection()
        led = led_person(connection, who, group_id, subject_id)
        (read, owed), group = read_person(connection, led, content, now), led.group
        if not read.people:
            raise NotFound(NOBODY)
        (person,), (member,) = read.people, read.members
        since = None if member.shows_earlier else member.joined_at
        runs = read_runs(connection, subject_id, since=since, before=before)
        page = PersonPage(
            group=group,
            person=person,
            joined_at=member.joined_at,
            since=since,
            evidence=need.evidence if (need := need_of(person, now)) else "",
            marks=marks_of(person.chairs),
            letter=read.letter_to(subject_id),
            talked_at=member.talked_at,
            owed=[
                owed_line(one, group, content, who, now, owing="they")
                for one in _with_versions(connection, owed)
            ],
            runs=_runs(request, connection, subject_id, runs[:PAGE]),
            answers=_answers(read_answers(connection, subject_id, since=since), content),
            older=runs[PAGE - 1].id if len(runs) > PAGE else "",
            is_first=not before,
        )
    return render(request, page)


@router.post("/talked", dependencies=[limited("teaching")])
def talked(request: Request, group_id: Id, subject_id: Id, actor: Actor, form: FormBody) -> Response:
    """The member sees it, too."""
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        group = by.group(group_id)
        have_talked(by.db, group_id=group.id, subject_id=subject_id, now=actor.now)
    return see_other(request, f"/teach/groups/{group_id}?notice=talked")


def _with_versions(connection: Connection, owed: Sequence[Owed]) -> list[Owed]:
    """What one person owes, with the versions they have finished, of which a whole group’s page does not ask."""
    if not owed:
        return []
    versions = finished_versions(connection, owed[0].subject_id)
    return [one._replace(part=one.part.finished_in(versions)) for one in owed]


def _runs(
    request: Request, connection: Connection, subject_id: str, rows: Sequence[Row[Any]]
) -> list[RunLine]:
    versions, evidence = versions_of(request), read_steps(connection, subject_id, [row.id for row in rows])
    found = []
    for row in rows:
        scenario = versions.find(connection, row.scenario_id, row.version)
        if scenario is not None:
            found.append(_run(row, scenario, evidence[row.id]))
    return found


def _marks(row: Row[Any]) -> Sequence[Mark]:
    limits = tuple(row._mapping[column.name] for column in LIMITS)
    return marks_of(scaled(totals_of(row), limits))


def _run(row: Row[Any], scenario: Scenario, evidence: Evidence) -> RunLine:
    """Lines as they stand in the version that was played; a way through without words is left out."""
    said = (scenario.scenes[step.scene].choice(step.choice) for step in evidence.steps if step.choice)
    ending: datetime = row.finished_at
    return RunLine(
        title=scenario.title,
        day=ending,
        ending=scenario.endings[row.ending].heading if row.ending in scenario.endings else "",
        marks=_marks(row),
        lines=[choice.words for choice in said if choice],
    )


def _answers(given: Sequence[Given], content: SiteContent) -> list[AnswerLine]:
    lessons = content.lessons.lessons
    lines = []
    for one in given:
        lesson = lessons.get(one.lesson)
        question = lesson.question(one.check) if lesson else None
        if lesson is None or question is None:
            continue
        words = {option.id: option.words for option in question.options}
        lines.append(
            AnswerLine(
                lesson=lesson.title,
                question=question.question_html,
                first=words.get(one.first, one.first),
                latest=words.get(one.latest, one.latest) if one.latest != one.first else "",
                is_best=one.latest == question.best.id,
                day=one.at,
            )
        )
    return lines
