"""All that can be searched: what a learner may read before having done anything.

The feedback of checks, and what follows in a conversation, is left out: finding it would give it away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

from app.content.markdown import plain_text, render_block
from app.lessons.dialogue import Line, Speech, Take
from app.lessons.lesson import Check, Lesson
from app.lessons.library.lessons import Lessons
from app.lessons.library.placement import in_order, lesson_url, scenario_url
from app.lessons.part import Part
from app.scenarios.scenario import Narration, Scenario


class Group(StrEnum):
    """What results are sorted by, in the order of the page."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Passage:
    """`place` is the heading within `title`, empty at its beginning. All texts are plain.

    Of the passages with one `owner`, only the best is shown.
    """

    group: Group
    owner: str
    url: str
    title: str
    place: str
    words: str


_BREAK = re.compile(r"</(?:p|li|h[1-6]|blockquote|pre)>|<br[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f]+")


def passages(lessons: Lessons, scenarios: Mapping[str, Scenario]) -> Iterator[Passage]:
    """In the order of courses, each lesson and scenario once."""
    seen: set[str] = set()
    for course in lessons.courses.values():
        for placement in in_order(lessons, course):
            lesson = lessons.lessons.get(placement.entry.id)
            if lesson and lesson.id not in seen:
                seen.add(lesson.id)
                yield from _of_lesson(lesson, lesson_url(course.id, lesson.id))
    for scenario in scenarios.values():
        yield from _of_scenario(scenario)


def _of_lesson(lesson: Lesson, url: str) -> Iterator[Passage]:
    def found(anchor: str, place: str, texts: Iterable[str]) -> Passage:
        return Passage(Group.LESSON, lesson.id, url + anchor, lesson.title, place, _joined(texts))

    yield found("", "", (escape(lesson.summary), escape(lesson.outcome), lesson.lede_html))
    for section in lesson.sections:
        texts = (section.above_html, *_of_part(lesson, section.part), section.below_html)
        yield found(f"#{section.id}", _plain(section.heading_html), texts)
    for phrase in lesson.phrases:
        owner = f"{lesson.id}/{phrase.id}"
        yield Passage(
            Group.PHRASE, owner, f"{url}#phrase-{phrase.id}", lesson.title, "", _clean(phrase.words)
        )


def _of_scenario(scenario: Scenario) -> Iterator[Passage]:
    url = scenario_url(scenario.id)
    people = (escape(f"{member.name}, {member.role}.") for member in scenario.cast.values())
    told = (render_block(part.text) for part in scenario.briefing if isinstance(part, Narration))
    words = _joined((escape(scenario.summary), *told, *people, escape(scenario.you)))
    yield Passage(Group.SCENARIO, scenario.id, url, scenario.title, "", words)
    if scenario.phrase:
        phrase = _clean(plain_text(scenario.phrase))
        yield Passage(Group.PHRASE, f"{scenario.id}/phrase", url, scenario.title, "", phrase)


def _of_part(lesson: Lesson, part: Part) -> Iterator[str]:
    """As HTML. Phrases are passages of their own."""
    match part:
        case Part.RECALL if lesson.recall:
            yield from _of_check(lesson.recall)
        case Part.MOMENT:
            yield from _said(lesson.moment)
        case Part.TAKES:
            yield from (*_of_take(lesson.takes.weak), *_of_take(lesson.takes.strong))
        case Part.MOVE:
            yield from (f"{step.name_html}. {step.html}" for step in lesson.move.steps)
            yield from (effect.html for effect in lesson.move.effects)
        case Part.CHECKS:
            for check in lesson.checks:
                yield from _of_check(check)
        case Part.PLAN:
            yield from (escape(lesson.plan.say), lesson.plan.try_html)


def _of_check(check: Check) -> Iterator[str]:
    yield check.question_html
    yield from (option.html for option in check.options)


def _of_take(take: Take) -> Iterator[str]:
    yield from (f"{escape(take.title)}.", *_said(take.lines), take.aftermath_html)


def _said(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Speech):
            tone = f" ({line.tone})" if line.tone else ""
            yield f"{escape(line.speaker + tone)}: {line.html}"
        else:
            yield line.html


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(_plain, texts)))


def _plain(html: str) -> str:
    return _clean(unescape(_TAG.sub("", _BREAK.sub(" ", html))))


def _clean(text: str) -> str:
    return " ".join(_NOT_TEXT.sub(" ", text).split())
