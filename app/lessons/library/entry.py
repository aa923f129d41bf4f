"""What lists need of a lesson, without its text: small enough to hold thousands."""

from dataclasses import dataclass

from app.lessons.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Entry:
    """`version` is the lesson’s; `minutes` is the author’s estimate, `words` is counted."""

    id: str
    module: str
    version: str
    title: str
    summary: str
    minutes: int
    words: int
    sources: tuple[str, ...]
    outcome: str = ""


def entry_of(lesson: Lesson) -> Entry:
    return Entry(
        id=lesson.id,
        module=lesson.module,
        version=lesson.version,
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        words=lesson.words,
        sources=lesson.sources,
        outcome=lesson.outcome,
    )
