"""What a learner expected for the four chairs, beside what came: think first, then see."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.content.wording import number_word
from app.practice.attempts.attempt import Way
from app.scenarios.scenario import CHAIRS, Chair, Totals

Expected = Mapping[Chair, Way | None]


@dataclass(frozen=True)
class PredictionResult:
    """One chair: what was expected, and what came."""

    expected: Way
    actual: Way

    @property
    def right(self) -> bool:
        return self.expected is self.actual


def prediction_results(expected: Expected, totals: Totals) -> dict[Chair, PredictionResult]:
    """Only the chairs that something was said about."""
    return {
        chair: PredictionResult(way, Way.of(totals.of(chair)))
        for chair in CHAIRS
        if (way := expected.get(chair)) is not None
    }


def summary(results: Mapping[Chair, PredictionResult]) -> str:
    """“You saw three of four coming.” Empty where nothing was predicted."""
    if not results:
        return ""
    right = sum(one.right for one in results.values())
    if len(results) == 1:
        return "You saw the one you predicted coming." if right else "The one you predicted went another way."
    if right == len(results):
        return f"You saw all {number_word(right)} coming."
    return f"You saw {number_word(right) if right else 'none'} of {number_word(len(results))} coming."
