"""What play can reach in a scenario whose scenes come back, so that all its faults are named at once.

A loop that only a total ends has no last state to wait for. Around loops each total is therefore held inside
a window that reaches well beyond every number a condition names, and the walk ends.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.scenarios.analysis.compiled import FULL, ZERO, Compiled, Move
from app.scenarios.analysis.cycles import endless_states, returning_states

LIMIT = 50_000  # states; past it the loop is named and nothing else is claimed
MARGINS = (24, 9, 3)  # of totals on either side: the widest that stays within the limit


@dataclass(frozen=True)
class Loops:
    reached: frozenset[str]
    taken: frozenset[tuple[str, int]]
    stuck: frozenset[str]
    endless: frozenset[str]
    returning: frozenset[str]


def find_loops(compiled: Compiled, scene: int) -> Loops:
    """What is known of a scenario in which `scene` was seen to come back."""
    for margin in MARGINS:
        walk = _Walk(compiled, _window(compiled, margin))
        if walk.run():
            return walk.loops()
    return _unknown(compiled, scene)


def _unknown(compiled: Compiled, scene: int) -> Loops:
    """Too much to walk: every scene and choice gets the benefit of the doubt."""
    places = compiled.places
    return Loops(
        reached=frozenset(place.id for place in places),
        taken=frozenset((place.id, move.position) for place in places for move in place.moves),
        stuck=frozenset(),
        endless=frozenset(),
        returning=frozenset({places[scene].id}),
    )


def _window(compiled: Compiled, margin: int) -> dict[int, tuple[int, int]]:
    """For each tested chair's field the lowest and the highest total worth telling apart."""
    edges: dict[int, list[int]] = {}
    for move in (move for place in compiled.places for move in place.moves):
        for gate in move.gates:
            named = [edge for edge in (gate.low, gate.high) if 0 < edge < FULL]
            edges.setdefault(gate.shift, [ZERO]).extend(named)
    return {shift: (min(named) - margin, max(named) + margin) for shift, named in edges.items()}


@dataclass
class _Walk:
    compiled: Compiled
    window: dict[int, tuple[int, int]]
    scenes: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    moves: list[tuple[Move, ...]] = field(default_factory=list)
    targets: list[list[int]] = field(default_factory=list)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)

    def run(self) -> bool:
        """False where there is more to walk than the limit allows."""
        self._number(*self.compiled.start)
        while self.waiting and len(self.scenes) <= LIMIT:
            state = self.waiting.popleft()
            key = self.keys[state]
            moves = self.compiled.places[self.scenes[state]].offered(key)
            self.moves.append(moves)
            self.targets.append([self._number(move.target, move.after(key)) for move in moves])
        return not self.waiting

    def _number(self, scene: int, key: int) -> int:
        key = self._held(scene, key)
        number = self.numbers.setdefault((scene, key), len(self.scenes))
        if number == len(self.scenes):
            self.scenes.append(scene)
            self.keys.append(key)
            self.waiting.append(number)
        return number

    def _held(self, scene: int, key: int) -> int:
        for chair in self.compiled.places[scene].live:
            shift = self.compiled.marks.shift(chair)
            low, high = self.window[shift]
            total = key >> shift & FULL
            key += (min(max(total, low), high) - total) << shift
        return key

    def loops(self) -> Loops:
        places = self.compiled.places
        ends = [places[scene].ending for scene in self.scenes]
        states = range(len(self.scenes))
        stuck = [state for state in states if not self.moves[state] and not ends[state]]
        labels = [
            (scene, key & self.compiled.all_marks) for scene, key in zip(self.scenes, self.keys, strict=True)
        ]
        return Loops(
            reached=self._ids(states),
            taken=frozenset((places[move.scene].id, move.position) for moves in self.moves for move in moves),
            stuck=self._ids(stuck),
            endless=self._ids(endless_states(ends, self.targets)),
            returning=self._ids(returning_states(labels, self.targets)),
        )

    def _ids(self, states: Iterable[int]) -> frozenset[str]:
        return frozenset(self.compiled.places[self.scenes[state]].id for state in states)
