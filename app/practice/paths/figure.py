"""The graph as the page shows it: the drawing’s lines with their words, shares and the note that opens on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.content.chair import chair_name
from app.content.wording import signed
from app.practice.decisions.statistics import Decision
from app.practice.paths.graph_layout.drawing import BADGE, Box, Drawing, Line
from app.practice.paths.scene_listing import AuthoredLine, AuthoredScene
from app.scenarios.scenario import CHAIRS

NOTE_WIDTH, NOTE_LINE, NOTE_PAD = 236, 20, 12
LETTERS = 14  # of an id, before it is cut short
THIN, THICK = 1.5, 7.5


@dataclass(frozen=True)
class DrawnLine:
    """`words` say all of it in one sentence; `note` the same in short lines, opening at (`note_x`, `note_y`)."""

    drawn: Line
    letter: str
    anchor: str
    words: str
    note: tuple[str, ...]
    note_x: float
    note_y: float
    thickness: float


@dataclass(frozen=True)
class Figure:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[DrawnLine, ...]
    unreached: frozenset[str]


def figure(
    drawing: Drawing,
    scenes: Sequence[AuthoredScene],
    crowd: Mapping[str, Decision],
    unreached: frozenset[str] = frozenset(),
) -> Figure:
    by_id = {scene.id: scene for scene in scenes}
    lines = tuple(
        _drawn(line, by_id[line.scene].lines[line.position], crowd.get(line.scene), drawing)
        for line in drawing.lines
    )
    return Figure(drawing.width, drawing.height, drawing.boxes, lines, unreached)


def _drawn(line: Line, said: AuthoredLine, met: Decision | None, drawing: Drawing) -> DrawnLine:
    share = met.shares[said.key] if met else None
    note = tuple(_note(said, share, met))
    tall = NOTE_PAD + NOTE_LINE * len(note)
    below = line.y + BADGE / 2 + 4
    return DrawnLine(
        drawn=line,
        letter=said.letter,
        anchor=said.anchor,
        words=f"{said.letter}: {line.scene} to {line.target}. {'. '.join(note[1:])}.",
        note=note,
        note_x=round(min(max(line.x - NOTE_WIDTH / 2, 4), drawing.width - NOTE_WIDTH - 4), 1),
        note_y=round(below if below + tall < drawing.height else line.y - BADGE / 2 - 4 - tall, 1),
        thickness=THIN if share is None else round(THIN + (THICK - THIN) * share, 1),
    )


def _note(said: AuthoredLine, share: float | None, met: Decision | None) -> list[str]:
    note = [f"{said.letter}  {cut(said.name)} → {cut(said.target)}"]
    if said.numbers is None:
        note.append("A route: nobody moves")
    else:
        moved = [f"{chair_name(chair)} {signed(said.numbers.of(chair))}" for chair in CHAIRS]
        note += [", ".join(moved[:2]), ", ".join(moved[2:])]
    if share is not None and met:
        note.append(f"{share:.0%} of {met.people} people")
    return note


def cut(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"
