"""How long a lesson is: the words on the way through it.

A learner reads everything but the feedback of the answers not given, so of each question’s options the one
with the longest feedback counts. Front matter is not counted.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from app.lessons.lesson import Check, Effect, Lesson, Option
from app.lessons.part import PARTS

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
    for part in PARTS:
        yield from lesson.texts(part)
    yield from (phrase.words for phrase in lesson.phrases)
    yield from lesson.plan.whens


def _effects(effects: Iterable[Effect]) -> Iterator[str]:
    return (effect.html for effect in effects)


def _feedback(check: Check) -> int:
    return max(map(_explanation, check.options))


def _explanation(option: Option) -> int:
    return sum(map(_words, (option.verdict_html, option.why_html, *_effects(option.effects))))
