"""What many first plays say about a decision: how many said what, how divided they were, and what it told apart.

The only place that counts decisions: for a learner’s debrief, for a group’s board and for the author’s x-ray. Plays
in, numbers out. Nothing is said of fewer than five people.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

FEWEST = 5  # people, below which nothing is shown
FEWEST_APART = 15  # people, so that each third holds five


@dataclass(frozen=True, slots=True)
class Play:
    """One person’s first whole run, without what was taken back. `steps`: (scene, line), in order.

    A line is a choice’s id, or the `route_key` of a route’s target. `lowest`: the lowest bar it ended with, 0–100;
    None where no chair was tested, or where nobody asks.
    """

    steps: tuple[tuple[str, str], ...]
    lowest: float | None = None


@dataclass(frozen=True, slots=True)
class Separation:
    """The line that went with the best outcomes, and its share in the upper and the lower third, 0–1."""

    line: str
    upper: float
    lower: float

    @property
    def points(self) -> float:
        """−100 to +100: percentage points between the thirds."""
        return 100 * (self.upper - self.lower)


@dataclass(frozen=True, slots=True)
class Decision:
    """`counts` by line. `division`: 0 all said the same, 1 every line as often; None with a single line."""

    scene: str
    counts: Mapping[str, int]
    division: float | None
    separation: Separation | None

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def shares(self) -> Mapping[str, float]:
        """By line, 0–1."""
        people = self.people
        return {line: count / people for line, count in self.counts.items()}


Answers = Sequence[tuple[str, float | None]]
Step = tuple[str, str | None]
"""A scene, and the choice that was taken there; None for a Continue."""


def route_key(target: str) -> str:
    """What stands for a route where a choice has its id; no choice has an id like it."""
    return f"-> {target}"


def with_targets(steps: Sequence[Step], ending: str) -> tuple[tuple[str, str], ...]:
    """A Continue was not a choice; where it led is where the next step was taken."""
    after = [*(scene for scene, _ in steps[1:]), ending]
    return tuple(
        (scene, choice if choice is not None else route_key(target))
        for (scene, choice), target in zip(steps, after, strict=False)
    )


def decisions(plays: Sequence[Play], scenes: Mapping[str, Sequence[str]]) -> dict[str, Decision]:
    """Of all `scenes`, each with its lines, that enough people came to."""
    found = ((scene, decision(plays, scene, lines)) for scene, lines in scenes.items())
    return {scene: met for scene, met in found if met is not None}


def decision(plays: Iterable[Play], scene: str, lines: Sequence[str]) -> Decision | None:
    """Of those who came to the scene, each counted the first time; None where they are fewer than five.

    `lines` are those of the file now; whoever said one that is gone is left out.
    """
    answers = _first_answers(plays, scene, frozenset(lines))
    if len(answers) < FEWEST:
        return None
    said = Counter(line for line, _ in answers)
    counts = {line: said[line] for line in lines}
    return Decision(scene, counts, division_of(counts.values()), separation(answers, lines))


def _first_answers(plays: Iterable[Play], scene: str, lines: frozenset[str]) -> Answers:
    first = (
        (next((line for place, line in play.steps if place == scene), ""), play.lowest) for play in plays
    )
    return [(line, lowest) for line, lowest in first if line in lines]


def division_of(counts: Iterable[float]) -> float | None:
    """Shannon’s entropy of the shares, divided by the most that so many lines can have."""
    found = list(counts)
    if len(found) < 2:
        return None
    shares = (count / sum(found) for count in found if count)
    return abs(sum(share * log(share) for share in shares) / log(len(found)))


def separation(answers: Answers, lines: Sequence[str]) -> Separation | None:
    """Item discrimination: a line’s share in the third with the best outcomes, less that in the worst third.

    The line is the one whose sayers ended best on average, the first of equals. Source: Kelley, “The selection of
    upper and lower groups for the validation of test items”, 1939; with thirds instead of 27%.
    """
    judged = sorted(
        ((lowest, line) for line, lowest in answers if lowest is not None), key=lambda one: one[0]
    )
    if len(judged) < FEWEST_APART or len(lines) < 2:
        return None
    third = len(judged) // 3
    best = max(lines, key=lambda line: _mean(judged, line))
    weak, strong = judged[:third], judged[-third:]
    return Separation(best, _share(strong, best), _share(weak, best))


def _mean(judged: Sequence[tuple[float, str]], line: str) -> float:
    """−1 where nobody said it, which is below every bar."""
    bars = [lowest for lowest, said in judged if said == line]
    return sum(bars) / len(bars) if bars else -1.0


def _share(judged: Sequence[tuple[float, str]], line: str) -> float:
    return sum(said == line for _, said in judged) / len(judged)
