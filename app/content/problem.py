"""What is wrong in a content file: the one shape in which lessons and scenarios report it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_WORD = 80
MOST_NAMES = 300  # more take longer to compare than a hint is worth


@dataclass(frozen=True, order=True)
class Problem:
    """One fault. `line` counts from 1; `code` is stable, `message` says what to do about it."""

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"

    @property
    def is_error(self) -> bool:
        """W### and L9## are warnings: the file can be used."""
        return not self.code.startswith(("W", "L9"))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def quoted(value: object) -> str:
    """What the author wrote, short enough for one line of a report."""
    text = " ".join(str(value).split())
    text = "".join(letter if letter.isprintable() else "�" for letter in text[: LONGEST_WORD + 1])
    return f"“{text}”" if len(text) <= LONGEST_WORD else f"“{text[:LONGEST_WORD]}…”"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with a leading space, or nothing where no known name is near."""
    names = list(known)
    if len(word) > LONGEST_WORD or len(names) > MOST_NAMES:
        return ""
    near = get_close_matches(word, names, n=1)
    return f" (did you mean “{near[0]}”?)" if near else ""
