"""What the pages of progress show: all there is to learn, and all that one person has done with it, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session
from starlette.requests import Request

from app.assignments.items import ItemKey
from app.courses.actions import certificates_of
from app.courses.certificate_text import Shown
from app.learners.who import Who
from app.phrases.access import books_of
from app.plans.access import plan_books_of
from app.plans.plan import Plan
from app.plans.queries import waiting_plan
from app.progress.chair_history import ChairLine
from app.progress.course_view import CourseView, Item, LearnerHistory, course_view, scenario_item
from app.progress.history import AttemptRecord, Bars
from app.progress.next_step import Step
from app.progress.queries.attempts import PAGE, bars_of, read_attempts
from app.progress.queries.lessons import read_lessons
from app.progress.scenario_tries import Tries
from app.record.queries import read_scenarios
from app.review.queries import Content, Deck, read_deck
from app.training.assignments.pages import OwedLine
from app.wall_time import local_day
from app.web.context import Context
from app.web.site import content_of


class Overview:
    """Everything that the site has to learn, beside what one person has done with it; one for each request.

    All of it is read in the one transaction of `db`.
    """

    def __init__(self, request: Request, who: Who, db: Session) -> None:
        content = content_of(request)
        self.lessons, self.scenarios = content.lessons, content.scenarios.scenarios
        self.who, self._db = who, db
        self._connection = db.connection()
        read = read_lessons(self._connection, self.lessons, subject_id=who.subject_id)
        self.history = LearnerHistory(read, read_scenarios(self._connection, who.subject_id))

    @cached_property
    def attempts(self) -> Sequence[AttemptRecord]:
        return read_attempts(self._connection, subject_id=self.who.subject_id)

    def earlier_attempts(self, before: str) -> Sequence[AttemptRecord]:
        """A page of those that were begun before this one, and one more where there are more."""
        mine = self.who.subject_id
        return read_attempts(self._connection, subject_id=mine, before=before, most=PAGE + 1)

    def bars_of(self, attempts: Sequence[AttemptRecord]) -> Mapping[str, Bars]:
        return bars_of(self._connection, attempts)

    def certificates(self) -> Mapping[str, Shown]:
        """By course, the first there is of each; only accounts have any."""
        if self.who.subject_id is None or not self.who.signed_in:
            return {}
        made = certificates_of(self._db, subject_id=self.who.subject_id)
        return {one.course_id: one for one in reversed(made)}

    @cached_property
    def courses(self) -> list[CourseView]:
        return [self.course(course_id) for course_id in self.lessons.courses]

    @cached_property
    def items(self) -> list[Item]:
        """All there is to do, in its order, and then the scenarios that no course lists."""
        listed = [item for course in self.courses for item in course.items]
        known = {item.id for item in listed}
        every = self.scenarios.values()
        return listed + [scenario_item(one, self.history) for one in every if one.id not in known]

    def item_of(self, key: ItemKey) -> Item | None:
        """None for a lesson that no course lists."""
        return next((item for item in self.items if key == (item.kind, item.id)), None)

    def course(self, course_id: str) -> CourseView:
        course = self.lessons.courses[course_id]
        return course_view(self.lessons, self.scenarios, course, self.history)


@dataclass(frozen=True, slots=True)
class Reminders:
    deck: Deck
    plan: Plan | None = None


def reminders(request: Request, who: Who, db: Session, now: datetime) -> Reminders:
    today, content = local_day(now, who.time_zone), content_of(request)
    askable = Content(content.lessons, books_of(request))
    connection, mine = db.connection(), who.subject_id
    deck = read_deck(connection, askable, subject_id=mine, zone=who.time_zone, now=now)
    books = plan_books_of(request)
    plan = waiting_plan(connection, books, subject_id=mine, zone=who.time_zone, today=today)
    return Reminders(deck, plan)


def set_for(owed: Sequence[OwedLine]) -> dict[ItemKey, str]:
    """When each thing that is left is due, where it is set twice the sooner."""
    return {key: line.due for line in reversed(owed) for key in line.left}


@dataclass(frozen=True)
class CoursesPage(Context):
    template = "progress/courses.html"
    courses: Sequence[CourseView]


@dataclass(frozen=True)
class CoursePage(Context):
    """`certificates` by course. `set_for`: what a trainer has set of it and is not done, with when it is due."""

    template = "progress/course.html"
    view: CourseView
    step: Step
    has_begun: bool
    certificates: Mapping[str, Shown]
    set_for: Mapping[ItemKey, str]


@dataclass(frozen=True)
class TodayPage(Context):
    """`is_new`: whether this person has not begun anything yet. `owed`: what a trainer has set, and is open.

    What is set comes first: `set_item` is the next of what is due first, None where no course lists it. `is_extra`:
    the step is something besides what stands there already.
    """

    template = "progress/today.html"
    step: Step
    is_new: bool
    reminders: Reminders
    owed: Sequence[OwedLine]
    set_item: Item | None = None
    is_extra: bool = False


@dataclass(frozen=True, kw_only=True)
class AttemptsPage(Context):
    """`titles` by scenario, `bars` by attempt; `earlier` is the attempt before which there are more, or empty."""

    template = "progress/attempts.html"
    tries: Sequence[Tries]
    titles: Mapping[str, str]
    bars: Mapping[str, Bars]
    earlier: str


@dataclass(frozen=True, kw_only=True)
class ProgressPage(AttemptsPage):
    """`practice` is the step that serves the weakest chair; `set_for` as on a course’s page."""

    template = "progress/progress.html"
    courses: Sequence[CourseView]
    practice: Step | None
    finished: Sequence[AttemptRecord]
    lines: Sequence[ChairLine]
    has_begun: bool
    certificates: Mapping[str, Shown]
    set_for: Mapping[ItemKey, str]
