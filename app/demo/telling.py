"""A story as rows: what somebody did on which day, in the lessons and conversations that there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.assignments.items import ItemKind
from app.content.chair import CHAIRS, Chair
from app.demo.people import Person, working_hour
from app.demo.playing import Run, draw, ends_away, ends_well, note
from app.demo.rows import Rows
from app.demo.stories import Chapter, How, Story
from app.demo.studying import Reading
from app.lessons.lesson import Lesson
from app.practice.attempts.versions import limit_columns
from app.scenarios.scenario import Scenario

DIVIDED = 0.6
"""How much of their skill the small group shows: little enough that its people say different lines."""
PAUSE = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Library:
    """All that can be read and played, by id."""

    lessons: Mapping[str, Lesson]
    scenarios: Mapping[str, Scenario]

    def has(self, chapter: Chapter) -> bool:
        found = self.lessons if chapter.key.kind is ItemKind.LESSON else self.scenarios
        return chapter.key.id in found


def tell(
    rng: Random, rows: Rows, library: Library, person: Person, story: Story, *, until: datetime
) -> datetime:
    """Returns when they last were here."""
    told, seen = [chapter for chapter in story if library.has(chapter)], person.began_at
    chair = _chair(library, told)
    for chapter in told:
        at = max(working_hour(rng, until - timedelta(days=chapter.days)), seen + PAUSE)
        if chapter.key.kind is ItemKind.LESSON:
            reading = Reading(rng, rows, library.lessons[chapter.key.id], subject=person.subject, at=at)
            seen = _read(reading, chapter.how, person.skill)
        else:
            scenario = library.scenarios[chapter.key.id]
            run = _run(rng, scenario, chapter.how, chair, DIVIDED * person.skill)
            seen = note(rng, rows, scenario, run, subject=person.subject, at=at)
    return seen


def _read(reading: Reading, how: How, skill: float) -> datetime:
    return reading.begin(skill=skill) if how is How.BEGUN else reading.finish(skill=skill)


def _run(rng: Random, scenario: Scenario, how: How, chair: Chair, skill: float) -> Run:
    if how is How.AWAY:
        return ends_away(rng, scenario, chair)
    if how is How.WELL:
        return ends_well(rng, scenario)
    run = draw(rng, scenario, skill=skill)
    return Run(run.steps[:1], run.steps[1][0]) if how is How.BEGUN and len(run.steps) > 1 else run


def _chair(library: Library, story: Sequence[Chapter]) -> Chair:
    """The one that most of the conversations which go wrong can move away."""
    wrong = [library.scenarios[chapter.key.id] for chapter in story if chapter.how is How.AWAY]
    lowest = [list(limit_columns(scenario).values())[::2] for scenario in wrong]
    return max(CHAIRS, key=lambda chair: sum((low[CHAIRS.index(chair)] or 0) < 0 for low in lowest))
