"""Every path of a scenario played one by one through the engine: slow, plain, and what analysis must equal."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.scenarios import engine
from app.scenarios.engine import State
from app.scenarios.scenario import CHAIRS, Chair, Scenario, Totals


@dataclass(frozen=True)
class Path:
    """`states`: each scene on the way with what was taken there (a choice's id; None for a Continue)."""

    states: tuple[tuple[State, str | None], ...]
    end: State
    probability: Fraction
    decisions: int

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(f"{state.scene}/{taken}" for state, taken in self.states if taken is not None)

    @property
    def steps(self) -> list[str | None]:
        return [taken for _, taken in self.states]


def every_path(scenario: Scenario, limit: int = 1_000_000) -> list[Path] | None:
    """None where there are more than `limit`."""
    found: list[Path] = []
    waiting = [Path((), engine.start(scenario), Fraction(1), 0)]
    while waiting:
        path = waiting.pop()
        if engine.is_finished(scenario, path.end):
            found.append(path)
        waiting += _onwards(scenario, path)
        if len(found) + len(waiting) > limit:
            return None
    return found


def _onwards(scenario: Scenario, path: Path) -> Iterator[Path]:
    here = path.end
    choices = engine.offered(scenario, here)
    for taken in choices:
        yield Path(
            (*path.states, (here, taken.id)),
            engine.choose(scenario, here, taken.id),
            path.probability / len(choices),
            path.decisions + (len(choices) > 1),
        )
    if engine.route(scenario, here):
        then = engine.proceed(scenario, here)
        yield Path((*path.states, (here, None)), then, path.probability, path.decisions)


Ranges = dict[Chair, tuple[int, int]]


def ranges_of(paths: list[Path]) -> Ranges:
    columns = zip(*(path.end.totals for path in paths), strict=True)
    return {chair: (min(column), max(column)) for chair, column in zip(CHAIRS, columns, strict=True)}


def bars(totals: Totals, ranges: Ranges) -> list[Fraction]:
    """The tested chairs' bars from 0 to 1, lowest first."""
    tested = [(totals.of(chair), *ranges[chair]) for chair in CHAIRS if ranges[chair][0] < ranges[chair][1]]
    return sorted(Fraction(total - low, high - low) for total, low, high in tested)


def dominated(one: Totals, others: set[Totals]) -> bool:
    return any(other != one and all(map(int.__ge__, other, one)) for other in others)


def finals_by_state(paths: list[Path]) -> dict[State, set[Totals]]:
    """For every state of play, the final totals of the paths through it."""
    finals: dict[State, set[Totals]] = {}
    for path in paths:
        for state in (*(state for state, _ in path.states), path.end):
            finals.setdefault(state, set()).add(path.end.totals)
    return finals
