"""Turns a scenario into the numbers of `compiled.py`, once, before anything is walked."""

from collections.abc import Iterator

from app.scenarios.analysis.compiled import FULL, ZERO, Compiled, Gate, Marks, Move, Place
from app.scenarios.analysis.cycles import components
from app.scenarios.scenario import Chair, Choice, Condition, Route, Scenario, Scene, Totals, TotalTerm


def compile_scenario(scenario: Scenario) -> Compiled:
    ids = [*scenario.scenes, *scenario.endings]
    number = {place: index for index, place in enumerate(ids)}
    marks = _marks(scenario)
    places = _Places(scenario, number, marks).places()
    return Compiled(scenario, places, number, marks)


def _items(scene: Scene) -> tuple[Choice | Route, ...]:
    return scene.choices or scene.routes


def _conditions(scene: Scene) -> Iterator[Condition]:
    return (item.condition for item in _items(scene))


def _marks(scenario: Scenario) -> Marks:
    flags: set[str] = set()
    used: list[tuple[str, str]] = []
    for scene in scenario.scenes.values():
        for choice in scene.choices:
            flags |= choice.sets | choice.clears
            if choice.once:
                used.append((scene.id, choice.id))
        for condition in _conditions(scene):
            flags |= {term.flag for term in condition.terms if not isinstance(term, TotalTerm)}
    bit = {name: 1 << index for index, name in enumerate([*sorted(flags), *used])}
    return Marks({flag: bit[flag] for flag in sorted(flags)}, {choice: bit[choice] for choice in used})


class _Places:
    def __init__(self, scenario: Scenario, number: dict[str, int], marks: Marks) -> None:
        self.scenario = scenario
        self.number = number
        self.marks = marks
        self.all_marks = (1 << marks.width) - 1
        self.targets = [[number[item.target] for item in _items(scene)] for scene in scenario.scenes.values()]
        self.targets += [[] for _ in scenario.endings]
        self.live = _live(scenario, self.targets)
        self.loops = _in_a_loop(self.targets)

    def places(self) -> tuple[Place, ...]:
        scenes = [self._place(index, scene) for index, scene in enumerate(self.scenario.scenes.values())]
        endings = [
            Place(ending, True, (), False, False, False, frozenset()) for ending in self.scenario.endings
        ]
        return (*scenes, *endings)

    def _place(self, index: int, scene: Scene) -> Place:
        items = enumerate(_items(scene))
        moves = tuple(self._move(scene, item, index, position) for position, item in items)
        guarded = any(move.tested or move.gates for move in moves) or len(scene.routes) > 1
        return Place(
            scene.id, False, moves, guarded, not scene.choices, self.loops[index], frozenset(self.live[index])
        )

    def _move(self, scene: Scene, item: Choice | Route, index: int, position: int) -> Move:
        target = self.number[item.target]
        tested, wanted = _flag_test(item.condition, self.marks)
        choice = item if isinstance(item, Choice) else None
        numbers = choice.numbers if choice else Totals()
        gain, lost = self._marking(choice) if choice else (0, 0)
        if choice and choice.once:
            bit = self.marks.used[scene.id, choice.id]
            tested, gain, lost = tested | bit, gain | bit, lost | bit
        keep = self.all_marks & ~lost
        for chair in self.live[target]:
            shift = self.marks.shift(chair)
            keep |= FULL << shift
            gain += numbers.of(chair) << shift
        gates = _gates(item.condition, self.marks)
        return Move(choice, index, position, target, tested, wanted, gates, keep, gain, numbers)

    def _marking(self, choice: Choice) -> tuple[int, int]:
        """The flags that are set after the choice, and all whose old state is lost."""
        changed = choice.sets | choice.clears
        return (self.marks.of(choice.sets - choice.clears), self.marks.of(changed)) if changed else (0, 0)


def _live(scenario: Scenario, targets: list[list[int]]) -> list[set[Chair]]:
    """For each place the chairs whose totals a condition there or further on can test."""
    live: list[set[Chair]] = [set() for _ in targets]
    before: list[list[int]] = [[] for _ in targets]
    for index, ahead in enumerate(targets):
        for target in ahead:
            before[target].append(index)
    for index, scene in enumerate(scenario.scenes.values()):
        for condition in _conditions(scene):
            live[index] |= {term.chair for term in condition.terms if isinstance(term, TotalTerm)}
    waiting = [index for index, chairs in enumerate(live) if chairs]
    while waiting:
        index = waiting.pop()
        for earlier in before[index]:
            if not live[index] <= live[earlier]:
                live[earlier] |= live[index]
                waiting.append(earlier)
    return live


def _in_a_loop(targets: list[list[int]]) -> list[bool]:
    loops = [index in ahead for index, ahead in enumerate(targets)]
    for group in components(targets):
        if len(group) > 1:
            for index in group:
                loops[index] = True
    return loops


def _flag_test(condition: Condition, marks: Marks) -> tuple[int, int]:
    """Bits to look at, and what they must be: −1, which no bits are, where a flag is wanted and refused."""
    tested = wanted = refused = 0
    for term in condition.terms:
        if not isinstance(term, TotalTerm):
            bit = marks.flags[term.flag]
            tested |= bit
            wanted, refused = (wanted | bit, refused) if term.wanted else (wanted, refused | bit)
    return tested, -1 if wanted & refused else wanted


def _gates(condition: Condition, marks: Marks) -> tuple[Gate, ...]:
    bounds: dict[Chair, tuple[int, int]] = {}
    for term in condition.terms:
        if isinstance(term, TotalTerm):
            low, high = bounds.get(term.chair, (0, FULL))
            least, most = _interval(term)
            bounds[term.chair] = max(low, least), min(high, most)
    return tuple(Gate(chair, marks.shift(chair), low, high) for chair, (low, high) in bounds.items())


def _interval(term: TotalTerm) -> tuple[int, int]:
    number = ZERO + term.number
    return {
        "<": (0, number - 1),
        "<=": (0, number),
        ">": (number + 1, FULL),
        ">=": (number, FULL),
        "=": (number, number),
    }[term.op]
