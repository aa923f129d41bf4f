"""The lessons' phrases, for whoever keeps them."""

from collections.abc import Sequence

from app.content.chair import Chair
from app.lessons.lesson import Phrase
from app.lessons.library.lessons import Lessons
from app.lessons.library.placement import course_of, in_order
from app.phrases.book import Kind, Offer, Origin


class LessonPhrases:
    """Every lesson's three phrases."""

    def __init__(self, lessons: Lessons) -> None:
        self._lessons = lessons

    def words(self, source_id: str, phrase_id: str) -> str | None:
        phrase = self._phrase(source_id, phrase_id)
        return phrase.words if phrase else None

    def chair(self, source_id: str, phrase_id: str) -> Chair | None:
        phrase = self._phrase(source_id, phrase_id)
        return phrase.chair if phrase else None

    def origin(self, source_id: str) -> Origin | None:
        found = course_of(self._lessons, source_id)
        return Origin(found.entry.title, found.url) if found else None

    def starters(self) -> Sequence[Offer]:
        """Those of the first lesson that can be read."""
        for course in self._lessons.courses.values():
            for placement in in_order(self._lessons, course):
                if lesson := self._lessons.lessons.get(placement.entry.id):
                    return [
                        Offer(Kind.LESSON, lesson.id, phrase.id, phrase.words) for phrase in lesson.phrases
                    ]
        return []

    def _phrase(self, source_id: str, phrase_id: str) -> Phrase | None:
        lesson = self._lessons.lessons.get(source_id)
        return lesson.phrase(phrase_id) if lesson else None
