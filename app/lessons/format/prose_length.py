"""How long a lesson is: the words on the way through it.

A learner reads everything but the feedback of the answers not given, so of each question’s options the one
with the longest feedback counts. Front matter is not counted.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from app.lessons.dialogue import Line, Speech
from app.lessons.lesson import Check, Effect, Lesson, Option

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]")


def count_words(lesson: Lesson) -> int:
    return sum(_words(text) for text in _texts(lesson)) + sum(map(_feedback, lesson.questions))


def _words(text: str) -> int:
    """Of text or HTML; a dash between spaces is no word."""
    return sum(_WORD.search(word) is not None for word in unescape(_TAG.sub("", text)).split())


def _texts(lesson: Lesson) -> Iterator[str]:
    yield lesson.lede_html
    for section in lesson.sections:
        yield from (section.heading_html, section.above_html, section.below_html)
    yield from _said(lesson.moment)
    for take in (lesson.takes.weak, lesson.takes.strong):
        yield from (take.title, take.aftermath_html, *_said(take.lines))
    for step in lesson.move.steps:
        yield from (step.name_html, step.html)
    yield from _effects(lesson.move.effects)
    for phrase in lesson.phrases:
        yield phrase.words
    for check in lesson.questions:
        yield from (check.question_html, *(option.html for option in check.options))
    yield from (*lesson.plan.whens, lesson.plan.say, lesson.plan.try_html)


def _said(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Speech):
            yield from (line.speaker, line.tone)
        yield line.html


def _effects(effects: Iterable[Effect]) -> Iterator[str]:
    return (effect.html for effect in effects)


def _feedback(check: Check) -> int:
    return max(map(_explanation, check.options))


def _explanation(option: Option) -> int:
    return sum(map(_words, (option.verdict_html, option.why_html, *_effects(option.effects))))
