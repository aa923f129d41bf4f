"""What people say in a lesson: who they are, their lines, and the moment played twice."""

from dataclasses import dataclass
from html import escape

from app.content.chair import Chair

LEARNER = "You"


@dataclass(frozen=True, slots=True)
class CastMember:
    name: str
    role: str
    chair: Chair
    look: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A paragraph somebody says; the speaker is in the cast, or is `LEARNER`."""

    speaker: str
    tone: str
    html: str

    @property
    def text(self) -> str:
        """As HTML, with who says it and how."""
        tone = f" ({self.tone})" if self.tone else ""
        return f"{escape(self.speaker + tone)}: {self.html}"


@dataclass(frozen=True, slots=True)
class Narration:
    html: str

    @property
    def text(self) -> str:
        return self.html


Line = Speech | Narration


@dataclass(frozen=True, slots=True)
class Take:
    """The moment played once: the lines, and what they left behind."""

    title: str
    lines: tuple[Line, ...]
    aftermath_html: str

    @property
    def texts(self) -> tuple[str, ...]:
        return (f"{escape(self.title)}.", *(line.text for line in self.lines), self.aftermath_html)


@dataclass(frozen=True, slots=True)
class Takes:
    weak: Take
    strong: Take

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.weak.texts, *self.strong.texts)
