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
