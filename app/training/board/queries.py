"""What a board and an item analysis stand on: what members did first, as far as leads may see it.

First is first ever: whoever knows a debrief or a verdict answers by it. So what somebody did first before they joined,
and does not show, is left out, and what they did again since then does not stand in for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import CTE, ColumnElement, Connection, Subquery, case, func, select

from app.board.item_analysis import FirstAnswer
from app.db import one_of
from app.learners.models import SUBJECT
from app.practice.decisions.queries import first_runs, read_steps
from app.practice.decisions.statistics import Play, with_targets
from app.reading.models import ANSWER
from app.record.models import ATTEMPT
from app.training.access import shown_in_workplace, shown_to_leads
from app.training.groups.queries import members_of, members_of_workplace

MOST_PEOPLE = 5_000
"""Members of a group that are looked at, and people on a board; a group has hardly more."""
SAMPLED = 200
"""People by whom a list of all scenarios is sorted: the latest to have finished each."""
MOST_READERS = 1_000
"""Readers whose answers are looked at: of a group the newest accounts, of a site those who were here last."""


@dataclass(frozen=True, slots=True)
class GroupPlays:
    """First whole runs of one scenario, by members of a group: the latest `plays` of `people`.

    `hidden` counts those who finished it first before they joined, and do not show it. `version` is one of those
    that were played.
    """

    plays: tuple[Play, ...] = ()
    people: int = 0
    hidden: int = 0
    version: str = ""


def board_plays(connection: Connection, group_id: str, scenario_id: str) -> GroupPlays:
    """All of one scenario. Three selects."""
    found = _plays(connection, group_id, MOST_PEOPLE, ATTEMPT.c.scenario_id == scenario_id)
    return found.get(scenario_id, GroupPlays())


def sampled_plays(connection: Connection, group_id: str) -> Mapping[str, GroupPlays]:
    """By scenario, the latest of each that members have finished. Three selects."""
    return _plays(connection, group_id, SAMPLED)


def _plays(
    connection: Connection, group_id: str, most: int, *which: ColumnElement[bool]
) -> Mapping[str, GroupPlays]:
    members = members_of(connection, group_id)[:MOST_PEOPLE]
    if not members:
        return {}
    latest = _latest_runs(group_id, most, one_of(connection, ATTEMPT.c.subject_id, members), *which)
    runs = connection.execute(select(latest)).all()
    if not runs:
        return {}
    steps = read_steps(connection, select(latest).where(latest.c.shown).subquery())
    found: dict[str, GroupPlays] = {}
    for name, alike in groupby(runs, key=lambda run: run.scenario_id):
        every = list(alike)
        shown = [run for run in every if run.shown]
        found[name] = GroupPlays(
            plays=tuple(Play(with_targets(steps.get(run.id, ()), run.ending)) for run in shown),
            people=shown[0].people if shown else 0,
            hidden=sum(run.people for run in every if not run.shown),
            version=every[-1].version,
        )
    return found


def _latest_runs(group_id: str, most: int, *which: ColumnElement[bool]) -> CTE:
    """First runs by scenario: of those that leads see the latest, of the others one, each with how many there are."""
    f = first_runs(*which).subquery().c
    columns = (f.subject_id, f.id, f.scenario_id, f.version, f.ending, f.finished_at)
    seen = select(*columns, shown_to_leads(group_id, f.subject_id, f.started_at).label("shown")).subquery()
    alike = (seen.c.scenario_id, seen.c.shown)
    place = func.row_number().over(partition_by=alike, order_by=(seen.c.finished_at.desc(), seen.c.id))
    people = func.count().over(partition_by=alike)
    r = select(seen, place.label("place"), people.label("people")).subquery().c
    latest = select(r.subject_id, r.id, r.scenario_id, r.version, r.ending, r.shown, r.people)
    return (
        latest.where(r.place <= case((r.shown, most), else_=1))
        .order_by(r.scenario_id, r.shown, r.place)
        .cte()
    )


def group_answers(connection: Connection, group_id: str) -> Sequence[FirstAnswer]:
    """Of members to every question of every lesson, as far as leads may see them. Two selects."""
    members = sorted(members_of(connection, group_id), reverse=True)[:MOST_READERS]
    if not members:
        return []
    first = _first_answers(one_of(connection, ANSWER.c.subject_id, members))
    return _read(connection, first, shown_to_leads(group_id, first.c.subject_id, first.c.at))


def workplace_answers(connection: Connection, workplace_id: str) -> Sequence[FirstAnswer]:
    """The same of all groups of a workplace."""
    members = members_of_workplace(connection, workplace_id, most=MOST_READERS)
    if not members:
        return []
    first = _first_answers(one_of(connection, ANSWER.c.subject_id, members))
    return _read(connection, first, shown_in_workplace(workplace_id, first.c.subject_id, first.c.at))


def site_answers(connection: Connection) -> Sequence[FirstAnswer]:
    """Of those who were here last, in one select."""
    s = SUBJECT.c
    latest = select(s.id).order_by(s.seen_at.desc()).limit(MOST_READERS)
    return _read(connection, _first_answers(ANSWER.c.subject_id.in_(latest)))


def _first_answers(whose: ColumnElement[bool]) -> Subquery:
    a = ANSWER.c
    place = func.row_number().over(
        partition_by=(a.subject_id, a.lesson_id, a.check_id), order_by=(a.at, a.id)
    )
    return select(ANSWER, place.label("place")).where(whose).subquery()


def _read(connection: Connection, first: Subquery, *which: ColumnElement[bool]) -> Sequence[FirstAnswer]:
    f = first.c
    rows = select(f.subject_id, f.lesson_id, f.check_id, f.option_id).where(f.place == 1, *which)
    return [FirstAnswer(*row) for row in connection.execute(rows)]
