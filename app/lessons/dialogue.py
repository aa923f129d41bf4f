"""What people say in a lesson: who they are, their lines, and the moment played twice."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Narration:
    html: str


Line = Speech | Narration


@dataclass(frozen=True, slots=True)
class Take:
    """The moment played once: the lines, and what they left behind."""

    title: str
    lines: tuple[Line, ...]
    aftermath_html: str


@dataclass(frozen=True, slots=True)
class Takes:
    weak: Take
    strong: Take
