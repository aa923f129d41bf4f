"""The board of one scenario: its decisions as a group took them, the most divided first. It knows no names.

It is made to be shown to the group, so that it has to protect colleagues from each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.board.questions import Taken, questions
from app.board.served import Move, Served, moves, served
from app.content.wording import counted
from app.practice.decisions.statistics import FEWEST, Decision, Play, decisions
from app.practice.play.scene_html import RenderedPart, inline, render_parts
from app.scenarios.scenario import Choice, Scenario

OPEN = 10
"""Decisions that stand open; the others are folded."""


@dataclass(frozen=True)
class BoardLine:
    """A line that could be said, `number` counted from 1; `percent` is of those who came to the scene."""

    id: str
    number: int
    html: Markup
    words: str
    people: int
    percent: float
    debrief: Markup
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class BoardDecision:
    """`asked` is what was said last before somebody had to answer, None where nobody spoke; `before` the rest."""

    scene: str
    heading: Markup
    asked: RenderedPart | None
    before: tuple[RenderedPart, ...]
    people: int
    lines: tuple[BoardLine, ...]
    served: tuple[Served, ...]
    questions: tuple[str, ...] = ()

    @property
    def crowd(self) -> str:
        """“twelve people”."""
        return counted(self.people, "person", many="people")

    @property
    def title(self) -> Markup:
        return self.asked.html if self.asked else self.heading


@dataclass(frozen=True)
class Board:
    """`people` is how many first whole runs it stands on."""

    people: int
    decisions: tuple[BoardDecision, ...]

    @property
    def has_enough(self) -> bool:
        return self.people >= FEWEST


def board(scenario: Scenario, plays: Sequence[Play]) -> Board:
    found = [_decision(scenario, one) for one in divided(scenario, plays)]
    asked = questions(_taken(scenario, one) for one in found)
    return Board(
        len(plays),
        tuple(replace(one, questions=two) for one, two in zip(found, asked, strict=True)),
    )


def _taken(scenario: Scenario, one: BoardDecision) -> Taken:
    choices = {choice.id: choice for choice in scenario.scenes[one.scene].choices}
    speaker = one.asked.speaker if one.asked else None
    return Taken(
        [choices[line.id] for line in one.lines],
        [line.people for line in one.lines],
        speaker.name if speaker else "",
    )


def divided(scenario: Scenario, plays: Sequence[Play]) -> list[Decision]:
    """Where people had a choice and enough came to, the most divided first, then as the file has them."""
    scenes = {
        scene.id: [choice.id for choice in scene.choices]
        for scene in scenario.scenes.values()
        if len(scene.choices) > 1
    }
    return sorted(decisions(plays, scenes).values(), key=lambda one: -(one.division or 0.0))


def _decision(scenario: Scenario, met: Decision) -> BoardDecision:
    """The line that most said comes first, so that numbers on the board say nothing about the file."""
    scene = scenario.scenes[met.scene]
    choices = sorted(scene.choices, key=lambda choice: -met.counts[choice.id])
    before, asked = _asked(render_parts(scenario, scene.parts))
    return BoardDecision(
        scene=scene.id,
        heading=inline(scene.heading),
        asked=asked,
        before=before,
        people=met.people,
        lines=tuple(_line(number, choice, met) for number, choice in enumerate(choices, 1)),
        served=served(choices),
    )


def _asked(parts: Sequence[RenderedPart]) -> tuple[tuple[RenderedPart, ...], RenderedPart | None]:
    """The last words that somebody spoke, and all the rest in its order."""
    spoken = [place for place, part in enumerate(parts) if part.speaker]
    if not spoken:
        return tuple(parts), None
    last = spoken[-1]
    return (*parts[:last], *parts[last + 1 :]), parts[last]


def _line(number: int, choice: Choice, met: Decision) -> BoardLine:
    people = met.counts[choice.id]
    return BoardLine(
        id=choice.id,
        number=number,
        html=inline(choice.text),
        words=choice.words,
        people=people,
        percent=round(100 * people / met.people, 2),
        debrief=inline(choice.debrief),
        moves=moves(choice),
    )
