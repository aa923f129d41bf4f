"""What of a board goes on a sheet of two A4 pages: the decisions on the first, what each line did on the second.

A page is counted in rows of type. Words are cut where they are longer than a sheet can carry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from app.board.board import Board, BoardDecision, BoardLine

ROWS = 46  # that decisions may take of each page, below its title
ACROSS = 92  # characters in a row, as the type is set
LINE_ACROSS = 84  # in a row of a line, which is indented
LONGEST_QUESTION, LONGEST_LINE, LONGEST_DEBRIEF = 220, 200, 260  # characters
MOST_LINES = 6
TITLE, WRITING, GAP = 1, 3, 1  # rows of a decision: who speaks, to write upon, below it


@dataclass(frozen=True)
class SheetLine:
    line: BoardLine
    words: str
    debrief: str


@dataclass(frozen=True)
class SheetDecision:
    decision: BoardDecision
    title: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class Sheet:
    """`left_out` counts decisions that are on the board and not here."""

    decisions: tuple[SheetDecision, ...]
    left_out: int


def sheet(board: Board) -> Sheet:
    """The most divided ones, as many as both pages hold; the first of them always."""
    fitting = tuple(_fitting([_decision(one) for one in board.decisions]))
    return Sheet(fitting, len(board.decisions) - len(fitting))


def _fitting(decisions: Sequence[SheetDecision]) -> Iterator[SheetDecision]:
    front = back = 0
    for place, one in enumerate(decisions):
        front, back = front + front_rows(one), back + back_rows(one)
        if place and max(front, back) > ROWS:
            return
        yield one


def _decision(decision: BoardDecision) -> SheetDecision:
    lines = decision.lines[:MOST_LINES]
    return SheetDecision(
        decision,
        cut(decision.title.striptags(), LONGEST_QUESTION),
        tuple(
            SheetLine(line, cut(line.words, LONGEST_LINE), cut(line.debrief.striptags(), LONGEST_DEBRIEF))
            for line in lines
        ),
    )


def front_rows(one: SheetDecision) -> int:
    asked = sum(_rows(question, ACROSS) for question in one.decision.questions)
    said = sum(_rows(line.words, LINE_ACROSS) for line in one.lines)
    return TITLE + _rows(one.title, ACROSS) + said + asked + WRITING + GAP


def back_rows(one: SheetDecision) -> int:
    """Each line has its number and its debrief, and a row for the four chairs."""
    return TITLE + sum(_rows(line.debrief, LINE_ACROSS) + 1 for line in one.lines) + 1 + GAP


def _rows(text: str, across: int) -> int:
    return max(1, ceil(len(text) / across))


def cut(text: str, longest: int) -> str:
    """At a space, where it has to be."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"
