"""What a board and an item analysis stand on: what members did first, as far as leads may see it.

First is first ever: whoever knows a debrief or a verdict answers by it. So what somebody did first before they joined,
and does not show, is left out, and what they did again since then does not stand in for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, func, select

from app.learners.models import SUBJECT
from app.practice.decisions.queries import first_runs, read_steps
from app.practice.decisions.statistics import Play, with_targets
from app.reading.models import ANSWER
from app.record.models import ATTEMPT
from app.training.access import shown_to_leads
from app.training.board.item_analysis import FirstAnswer
from app.training.groups.queries import members_of

MOST_PEOPLE = 5_000
"""Members of a group that are looked at; a group has hardly more."""
MOST_READERS = 2_000
"""Readers of a site that are looked at: those who were here last."""


@dataclass(frozen=True, slots=True)
class GroupPlays:
    """First whole runs of one scenario, by members of a group.

    `hidden` counts those who finished it first before they joined, and do not show it. `version` is the one that
    was finished last.
    """

    plays: tuple[Play, ...]
    hidden: int
    version: str


NONE = GroupPlays((), 0, "")


def group_plays(connection: Connection, group_id: str, scenario_id: str = "") -> Mapping[str, GroupPlays]:
    """By scenario: those that members have finished, or the one that is asked for. Three selects."""
    members = members_of(connection, group_id)[:MOST_PEOPLE]
    if not members:
        return {}
    a = ATTEMPT.c
    first = first_runs(
        a.subject_id.in_(members), *([a.scenario_id == scenario_id] if scenario_id else [])
    ).subquery()
    shown = shown_to_leads(group_id, first.c.subject_id, first.c.started_at)
    f = first.c
    runs = connection.execute(
        select(f.id, f.scenario_id, f.version, f.ending, shown.label("shown")).order_by(f.finished_at, f.id)
    ).all()
    if not runs:
        return {}
    steps = read_steps(connection, select(f.subject_id, f.id).where(shown).subquery())
    found: dict[str, list[Play]] = {}
    hidden: dict[str, int] = {}
    for run in runs:
        if run.shown:
            play = Play(with_targets(steps.get(run.id, ()), run.ending))
            found.setdefault(run.scenario_id, []).append(play)
        else:
            hidden[run.scenario_id] = hidden.get(run.scenario_id, 0) + 1
    return {
        name: GroupPlays(tuple(found.get(name, ())), hidden.get(name, 0), version)
        for name, version in {run.scenario_id: run.version for run in runs}.items()
    }


def group_answers(connection: Connection, group_id: str) -> Sequence[FirstAnswer]:
    """Of members to every question of every lesson, as far as leads may see them. Two selects."""
    members = members_of(connection, group_id)[:MOST_PEOPLE]
    if not members:
        return []
    first = _first_answers(ANSWER.c.subject_id.in_(members))
    return _read(connection, first, shown_to_leads(group_id, first.c.subject_id, first.c.at))


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
