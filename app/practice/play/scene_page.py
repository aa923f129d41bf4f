"""Everything the page of a running attempt shows, worked out from its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from app.practice.attempts.transcript import Transcript
from app.practice.play.chair_movement import Movement, movements
from app.practice.play.scene_html import Words, in_words, inline, is_speech
from app.scenarios.analysis.cache import limits_of
from app.scenarios.scenario import Choice, Scene

NOTHING = Markup()


class Kind(StrEnum):
    """What a learner can do here."""

    CHOICES = "choices"
    ROUTES = "routes"
    ENDING = "ending"


@dataclass(frozen=True)
class Line:
    """Something the learner can say, or did. `aloud` is false where it is done rather than said."""

    id: str
    html: Markup
    aloud: bool


@dataclass(frozen=True)
class Moment:
    """A scene that is over, and the line said there, if one was."""

    heading: Markup
    words: tuple[Words, ...]
    line: Line | None
    now: Markup


@dataclass(frozen=True)
class ScenePage:
    """`number` counts the learner’s lines from 1, `of` the most that a play can have (0: not known).

    `last`, `now` and `around` tell what the line just said did; empty after a Continue.
    """

    attempt: str
    title: str
    turn: int
    scene: str
    kind: Kind
    heading: Markup
    words: tuple[Words, ...]
    choices: tuple[Line, ...]
    number: int
    of: int
    last: Line | None
    now: Markup
    around: tuple[Movement, ...]
    so_far: tuple[Moment, ...]
    can_take_back: bool

    @property
    def url(self) -> str:
        return f"/play/{self.attempt}"

    @property
    def first_speech(self) -> Words | None:
        return next((part for part in self.words if part.speaker), None)


def scene_page(transcript: Transcript) -> ScenePage:
    scenario, standing, place = transcript.scenario, transcript.standing, transcript.place
    latest = transcript.entries[-1] if transcript.entries else None
    said = latest.choice if latest else None
    lines = len(transcript.lines)
    kind = _kind(transcript)
    return ScenePage(
        attempt=standing.attempt,
        title=scenario.title,
        turn=standing.turn,
        scene=place.id,
        kind=kind,
        heading=inline(place.heading),
        words=in_words(scenario, place.parts),
        choices=tuple(map(as_line, transcript.offered)),
        number=lines + (kind is Kind.CHOICES),
        of=_longest(transcript, lines),
        last=as_line(said) if said else None,
        now=inline(said.now) if said else NOTHING,
        around=movements(latest) if latest else (),
        so_far=moments(transcript),
        can_take_back=lines > 0 and not standing.is_finished and not transcript.evidence.has_taken_back,
    )


def _kind(transcript: Transcript) -> Kind:
    place = transcript.place
    if not isinstance(place, Scene):
        return Kind.ENDING
    return Kind.ROUTES if place.routes else Kind.CHOICES


def as_line(choice: Choice) -> Line:
    return Line(choice.id, inline(choice.text), is_speech(choice))


def _longest(transcript: Transcript, lines: int) -> int:
    limits = limits_of(transcript.scenario)
    return max(limits.longest, lines) if limits else 0


def moments(transcript: Transcript) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            heading=inline(entry.scene.heading),
            words=in_words(transcript.scenario, entry.scene.parts),
            line=as_line(entry.choice) if entry.choice else None,
            now=inline(entry.choice.now) if entry.choice else NOTHING,
        )
        for entry in transcript.entries
    )
