"""Strongly connected components (Tarjan 1972), without recursion: a graph may be thousands of steps deep."""

from collections.abc import Iterator, Sequence

UNSEEN = -1


def components(targets: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups of numbers that reach one another, each group after all groups it leads to."""
    return _Walk(targets).run()


class _Walk:
    def __init__(self, targets: Sequence[Sequence[int]]) -> None:
        self.targets = targets
        self.found = [UNSEEN] * len(targets)
        self.low = [0] * len(targets)
        self.held = [False] * len(targets)
        self.stack: list[int] = []
        self.path: list[tuple[int, Iterator[int]]] = []
        self.groups: list[list[int]] = []
        self.clock = 0

    def run(self) -> list[list[int]]:
        for root in range(len(self.targets)):
            if self.found[root] == UNSEEN:
                self._enter(root)
                while self.path:
                    self._step()
        return self.groups

    def _enter(self, index: int) -> None:
        self.found[index] = self.low[index] = self.clock
        self.clock += 1
        self.held[index] = True
        self.stack.append(index)
        self.path.append((index, iter(self.targets[index])))

    def _step(self) -> None:
        index, ahead = self.path[-1]
        for target in ahead:
            if self.found[target] == UNSEEN:
                self._enter(target)
                return
            if self.held[target]:
                self.low[index] = min(self.low[index], self.found[target])
        self._leave(index)

    def _leave(self, index: int) -> None:
        self.path.pop()
        if self.path:
            before = self.path[-1][0]
            self.low[before] = min(self.low[before], self.low[index])
        if self.low[index] == self.found[index]:
            self.groups.append(self._group(index))

    def _group(self, root: int) -> list[int]:
        group: list[int] = []
        while not group or group[-1] != root:
            group.append(self.stack.pop())
            self.held[group[-1]] = False
        return group


Targets = Sequence[Sequence[int]]


def returning_states(labels: Sequence[tuple[int, int]], targets: Targets) -> list[int]:
    """The states from which some path meets their own label (scene, marks) again.

    Most often no chain of labels closes at all, and the states themselves need not be looked at.
    """
    names: dict[tuple[int, int], int] = {}
    label = [names.setdefault(name, len(names)) for name in labels]
    bits = _on_a_cycle(label, targets, len(names))
    return _meeting(label, targets, bits) if bits else []


def _on_a_cycle(label: list[int], targets: Targets, count: int) -> dict[int, int]:
    """Labels on a cycle of labels, each with a bit of its own: no others can come back."""
    ahead: list[set[int]] = [set() for _ in range(count)]
    for state, following in enumerate(targets):
        ahead[label[state]].update(label[target] for target in following)
    groups = components([sorted(following) for following in ahead])
    cyclic = [group for group in groups if len(group) > 1 or group[0] in ahead[group[0]]]
    return {name: 1 << bit for bit, name in enumerate(name for group in cyclic for name in group)}


def _meeting(label: list[int], targets: Targets, bits: dict[int, int]) -> list[int]:
    met = [0] * len(label)  # for each state, as bits, the labels that can follow it
    for group in components(targets):
        found = 0
        for state in group:
            for target in targets[state]:
                found |= met[target] | bits.get(label[target], 0)
        for state in group:
            met[state] = found
    return [state for state, name in enumerate(label) if met[state] & bits.get(name, 0)]


def endless_states(ends: Sequence[bool], targets: Targets) -> list[int]:
    """The states that lead to no ending (`ends`) and can go round and round."""
    closed = list(ends)
    spinning = [False] * len(ends)
    for group in components(targets):
        ahead = [target for state in group for target in targets[state]]
        closes = any(closed[state] for state in group) or any(closed[target] for target in ahead)
        spins = len(group) > 1 or group[0] in ahead or any(spinning[target] for target in ahead)
        for state in group:
            closed[state], spinning[state] = closes, spins
    return [state for state in range(len(ends)) if spinning[state] and not closed[state]]
