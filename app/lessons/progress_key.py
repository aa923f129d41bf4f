"""What a learner's marks are judged by: the ids of a lesson's version, without its prose."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from app.lessons.part import Part


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """What an answer is judged by: a question's id, its options' ids and which of them is best."""

    id: str
    options: tuple[str, ...]
    best: str


@dataclass(frozen=True, slots=True)
class SectionKey:
    """A section's id and part, and the ids of the recall, checks or plan in it."""

    id: str
    part: Part
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProgressKey:
    """Everything in one version of a lesson that a learner's marks can refer to."""

    sections: tuple[SectionKey, ...]
    questions: tuple[QuestionKey, ...]
    plan: str
    version: str

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """Ids a learner can be at, in reading order; each is an anchor on the page."""
        return tuple(block for section in self.sections for block in (section.id, *section.blocks))

    @cached_property
    def digest(self) -> str:
        """Equal for two versions that ask the same: prose and order leave it alone."""
        asked = sorted((question.id, sorted(question.options), question.best) for question in self.questions)
        return hashlib.sha256(repr((asked, self.plan)).encode()).hexdigest()[:16]

    def question(self, question_id: str) -> QuestionKey | None:
        return next((question for question in self.questions if question.id == question_id), None)
