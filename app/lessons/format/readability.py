"""How hard a lesson is to read, as a grade of American schools.

Two formulas that need no word lists: Coleman and Liau, “A computer readability formula designed for machine
scoring” (1975), and Smith and Senter, “Automated Readability Index” (1967). Both are written out here, because
the library that has them loads a whole language toolkit to count letters.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from statistics import median
from typing import NamedTuple

from app.lessons.dialogue import Line
from app.lessons.lesson import Effect, Lesson

_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|blockquote|pre)>")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’)\]]*\s+|\n+")
_IN_A_WORD = re.compile(r"[^\W_]")


class Counts(NamedTuple):
    """`letters` are letters and digits; a word has at least one, a sentence at least one word."""

    letters: int
    words: int
    sentences: int


def grade_of(lesson: Lesson) -> float:
    """The median of both formulas over the lesson’s running text; 0 where that has no word."""
    counts = count(_running_text(lesson))
    if not counts.words:
        return 0.0
    return median((coleman_liau(counts), automated_readability(counts)))


def coleman_liau(counts: Counts) -> float:
    letters, sentences = (100 * number / counts.words for number in (counts.letters, counts.sentences))
    return 0.0588 * letters - 0.296 * sentences - 15.8


def automated_readability(counts: Counts) -> float:
    return 4.71 * counts.letters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def count(texts: Iterable[str]) -> Counts:
    """Over texts or HTML; each text ends a sentence, and so does each paragraph and list item."""
    sentences = [words for text in texts for sentence in _sentences(text) if (words := _words(sentence))]
    words = [word for sentence in sentences for word in sentence]
    return Counts(sum(len(_IN_A_WORD.findall(word)) for word in words), len(words), len(sentences))


def _sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(unescape(_TAG.sub("", _BLOCK_END.sub("\n", text))))


def _words(sentence: str) -> list[str]:
    return [word for word in sentence.split() if _IN_A_WORD.search(word)]


def _running_text(lesson: Lesson) -> Iterator[str]:
    yield lesson.lede_html
    for section in lesson.sections:
        yield from (section.above_html, section.below_html)
    yield from _said(lesson.moment)
    for take in (lesson.takes.weak, lesson.takes.strong):
        yield from (*_said(take.lines), take.aftermath_html)
    yield from (step.html for step in lesson.move.steps)
    yield from _effects(lesson.move.effects)
    for check in lesson.questions:
        yield check.question_html
        for option in check.options:
            yield from (option.html, option.why_html, *_effects(option.effects))
    yield from (lesson.plan.say, lesson.plan.try_html)


def _said(lines: Iterable[Line]) -> Iterator[str]:
    return (line.html for line in lines)


def _effects(effects: Iterable[Effect]) -> Iterator[str]:
    return (effect.html for effect in effects)
