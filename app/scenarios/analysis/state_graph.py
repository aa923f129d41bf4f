"""Every state that play can reach, and where each choice leads: what all exact analysis stands on.

States are numbered so that whatever can follow a state has a lower number than the state itself. Going up
through the numbers therefore meets the end of every path before its beginning, without recursion.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.scenarios.analysis.compiled import Compiled, Move
from app.scenarios.analysis.compiler import compile_scenario
from app.scenarios.analysis.cycles import returning_states
from app.scenarios.analysis.loops import Loops, find_loops
from app.scenarios.scenario import Scenario, Totals

STATES = 2_000_000
OPEN = -1

Moves = tuple[Move, ...]
Targets = tuple[int, ...]


class TooLarge(Exception):
    """The analysis would pass its budget; says what there was too much of."""


class Cyclic(Exception):
    """A scene comes back (E035), so that paths need not end and nothing can be added up."""


@dataclass(frozen=True)
class Graph:
    """`scenes`, `moves` and `targets` run over the states; the start is the last of them.

    The sets name scenes and endings by id. `taken` holds (scene, position of the choice or route).
    `stuck`: every choice hidden. `endless`: no way to an ending, only round and round. `returning`: comes
    back with the same flags and used choices; where there is one, no states are kept.
    """

    compiled: Compiled
    scenes: list[int]
    moves: list[Moves]
    targets: list[Targets]
    numbers: list[dict[int, int]]
    reached: frozenset[str]
    taken: frozenset[tuple[str, int]]
    stuck: frozenset[str]
    endless: frozenset[str] = frozenset()
    returning: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.scenes)

    @property
    def scenario(self) -> Scenario:
        return self.compiled.scenario

    @property
    def start(self) -> int:
        return len(self.scenes) - 1

    def place(self, state: int) -> str:
        """The id of the scene or ending that the state is in."""
        return self.compiled.places[self.scenes[state]].id

    def state(
        self, scene: str, totals: Totals, flags: frozenset[str], used: frozenset[tuple[str, str]]
    ) -> int:
        """The number of a state of play; KeyError where no path leads to it."""
        place = self.compiled.number[scene]
        return self.numbers[place][self.compiled.key(place, flags, used, totals)]

    def steps(self) -> Iterator[tuple[Moves, Targets]]:
        """For each state, from the endings up to the start, what it offers and the states these lead to."""
        if self.returning:
            raise Cyclic(", ".join(sorted(self.returning)))
        return zip(self.moves, self.targets, strict=True)

    def downwards(self) -> Iterator[tuple[int, Moves, Targets]]:
        """Each state with what it offers and where that leads, from the start down to the endings."""
        if self.returning:
            raise Cyclic(", ".join(sorted(self.returning)))
        states = range(len(self) - 1, -1, -1)
        return zip(states, reversed(self.moves), reversed(self.targets), strict=True)


def explore(scenario: Scenario, *, budget: int = STATES) -> Graph:
    """Walks every playable path. Ends on scenarios with loops too; raises TooLarge past `budget` states."""
    compiled = compile_scenario(scenario)
    walk = _Walk(compiled, budget)
    scene = walk.run()
    if scene is None:
        scene = _returning_unseen(compiled, walk)
    return _graph(compiled, walk) if scene is None else _looping(compiled, find_loops(compiled, scene))


def _returning_unseen(compiled: Compiled, walk: "_Walk") -> int | None:
    """A scene that comes back with other totals, by way of states that were walked before it."""
    if not any(place.loops and place.live for place in compiled.places):
        return None
    labels = [(scene, key & compiled.all_marks) for scene, key in zip(walk.scenes, walk.keys, strict=True)]
    return next((walk.scenes[state] for state in returning_states(labels, walk.targets)), None)


def _graph(compiled: Compiled, walk: "_Walk") -> Graph:
    places = compiled.places
    reached = set(walk.scenes)
    taken = {(places[move.scene].id, move.position) for moves in walk.shared for move in moves}
    stuck = {
        places[scene].id
        for scene, moves in zip(walk.scenes, walk.moves, strict=True)
        if not moves and not places[scene].ending
    }
    return Graph(
        compiled,
        walk.scenes,
        walk.moves,
        walk.targets,
        walk.numbers,
        frozenset(places[scene].id for scene in reached),
        frozenset(taken),
        frozenset(stuck),
    )


def _looping(compiled: Compiled, loops: Loops) -> Graph:
    return Graph(
        compiled, [], [], [], [], loops.reached, loops.taken, loops.stuck, loops.endless, loops.returning
    )


@dataclass(slots=True)
class _Frame:
    scene: int
    key: int
    moves: Moves
    following: list[tuple[int, int]]
    ahead: Iterator[tuple[int, int]]


@dataclass
class _Walk:
    """Depth first; a state gets its number after all that follows it. Stops where a scene comes back."""

    compiled: Compiled
    budget: int
    scenes: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    moves: list[Moves] = field(default_factory=list)
    targets: list[Targets] = field(default_factory=list)
    shared: dict[Moves, Moves] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers: list[dict[int, int]] = [{} for _ in self.compiled.places]
        self.marks = self.compiled.all_marks
        self.open: set[tuple[int, int]] = set()
        self.path: list[_Frame] = []
        self.count = 0

    def run(self) -> int | None:
        """The number of a scene that comes back on the path just walked; None where every path ends."""
        scene, key = self.compiled.start
        returning = self._enter(scene, key)
        while self.path and returning is None:
            for scene, key in self.path[-1].ahead:
                if key not in self.numbers[scene]:
                    returning = self._enter(scene, key)
                    break
            else:
                self._leave()
        return returning

    def _enter(self, scene: int, key: int) -> int | None:
        self.count += 1
        if self.count > self.budget:
            raise TooLarge(f"more than {self.budget:,} states")
        place = self.compiled.places[scene]
        offered = place.offered(key)
        moves = self.shared.setdefault(offered, offered)
        following = [(move.target, move.after(key)) for move in moves]
        self.numbers[scene][key] = OPEN
        self.path.append(_Frame(scene, key, moves, following, iter(following)))
        if place.loops:
            self.open.add((scene, key & self.marks))
            return next((to for to, then in following if (to, then & self.marks) in self.open), None)
        return None

    def _leave(self) -> None:
        frame = self.path.pop()
        self.numbers[frame.scene][frame.key] = len(self.scenes)
        self.scenes.append(frame.scene)
        self.keys.append(frame.key)
        self.moves.append(frame.moves)
        self.targets.append(tuple([self.numbers[scene][key] for scene, key in frame.following]))
        self.open.discard((frame.scene, frame.key & self.marks))
