"""Item analysis beside the words of the questions, as a page lists it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.board.item_analysis import FirstAnswer, Item, Key, analyze
from app.board.item_words import Advice, advice, urgency
from app.board.too_few import too_few
from app.lessons.lesson import Check, Lesson, Option
from app.practice.decisions.statistics import FEWEST


@dataclass(frozen=True, slots=True)
class OptionLine:
    option: Option
    people: int
    percent: float
    is_tempting: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """`right` of `item.people` answered best at first."""

    lesson: str
    url: str
    check: Check
    item: Item
    right: int
    options: Sequence[OptionLine]
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """`waiting` counts questions with too few answers; `too_few` says so where no question has enough yet."""

    questions: Sequence[QuestionLine]
    waiting: int
    too_few: str


def item_analysis(answers: Sequence[FirstAnswer], lessons: Sequence[tuple[str, Lesson]]) -> ItemAnalysis:
    """Each lesson comes with its address. Of its questions, those to do something about come first."""
    checks = {
        (lesson.id, check.id): (url, lesson, check) for url, lesson in lessons for check in lesson.questions
    }
    items = analyze(answers, {question: _key(check) for question, (_, _, check) in checks.items()})
    answered = Counter((one.lesson, one.check) for one in answers if (one.lesson, one.check) in checks)
    waiting = answered.keys() - items.keys()
    return ItemAnalysis(
        questions=[
            _question_line(item, *checks[item.question]) for item in sorted(items.values(), key=urgency)
        ],
        waiting=len(waiting),
        too_few="" if items else too_few(min(max(answered.values(), default=0), FEWEST - 1), "answered"),
    )


def _key(check: Check) -> Key:
    return Key(tuple(option.id for option in check.options), check.best.id)


def _question_line(item: Item, url: str, lesson: Lesson, check: Check) -> QuestionLine:
    lines = [
        OptionLine(
            option=option,
            people=item.counts[option.id],
            percent=round(100 * item.counts[option.id] / item.people, 2),
            is_tempting=option.id == item.tempting,
        )
        for option in check.options
    ]
    return QuestionLine(lesson.title, url, check, item, item.counts[item.best], lines, advice(item))
