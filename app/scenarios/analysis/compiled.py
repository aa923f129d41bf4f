"""A scenario as whole numbers, so that a million states can be walked while somebody waits.

A state is the number of its scene and one integer, the key. The key's lowest bits are marks: one per flag
that is set, one per `once` choice that is used. Above them lies a field of 24 bits for each chair whose
total some condition can still test. A move then changes a key by one mask, one `or` and one addition.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.scenarios.scenario import CHAIRS, Chair, Choice, Scenario, Totals

FIELD = 24
ZERO = 1 << (FIELD - 1)  # stands for a total of 0, so that a field never falls below nothing
FULL = (1 << FIELD) - 1


@dataclass(frozen=True, slots=True)
class Gate:
    """A chair's total must lie between two numbers; `shift` is where its field begins."""

    chair: Chair
    shift: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A choice, or a route (None), with what it asks of a key and what it does to it."""

    choice: Choice | None
    scene: int
    position: int
    target: int
    tested: int
    wanted: int
    gates: tuple[Gate, ...]
    keep: int
    gain: int
    numbers: Totals

    def holds(self, key: int) -> bool:
        return key & self.tested == self.wanted and all(
            gate.low <= (key >> gate.shift & FULL) <= gate.high for gate in self.gates
        )

    def after(self, key: int) -> int:
        return (key & self.keep) + self.gain


@dataclass(frozen=True, slots=True)
class Place:
    """A scene or an ending. `guarded`: what it offers depends on the key. `loops`: it may come back."""

    id: str
    ending: bool
    moves: tuple[Move, ...]
    guarded: bool
    routed: bool
    loops: bool
    live: frozenset[Chair]

    def offered(self, key: int) -> tuple[Move, ...]:
        if not self.guarded:
            return self.moves
        held = tuple(move for move in self.moves if move.holds(key))
        return held[:1] if self.routed else held


@dataclass(frozen=True, slots=True)
class Marks:
    """Which bit of a key stands for which flag and which `once` choice (scene, choice)."""

    flags: dict[str, int]
    used: dict[tuple[str, str], int]

    @property
    def width(self) -> int:
        return len(self.flags) + len(self.used)

    def shift(self, chair: Chair) -> int:
        return self.width + FIELD * CHAIRS.index(chair)

    def of(self, flags: Iterable[str], used: Iterable[tuple[str, str]] = ()) -> int:
        """Flags that nothing names leave no mark: nothing can tell them apart."""
        bits = [self.flags[flag] for flag in flags if flag in self.flags]
        return sum(bits) + sum(self.used[choice] for choice in used)

    def totals(self, totals: Totals, live: Collection[Chair]) -> int:
        return sum((totals.of(chair) + ZERO) << self.shift(chair) for chair in live)


@dataclass(frozen=True, slots=True)
class Compiled:
    scenario: Scenario
    places: tuple[Place, ...]
    number: dict[str, int]
    marks: Marks

    @property
    def start(self) -> tuple[int, int]:
        scene = self.number[self.scenario.start]
        return scene, self.key(scene, (), (), Totals())

    @property
    def all_marks(self) -> int:
        return (1 << self.marks.width) - 1

    def key(self, scene: int, flags: Iterable[str], used: Iterable[tuple[str, str]], totals: Totals) -> int:
        return self.marks.of(flags, used) + self.marks.totals(totals, self.places[scene].live)
