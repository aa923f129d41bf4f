"""What an edit does to the score: two versions of a scenario side by side, paths counted by their choices."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.content.wording import counted
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.ranges import Ranges
from app.scenarios.analysis.state_graph import STATES, Graph, TooLarge
from app.scenarios.scenario import CHAIRS, Chair

Pair = tuple[int, int]


@dataclass(frozen=True)
class Differences:
    before: Ranges
    after: Ranges
    paths_gone: int
    paths_new: int
    endings_gone: tuple[str, ...]
    endings_new: tuple[str, ...]

    def sentences(self) -> list[str]:
        """“customer’s highest 6 → 8”, “two paths gone”; empty where the score is as it was."""
        return [*self._ranges(), *self._paths(), *self._endings()]

    def summary(self) -> str:
        return "; ".join(self.sentences()) or "the score is as it was"

    def _ranges(self) -> Iterator[str]:
        for chair in CHAIRS:
            before, after = self.before[chair], self.after[chair]
            for name, old, new in (("lowest", before.low, after.low), ("highest", before.high, after.high)):
                if old != new:
                    yield f"{_of(chair)} {name} {_number(old)} → {_number(new)}"

    def _paths(self) -> Iterator[str]:
        for count, what in ((self.paths_gone, "gone"), (self.paths_new, "new")):
            if count:
                yield f"{counted(count, 'path')} {what}"

    def _endings(self) -> Iterator[str]:
        for endings, what in ((self.endings_gone, "gone"), (self.endings_new, "new")):
            for ending in endings:
                yield f"ending “{ending}” {what}"


def compare(old: Analysis, new: Analysis, *, budget: int = STATES) -> Differences:
    """Raises TooLarge where the two versions together pass the budget of states."""
    shared = shared_paths(old.graph, new.graph, budget)
    before, after = old.scenario.endings, new.scenario.endings
    return Differences(
        old.ranges,
        new.ranges,
        old.paths - shared,
        new.paths - shared,
        tuple(ending for ending in before if ending not in after),
        tuple(ending for ending in after if ending not in before),
    )


def shared_paths(old: Graph, new: Graph, budget: int = STATES) -> int:
    """The number of complete paths, as sequences of scene and choice, that both versions have."""
    start = _choosing(old, old.start), _choosing(new, new.start)
    counts: dict[Pair, int] = {}
    stack = [start]
    while stack:
        pair = stack[-1]
        following = _following(old, new, pair)
        waiting = [step for step in following if step not in counts]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        counts[pair] = sum(counts[step] for step in following) + _both_end(old, new, pair)
        if len(counts) > budget:
            raise TooLarge(f"more than {budget:,} pairs of states")
    return counts[start]


def _following(old: Graph, new: Graph, pair: Pair) -> list[Pair]:
    one, other = pair
    if old.place(one) != new.place(other):
        return []
    before, after = _choices(old, one), _choices(new, other)
    both = [choice for choice in before if choice in after]
    return [(_choosing(old, before[choice]), _choosing(new, after[choice])) for choice in both]


def _choices(graph: Graph, state: int) -> dict[str, int]:
    """The choices offered, by id, and the states they lead to."""
    moves = zip(graph.moves[state], graph.targets[state], strict=True)
    return {move.choice.id: target for move, target in moves if move.choice}


def _both_end(old: Graph, new: Graph, pair: Pair) -> bool:
    return not old.moves[pair[0]] and not new.moves[pair[1]]


def _choosing(graph: Graph, state: int) -> int:
    """The state after every Continue: the next that offers choices, or an ending."""
    while graph.moves[state] and not graph.moves[state][0].choice:
        state = graph.targets[state][0]
    return state


def _of(chair: Chair) -> str:
    return f"{chair}’" if chair.endswith("s") else f"{chair}’s"


def _number(number: int) -> str:
    return str(number).replace("-", "−")
