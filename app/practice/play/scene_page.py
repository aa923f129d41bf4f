"""Everything the page of a running attempt shows, worked out from its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from app.practice.attempts.attempt import Evidence, Standing
from app.practice.attempts.transcript import Told, shown_now, tell
from app.practice.play.chair_movement import Movement, movements
from app.practice.play.scene_html import Words, in_words, inline, is_speech
from app.scenarios.analysis.cache import limits_of
from app.scenarios.scenario import Choice, Scenario

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


def scene_page(scenario: Scenario, standing: Standing, evidence: Evidence) -> ScenePage:
    told = tell(scenario, standing.attempt, evidence.steps)
    place = scenario.endings.get(standing.state.scene) or scenario.scenes[standing.state.scene]
    latest = told[-1] if told and told[-1].choice else None
    said = latest.choice if latest else None
    lines = sum(one.choice is not None for one in told)
    kind = _kind(scenario, standing)
    return ScenePage(
        attempt=standing.attempt,
        title=scenario.title,
        turn=standing.turn,
        scene=place.id,
        kind=kind,
        heading=inline(place.heading),
        words=in_words(scenario, place.parts),
        choices=tuple(map(as_line, shown_now(scenario, standing.attempt, standing.state))),
        number=lines + (kind is Kind.CHOICES),
        of=_longest(scenario, lines),
        last=as_line(said) if said else None,
        now=inline(said.now) if said else NOTHING,
        around=movements(said, latest) if said and latest else (),
        so_far=moments(scenario, told),
        can_take_back=lines > 0 and not standing.is_finished and not evidence.has_taken_back,
    )


def moments(scenario: Scenario, told: Sequence[Told]) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            heading=inline(one.scene.heading),
            words=in_words(scenario, one.scene.parts),
            line=as_line(one.choice) if one.choice else None,
            now=inline(one.choice.now) if one.choice else NOTHING,
        )
        for one in told
    )


def as_line(choice: Choice) -> Line:
    return Line(choice.id, inline(choice.text), is_speech(choice))


def _kind(scenario: Scenario, standing: Standing) -> Kind:
    if standing.state.scene in scenario.endings:
        return Kind.ENDING
    return Kind.ROUTES if scenario.scenes[standing.state.scene].routes else Kind.CHOICES


def _longest(scenario: Scenario, lines: int) -> int:
    limits = limits_of(scenario)
    return max(limits.longest, lines) if limits else 0
