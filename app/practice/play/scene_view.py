"""Everything the page of a running attempt shows, worked out from its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from app.practice.attempts.transcript import Transcript
from app.practice.play.chair_movement import Movement, movements
from app.practice.play.scene_html import RenderedPart, inline, is_speech, render_parts
from app.scenarios.analysis.cache import limits_of
from app.scenarios.scenario import Choice, Scenario, Scene

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
    words: tuple[RenderedPart, ...]
    line: Line | None
    reaction: Markup


@dataclass(frozen=True)
class SceneView:
    """`number` counts the learner’s lines from 1; `most_lines` is the most that a play can have (0: not known).

    `last_line`, `reaction` and `movements` are of the line just said; empty after a Continue.
    """

    attempt: str
    title: str
    turn: int
    scene: str
    kind: Kind
    heading: Markup
    words: tuple[RenderedPart, ...]
    choices: tuple[Line, ...]
    number: int
    most_lines: int
    last_line: Line | None
    reaction: Markup
    movements: tuple[Movement, ...]
    moments: tuple[Moment, ...]
    can_take_back: bool

    @property
    def url(self) -> str:
        return f"/play/{self.attempt}"

    @property
    def first_speech(self) -> RenderedPart | None:
        return next((part for part in self.words if part.speaker), None)


def scene_view(transcript: Transcript) -> SceneView:
    scenario, standing, place = transcript.scenario, transcript.standing, transcript.place
    latest = transcript.entries[-1] if transcript.entries else None
    said = latest.choice if latest else None
    lines = len(transcript.lines)
    kind = _kind(transcript)
    number = lines + (kind is Kind.CHOICES)
    return SceneView(
        attempt=standing.attempt,
        title=scenario.title,
        turn=standing.turn,
        scene=place.id,
        kind=kind,
        heading=inline(place.heading),
        words=render_parts(scenario, place.parts),
        choices=tuple(map(line_of, transcript.offered)),
        number=number,
        most_lines=_most_lines(scenario, number),
        last_line=line_of(said) if said else None,
        reaction=inline(said.now) if said else NOTHING,
        movements=movements(latest) if latest else (),
        moments=moments(transcript),
        can_take_back=lines > 0 and not standing.is_finished and not transcript.evidence.has_taken_back,
    )


def _kind(transcript: Transcript) -> Kind:
    place = transcript.place
    if not isinstance(place, Scene):
        return Kind.ENDING
    return Kind.ROUTES if place.routes else Kind.CHOICES


def line_of(choice: Choice) -> Line:
    return Line(choice.id, inline(choice.text), is_speech(choice))


def _most_lines(scenario: Scenario, number: int) -> int:
    """A trial may begin where no play of the scenario comes by, and so may take longer than any."""
    limits = limits_of(scenario)
    return max(limits.longest, number) if limits else 0


def moments(transcript: Transcript) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            heading=inline(entry.scene.heading),
            words=render_parts(transcript.scenario, entry.scene.parts),
            line=line_of(entry.choice) if entry.choice else None,
            reaction=inline(entry.choice.now) if entry.choice else NOTHING,
        )
        for entry in transcript.entries
    )
