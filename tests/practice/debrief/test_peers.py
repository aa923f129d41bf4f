"""How others answered: everybody once, with the first they finished."""

from app.practice.debrief.queries.peers import FinishedAttempt, first_by_person
from app.scenarios.scenario import Totals


def test_everybody_counts_with_their_first() -> None:
    plays = [
        FinishedAttempt(name, subject, "v", Totals()) for name, subject in (("a", 1), ("b", 2), ("c", 1))
    ]
    assert {one.attempt for one in first_by_person(plays)} == {"a", "b"}
