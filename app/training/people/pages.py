"""What the page of one member shows their lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.training.access import GroupSeen
from app.training.assignments.pages import OwedLine
from app.training.overview.marks import Mark
from app.training.overview.person import Person
from app.web.context import Context


@dataclass(frozen=True, slots=True)
class RunLine:
    """A whole run: how it ended, where the chairs came to sit, and every line that was said."""

    title: str
    day: datetime
    ending: str
    marks: Sequence[Mark]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in a lesson. `question` is HTML; `latest` is empty where it was the first; a lost option has its id."""

    lesson: str
    question: str
    first: str
    latest: str
    is_best: bool
    day: datetime


@dataclass(frozen=True)
class PersonPage(Context):
    """`since`: from when on lines and answers are shown, None where all are. `older` leads to earlier runs.

    `letter` is one begun to them, without an address where none is known.
    """

    template = "training/person.html"
    group: GroupSeen
    person: Person
    joined_at: datetime
    since: datetime | None
    evidence: str
    marks: Sequence[Mark]
    letter: str
    talked_at: datetime | None
    owed: Sequence[OwedLine]
    runs: Sequence[RunLine]
    answers: Sequence[AnswerLine]
    older: str
    is_first: bool
