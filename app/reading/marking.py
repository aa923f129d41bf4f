"""What a learner's actions do to their marks, and how two people's marks become one person's.

No function changes the marks that it is given; times are in UTC. Ids are judged by the `ProgressKey` of the version
that is served.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from app.errors import NotFound
from app.lessons.progress_key import ProgressKey
from app.reading.marks import Answer, Completion, Marks, Place, PlanMark, PlanState

Value = TypeVar("Value")
Timed = TypeVar("Timed", Answer, PlanMark, Place)


class NotInLesson(NotFound):
    """An id that this version of the lesson does not have."""


def answer(marks: Marks, key: ProgressKey, question: str, option: str, *, at: datetime) -> Marks:
    """The latest answer to a question counts; a late-coming older one changes nothing but what was seen.

    Raises `NotInLesson`.
    """
    asked = key.question(question)
    if asked is None or option not in asked.options:
        raise NotInLesson("This question has changed. Please choose again.")
    answers = _merged(marks.answers, {question: Answer(at, option)}, _newer)
    return settle(replace(_been(marks, key, question, at), answers=answers), key)


def decide_plan(marks: Marks, key: ProgressKey, plan: str, state: PlanState, *, at: datetime) -> Marks:
    """The latest decision counts: one that was saved can be skipped, and the other way round. Raises `NotInLesson`."""
    if plan != key.plan:
        raise NotInLesson("This plan has changed. Please look at it again.")
    plans = _merged(marks.plans, {plan: PlanMark(at, state)}, _newer)
    return settle(replace(_been(marks, key, plan, at), plans=plans), key)


def move_to(marks: Marks, key: ProgressKey, block: str, *, at: datetime) -> Marks:
    """The learner is at this block now. Raises `NotInLesson`."""
    if block not in key.blocks:
        raise NotInLesson("This part is no longer in the lesson.")
    return _been(marks, key, block, at)


def settle(marks: Marks, key: ProgressKey) -> Marks:
    """Complete where all that counts has been done, as of the last thing done; what was complete stays so."""
    if marks.completion or done(marks, key) != required(key):
        return marks
    times = [marks.answers[question.id].at for question in key.questions] + [marks.plans[key.plan].at]
    return replace(marks, completion=Completion(max(times), key.version, key.digest))


def required(key: ProgressKey) -> frozenset[str]:
    """Ids of what has to be done: every check, the recall and the plan."""
    return frozenset({question.id for question in key.questions} | {key.plan})


def done(marks: Marks, key: ProgressKey) -> frozenset[str]:
    """Of what this version requires: the questions answered in any way, the plan saved or skipped."""
    answered = {question.id for question in key.questions if question.id in marks.answers}
    return frozenset(answered | ({key.plan} & marks.plans.keys()))


def merge(one: Marks, other: Marks) -> Marks:
    """A visitor's marks into a learner's, in either order: the union, the latest, the earliest completion.

    A saved plan outweighs a skipped one. `settle` the result: two halves may make a whole.
    """
    return Marks(
        answers=_merged(one.answers, other.answers, max),
        plans=_merged(one.plans, other.plans, lambda a, b: max(a, b, key=_decided)),
        seen=one.seen | other.seen,
        place=max(filter(None, [one.place, other.place]), default=None),
        started_at=_least([one.started_at, other.started_at]),
        completion=_least([one.completion, other.completion]),
    )


def _decided(mark: PlanMark) -> tuple[bool, datetime]:
    return mark.state is PlanState.SAVED, mark.at


def _been(marks: Marks, key: ProgressKey, block: str, at: datetime) -> Marks:
    place = Place(at, block, key.version)
    return replace(
        marks,
        seen=marks.seen | {block},
        place=_newer(marks.place, place) if marks.place else place,
        started_at=_least([marks.started_at, at]),
    )


def _merged(
    one: Mapping[str, Value], other: Mapping[str, Value], choose: Callable[[Value, Value], Value]
) -> dict[str, Value]:
    both = {name: choose(one[name], other[name]) for name in one.keys() & other.keys()}
    return {**one, **other, **both}


def _newer(before: Timed, now: Timed) -> Timed:
    """Of two things done at the same moment, the one that was told later."""
    return now if now.at >= before.at else before


def _least(values: Iterable[Any]) -> Any:
    return min((value for value in values if value is not None), default=None)
