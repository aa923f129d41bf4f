"""A replay beside the attempt it came from: where they part, and what each chair got."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from markupsafe import Markup

from app.content.wording import counted, number_word
from app.practice.attempts.attempt import Step
from app.practice.debrief.debrief import Debrief, DebriefLine
from app.scenarios.scenario import CHAIRS, Chair, Totals


@dataclass(frozen=True)
class Path:
    """One of the two, from where they part on."""

    attempt: str
    lines: tuple[DebriefLine, ...]
    ending: Markup


@dataclass(frozen=True)
class Difference:
    """One chair’s total in both."""

    chair: Chair
    before: int
    now: int

    @property
    def by(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class TwoPaths:
    """`shared` are the lines that both have in common."""

    shared: tuple[DebriefLine, ...]
    before: Path
    now: Path
    rows: tuple[Difference, ...]
    words: str


def two_paths(before: Debrief, now: Debrief) -> TwoPaths:
    steps, earlier = now.transcript.evidence.steps, before.transcript.evidence.steps
    shared = sum(step.choice is not None for step in steps[: parting(earlier, steps)])
    rows = differences(before.transcript.standing.state.totals, now.transcript.standing.state.totals)
    return TwoPaths(
        shared=now.lines[:shared],
        before=_path(before, shared),
        now=_path(now, shared),
        rows=rows,
        words=difference_words(rows),
    )


def parting(before: Sequence[Step], now: Sequence[Step]) -> int:
    """How many steps both have in common from the beginning on."""
    pairs = zip(before, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _same(*pair), pairs))


def _same(one: Step, other: Step) -> bool:
    return (one.scene, one.choice) == (other.scene, other.choice)


def differences(before: Totals, now: Totals) -> tuple[Difference, ...]:
    return tuple(Difference(chair, before.of(chair), now.of(chair)) for chair in CHAIRS)


def _path(debrief: Debrief, shared: int) -> Path:
    return Path(debrief.transcript.standing.attempt, debrief.lines[shared:], debrief.heading)


def difference_words(rows: Sequence[Difference]) -> str:
    """“Two chairs got more this time, one got less.”"""
    more = sum(row.by > 0 for row in rows)
    less = sum(row.by < 0 for row in rows)
    if not more and not less:
        return "All four ended where they did before."
    if not less:
        return f"{counted(more, 'chair')} got more this time.".capitalize()
    if not more:
        return f"{counted(less, 'chair')} got less this time.".capitalize()
    return f"{counted(more, 'chair')} got more this time, {number_word(less)} got less.".capitalize()
