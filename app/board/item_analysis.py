"""What first answers say about a question: how hard it is, what tempts people, and whether it tells readers apart.

Facility is the share that answered best. Discrimination is that share among the third of readers who answered most
of their other questions best, less the share in the last third. Source: Kelley, “The selection of upper and lower
groups for the validation of test items”, 1939; with thirds instead of 27%, and by all other questions, so that none
vouches for itself. Of readers who are alike where a third ends, each counts for a part. Nothing is said of fewer
than five people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from app.practice.decisions.statistics import FEWEST, FEWEST_APART

Question = tuple[str, str]
"""The ids of a lesson and of a check in it."""


class FirstAnswer(NamedTuple):
    """What a reader answered first."""

    reader: str
    lesson: str
    check: str
    option: str


class Key(NamedTuple):
    """The options of a check, and the best of them."""

    options: tuple[str, ...]
    best: str


@dataclass(frozen=True, slots=True)
class Thirds:
    """By option, its share among the strong and among the weak readers, 0–1."""

    strong: Mapping[str, float]
    weak: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """`counts` by option. `tempting` is the wrong option that most chose, None where nobody chose one."""

    question: Question
    best: str
    counts: Mapping[str, int]
    thirds: Thirds | None

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def facility(self) -> float:
        """0–1."""
        return self.counts[self.best] / self.people

    @property
    def discrimination(self) -> float | None:
        """−1 to +1; None with fewer than fifteen people."""
        return self.thirds.strong[self.best] - self.thirds.weak[self.best] if self.thirds else None

    @property
    def tempting(self) -> str | None:
        wrong = {option: count for option, count in self.counts.items() if option != self.best and count}
        return max(wrong, key=lambda option: wrong[option], default=None)


def analyze(answers: Iterable[FirstAnswer], keys: Mapping[Question, Key]) -> dict[Question, Item]:
    """In the order of `keys`. What fewer than five have answered is left out, and so are answers that are gone."""
    given: dict[Question, dict[str, str]] = {question: {} for question in keys}
    right, made = Counter[str](), Counter[str]()
    for reader, lesson, check, option in answers:
        key = keys.get((lesson, check))
        if key is None or option not in key.options:
            continue
        given[lesson, check][reader] = option
        made[reader] += 1
        right[reader] += option == key.best
    return {
        question: Item(
            question,
            key.best,
            {option: sum(one == option for one in given[question].values()) for option in key.options},
            _thirds(given[question], key, right, made),
        )
        for question, key in keys.items()
        if len(given[question]) >= FEWEST
    }


def _thirds(
    given: Mapping[str, str], key: Key, right: Mapping[str, int], made: Mapping[str, int]
) -> Thirds | None:
    """By each reader’s share of best answers to their other questions; whoever answered no other is left out."""
    by_score: defaultdict[Fraction, Counter[str]] = defaultdict(Counter)
    for reader, option in given.items():
        others = made[reader] - 1
        if others:
            by_score[Fraction(right[reader] - (option == key.best), others)][option] += 1
    people = sum(counts.total() for counts in by_score.values())
    if people < FEWEST_APART:
        return None
    weak = [by_score[score] for score in sorted(by_score)]
    return Thirds(_third(weak[::-1], key.options, people // 3), _third(weak, key.options, people // 3))


def _third(groups: Sequence[Counter[str]], options: Sequence[str], size: int) -> dict[str, float]:
    """Shares of the first `size` people; of the group in which it ends, each counts for the same part."""
    sums = dict.fromkeys(options, Fraction())
    room = Fraction(size)
    for counts in groups:
        taken = min(room, Fraction(counts.total()))
        for option, count in counts.items():
            sums[option] += taken * count / counts.total()
        room -= taken
    return {option: float(found / size) for option, found in sums.items()}
