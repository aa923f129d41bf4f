"""What the reader of one file notes on its way: faults, and what can be judged only at the file's end."""

from dataclasses import dataclass, field

from app.content.problem import Problem


@dataclass
class Findings:
    """`targets`, `flags_tested`: (name, line). `flags_set`: what any choice sets, faulty ones too."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    targets: list[tuple[str, int]] = field(default_factory=list)
    flags_tested: list[tuple[str, int]] = field(default_factory=list)
    flags_set: set[str] = field(default_factory=set)

    def fault(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, code, message))
