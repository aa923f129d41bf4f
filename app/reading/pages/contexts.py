"""What the templates of a lesson are given: its page, and the pieces that differ from learner to learner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.content.problem import Problem
from app.lessons.course import Course, Module, Source
from app.lessons.lesson import Check, Lesson, Option, Phrase, PlanTemplate
from app.lessons.library.placement import NextStep, Placement
from app.phrases.book import Kind
from app.web.context import Context


@dataclass(frozen=True)
class LessonContext(Context):
    """The page as it is for everybody. `slot` leaves a gap where a piece goes; `number` counts through the course.

    `recalled` is the lesson that this one recalls. `problems` are of its file, shown to whoever `sees_faults`.
    """

    template = "reading/lesson.html"
    lesson: Lesson
    url: str
    course: Course
    module: Module
    number: int
    of: int
    next_steps: Sequence[NextStep]
    sources: Sequence[Source]
    recalled: Placement | None
    problems: Sequence[Problem]
    slot: Callable[[str], Markup]
    sees_faults: bool = False


@dataclass(frozen=True)
class RailStep(Context):
    template = "reading/_rail_step.html"
    section: str
    name: str
    number: int
    done: bool
    current: bool


@dataclass(frozen=True)
class ProgressLine(Context):
    """`state` is new, resume (at `block`, in the part called `name`) or finished (on the day `finished`)."""

    template = "reading/_progress.html"
    state: str
    block: str = ""
    name: str = ""
    finished: str = ""
    updated: bool = False


@dataclass(frozen=True)
class Question(Context):
    """`chosen` is the option whose explanation is open; `strongest`: whether the learner asked to see it."""

    template = "reading/_question.html"
    url: str
    check: Check
    chosen: Option | None
    strongest: bool


@dataclass(frozen=True)
class KeepPress(Context):
    """`id` is the lesson’s."""

    template = "reading/_keep.html"
    kind: Kind
    id: str
    phrase: Phrase
    kept: bool


@dataclass(frozen=True)
class PlanForm(Context):
    """`state` is new, saved or skipped; `chosen` is the place of the line picked, −1 for the learner’s `own`."""

    template = "reading/_plan_form.html"
    url: str
    plan: PlanTemplate
    state: str
    chosen: int
    own: str
    say: str
