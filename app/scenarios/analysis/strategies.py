"""What the test-wise try: rules that play a whole path without reading for meaning."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.scenarios.analysis.state_graph import Graph
from app.scenarios.scenario import Choice, Totals

POLITE = re.compile(r"\b(sorry|apologi[sz]e|apologies|please|understand|thanks?)\b", re.IGNORECASE)

Rule = Callable[[Choice], int]


def _longest(choice: Choice) -> int:
    return len(choice.words)


def _first(_: Choice) -> int:
    return 0


def _apologetic(choice: Choice) -> int:
    return len(POLITE.findall(choice.words))


def _customer_pleaser(choice: Choice) -> int:
    return choice.numbers.customer


STRATEGIES: dict[str, Rule] = {
    "longest": _longest,
    "first": _first,
    "apologetic": _apologetic,
    "customer-pleaser": _customer_pleaser,
}


@dataclass(frozen=True)
class Play:
    totals: Totals
    ending: str
    path: tuple[str, ...]


def play(graph: Graph, rule: Rule) -> Play:
    """The path on which every choice is the offered one with the most by the rule, the first of equals."""
    state, totals, path = graph.start, Totals(), []
    while graph.moves[state]:
        moves = graph.moves[state]
        choices = [move.choice for move in moves if move.choice]
        best = 0
        if choices:
            best = choices.index(max(choices, key=rule))
            path.append(f"{graph.place(state)}/{choices[best].id}")
        totals = totals.plus(moves[best].numbers)
        state = graph.targets[state][best]
    return Play(totals, graph.place(state), tuple(path))
