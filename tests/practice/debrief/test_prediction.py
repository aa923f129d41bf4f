"""What was expected, beside what came."""

import pytest

from app.practice.attempts.attempt import Way
from app.practice.debrief.prediction import PredictionResult, prediction_results, summary
from app.scenarios.scenario import CHAIRS, Chair, Totals


@pytest.mark.parametrize("way", Way)
def test_a_way_comes_back_from_its_number(way: Way) -> None:
    assert Way.of(way.number) is way


def test_only_what_was_predicted_is_compared() -> None:
    expected = {Chair.CUSTOMER: Way.CLOSER, Chair.ORGANIZATION: None, Chair.SELF: Way.SAME}
    assert prediction_results(expected, Totals(2, 1, 0, -1)) == {
        Chair.CUSTOMER: PredictionResult(Way.CLOSER, Way.CLOSER),
        Chair.SELF: PredictionResult(Way.SAME, Way.AWAY),
    }


@pytest.mark.parametrize(
    ("predicted", "right", "words"),
    [
        (4, 4, "You saw all four coming."),
        (4, 3, "You saw three of four coming."),
        (2, 0, "You saw none of two coming."),
        (1, 1, "You saw the one you predicted coming."),
        (1, 0, "The one you predicted went another way."),
        (0, 0, ""),
    ],
)
def test_the_sentence(predicted: int, right: int, words: str) -> None:
    seen = {
        chair: PredictionResult(Way.CLOSER, Way.CLOSER if place < right else Way.AWAY)
        for place, chair in enumerate(CHAIRS[:predicted])
    }
    assert summary(seen) == words
