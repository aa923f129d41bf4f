"""What a lesson is once it has been read: frozen, checked, rendered.

Fields that end in `html` hold safe HTML, rendered when the file was parsed, so that a page only places it.
All other text is plain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from app.content.chair import Chair
from app.lessons.dialogue import CastMember, Line, Takes
from app.lessons.part import Part
from app.lessons.progress_key import ProgressKey, QuestionKey, SectionKey


@dataclass(frozen=True, slots=True)
class Mail:
    """How the lesson announces itself by email."""

    subject: str
    preview: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line or the move does to one chair."""

    chair: Chair
    html: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a check. `words` is `html` with its markup removed."""

    id: str
    html: str
    words: str
    best: bool
    verdict_html: str
    why_html: str
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A question. Where it is a recall, `recalls` is the id of the earlier lesson."""

    id: str
    question_html: str
    options: tuple[Option, ...]
    recalls: str = ""

    @property
    def best(self) -> Option:
        return next(option for option in self.options if option.best)

    @property
    def key(self) -> QuestionKey:
        return QuestionKey(self.id, tuple(option.id for option in self.options), self.best.id)

    @property
    def texts(self) -> tuple[str, ...]:
        """Without the feedback, which would give the answer away."""
        return (self.question_html, *(option.html for option in self.options))

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Step:
    name_html: str
    html: str


@dataclass(frozen=True, slots=True)
class Move:
    """Two to four steps, and what they do for each of the four chairs."""

    steps: tuple[Step, ...]
    effects: tuple[Effect, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        steps = (f"{step.name_html}. {step.html}" for step in self.steps)
        return (*steps, *(effect.html for effect in self.effects))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line worth keeping; `[slots]` in its words are the learner's to fill. `chair` is whom it serves first."""

    id: str
    html: str
    words: str
    chair: Chair | None = None


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """“When …, I will say …”, prefilled: one of `whens` is picked, `say` edited."""

    id: str
    whens: tuple[str, ...]
    say: str
    try_html: str

    @property
    def texts(self) -> tuple[str, ...]:
        return (escape(self.say), self.try_html)


@dataclass(frozen=True, slots=True)
class Section:
    """One part's place in the lesson, with the ordinary text above and below it."""

    id: str
    part: Part
    heading_html: str
    above_html: str = ""
    below_html: str = ""


@dataclass(frozen=True)
class Lesson:
    """One version of a lesson. `version` is the SHA-256 of the file's bytes, in hex.

    `recall` is None in the first lesson of a course. `words` is the length on the way through. `outcome`, where
    there is one, goes on from “Afterwards you can …”.
    """

    id: str
    module: str
    version: str
    title: str
    summary: str
    minutes: int
    sources: tuple[str, ...]
    lede_html: str
    sections: tuple[Section, ...]
    recall: Check | None
    moment: tuple[Line, ...]
    takes: Takes
    move: Move
    phrases: tuple[Phrase, ...]
    checks: tuple[Check, ...]
    plan: PlanTemplate
    words: int
    cast: Mapping[str, CastMember] = field(default_factory=dict)
    mail: Mail | None = None
    outcome: str = ""

    @property
    def questions(self) -> Iterator[Check]:
        """The recall, where there is one, and the checks."""
        if self.recall:
            yield self.recall
        yield from self.checks

    def question(self, question_id: str) -> Check | None:
        return next((check for check in self.questions if check.id == question_id), None)

    def phrase(self, phrase_id: str) -> Phrase | None:
        return next((phrase for phrase in self.phrases if phrase.id == phrase_id), None)

    def texts(self, part: Part) -> tuple[str, ...]:
        """What there is to read in a part, as HTML; of phrases nothing, since they have plain words."""
        texts = {
            Part.RECALL: self.recall.texts if self.recall else (),
            Part.MOMENT: tuple(line.text for line in self.moment),
            Part.TAKES: self.takes.texts,
            Part.MOVE: self.move.texts,
            Part.CHECKS: tuple(text for check in self.checks for text in check.texts),
            Part.PLAN: self.plan.texts,
        }
        return texts.get(part, ())

    @cached_property
    def key(self) -> ProgressKey:
        blocks = {
            Part.RECALL: (self.recall.id,) if self.recall else (),
            Part.CHECKS: tuple(check.id for check in self.checks),
            Part.PLAN: (self.plan.id,),
        }
        return ProgressKey(
            sections=tuple(SectionKey(s.id, s.part, blocks.get(s.part, ())) for s in self.sections),
            questions=tuple(check.key for check in self.questions),
            plan=self.plan.id,
            version=self.version,
        )
