"""Collects what is wrong in one file, so that a reader can go on and name every fault at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from app.content.problem import Problem, has_errors

SHOWN = 60  # characters of a faulty text that a message repeats


@dataclass
class Faults:
    """`body_line` is the file's line on which the body begins; nodes count their lines from there."""

    path: str
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return has_errors(self.problems)

    def line(self, node: SyntaxTreeNode) -> int:
        return self.body_line + (node.map[0] if node.map else 0)

    def add(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, code, message))

    def at(self, node: SyntaxTreeNode, code: str, message: str) -> None:
        self.add(self.line(node), code, message)


def name_duplicates(given: Iterable[tuple[str, int]], faults: Faults) -> None:
    """Of ids and their lines, the second and each later use of one id is a fault."""
    first: dict[str, int] = {}
    for an_id, line in sorted(given, key=lambda pair: pair[1]):
        if an_id in first:
            faults.add(line, "L131", f"the id “{shown(an_id)}” is used already, on line {first[an_id]}")
        first.setdefault(an_id, line)


def id_advice(text: str) -> str:
    return f"“{shown(text)}” is no id: use lowercase words joined by hyphens"


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
