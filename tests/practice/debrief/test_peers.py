"""How others answered: everybody once, and only where there are enough."""

from app.practice.debrief.queries.peers import ENOUGH, FinishedAttempt, Share, first_by_person, shares_of
from app.scenarios.scenario import Totals


def said(*choices: str, scene: str = "desk") -> dict[tuple[str, str], str]:
    return {(f"attempt-{place}", scene): choice for place, choice in enumerate(choices)}


def test_the_share_of_those_who_came_to_the_scene() -> None:
    lines = [("desk", "ask"), ("desk", "lend"), ("hall", "go")]
    found = shares_of(said("ask", "ask", "ask", "lend", "ring") | said("go", scene="hall"), lines)
    assert found == {("desk", "ask"): Share(3, 5), ("desk", "lend"): Share(1, 5)}
    assert found["desk", "ask"].percent == 60


def test_four_are_too_few() -> None:
    assert shares_of(said(*["ask"] * (ENOUGH - 1)), [("desk", "ask")]) == {}


def test_everybody_counts_with_their_first() -> None:
    plays = [
        FinishedAttempt(name, subject, "v", Totals()) for name, subject in (("a", 1), ("b", 2), ("c", 1))
    ]
    assert {one.attempt for one in first_by_person(plays)} == {"a", "b"}
