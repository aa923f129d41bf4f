"""A replay beside what it came from: where they part, and who got what."""

from hypothesis import given
from hypothesis import strategies as st

from app.practice.attempts.attempt import Step
from app.practice.debrief.two_paths import Difference, difference_words, differences, parting
from app.scenarios.scenario import Chair, Totals


def steps(choices: str) -> list[Step]:
    return [Step(turn, f"scene-{turn}", choice, ()) for turn, choice in enumerate(choices)]


def test_they_part_at_the_first_line_that_differs() -> None:
    assert parting(steps("abc"), steps("abd")) == 2
    assert parting(steps("abc"), steps("xbc")) == 0
    assert parting(steps("abc"), steps("abc")) == 3


def test_turns_and_orders_do_not_matter() -> None:
    later = [Step(step.turn + 5, step.scene, step.choice, ("c", "a")) for step in steps("abc")]
    assert parting(steps("abc"), later) == 3


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_what_is_shared_is_shared_and_the_next_is_not(one: str, other: str) -> None:
    shared = parting(steps(one), steps(other))
    assert one[:shared] == other[:shared]
    assert one[shared : shared + 1] != other[shared : shared + 1] or one == other


def test_each_chair_is_told_with_both_totals() -> None:
    rows = differences(Totals(1, 0, -2, 3), Totals(2, 0, -2, 1))
    assert rows[0] == Difference(Chair.CUSTOMER, 1, 2)
    assert [row.by for row in rows] == [1, 0, 0, -2]
    assert difference_words(rows) == "One chair got more this time, one got less."


def test_the_words_for_one_side_only_or_neither() -> None:
    assert difference_words(differences(Totals(), Totals(1, 1, 0, 0))) == "Two chairs got more this time."
    assert difference_words(differences(Totals(), Totals(-1, 0, 0, 0))) == "One chair got less this time."
    assert difference_words(differences(Totals(), Totals())) == "All four ended where they did before."
