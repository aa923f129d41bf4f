"""All that can be searched: what a learner may read before having done anything.

The feedback of checks, and what follows in a conversation, is left out: finding it would give it away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

from app.content.markdown import plain_text, render_block
from app.lessons.lesson import Lesson
from app.lessons.library.lessons import Lessons
from app.lessons.library.placement import in_order, lesson_url, scenario_url
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
        texts = (section.above_html, *lesson.texts(section.part), section.below_html)
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


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(_plain, texts)))


def _plain(html: str) -> str:
    return _clean(unescape(_TAG.sub("", _BREAK.sub(" ", html))))


def _clean(text: str) -> str:
    return " ".join(_NOT_TEXT.sub(" ", text).split())
