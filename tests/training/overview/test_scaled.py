"""One scale for all conversations: held against a reckoning in fractions, written apart from the code."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.chair import CHAIRS, Chair
from app.scenarios.analysis.ranges import Range
from app.scenarios.scenario import Totals
from app.training.overview.scaled import Scaled, closeness_words, group_means, mean_of_last, scale, scaled

NUMBER = st.integers(-12, 12)
SPAN = st.tuples(NUMBER, NUMBER).map(sorted).map(lambda ends: Range(*ends))
PLAY = SPAN.flatmap(lambda span: st.tuples(st.just(span), st.integers(span.low, span.high)))
VALUE = st.none() | st.floats(-6, 6)
SCALED = st.builds(Scaled, VALUE, VALUE, VALUE, VALUE)


def in_fractions(total: int, span: Range) -> Fraction | None:
    if span.low == span.high:
        return None
    return Fraction(0) if total == 0 else Fraction(6 * total, span.high if total > 0 else -span.low)


@given(PLAY)
def test_a_total_is_measured_against_the_end_on_its_own_side(play: tuple[Range, int]) -> None:
    span, total = play
    expected = in_fractions(total, span)
    assert scale(total, *span) == (None if expected is None else pytest.approx(float(expected)))


@given(PLAY)
def test_the_scale_keeps_sides_and_ends(play: tuple[Range, int]) -> None:
    span, total = play
    value = scale(total, *span)
    if value is not None:
        assert -6 <= value <= 6
        assert (value > 0, value < 0) == (total > 0, total < 0)
        assert scale(span.high, *span) == 6 or span.high <= 0
        assert scale(span.low, *span) == -6 or span.low >= 0


def test_a_chair_that_no_line_moves_is_left_out() -> None:
    limits = (-2, 4, 0, 0, 3, 3, -6, 0)
    assert scaled(Totals(2, 0, 3, -3), limits) == Scaled(3.0, None, None, -3.0)


def test_a_version_without_limits_says_nothing() -> None:
    assert scaled(Totals(2, 1, 3, -3), (None,) * 8) == Scaled()
    assert Scaled().is_empty
    assert scale(2, None, None) is None


def plain_mean(values: Sequence[float | None]) -> float | None:
    known = [Fraction(value) for value in values if value is not None]
    return float(sum(known) / len(known)) if known else None


@given(st.lists(SCALED, max_size=7))
def test_the_mean_is_that_of_the_last_three(runs: list[Scaled]) -> None:
    means = mean_of_last(runs)
    for chair in CHAIRS:
        expected = plain_mean([run.of(chair) for run in runs[:3]])
        assert means.of(chair) == (None if expected is None else pytest.approx(expected, abs=1e-6))


@given(st.lists(SCALED, max_size=3), st.randoms())
def test_the_order_of_three_runs_never_shows(runs: list[Scaled], chance: object) -> None:
    assert mean_of_last(runs) == mean_of_last(runs[::-1])


@given(st.lists(SCALED, max_size=9))
def test_a_group_has_a_mean_from_five_people_on(people: list[Scaled]) -> None:
    means = group_means(people)
    for chair in CHAIRS:
        values = [one.of(chair) for one in people]
        enough = sum(value is not None for value in values) >= 5
        expected = plain_mean(values) if enough else None
        assert means.of(chair) == (None if expected is None else pytest.approx(expected, abs=1e-6))


def test_a_chair_that_four_have_met_has_no_mean_among_five_people() -> None:
    people = [Scaled(1.0, 2.0)] * 4 + [Scaled(1.0, None)]
    assert group_means(people) == Scaled(1.0, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "where they began"),
        (0.000001, "a little closer"),
        (2.39, "a little closer"),
        (2.4, "closer"),
        (5.09, "closer"),
        (5.1, "right at the table"),
        (6.0, "right at the table"),
        (-0.1, "a little further away"),
        (-2.4, "further away"),
        (-5.1, "as far as it goes"),
        (-6.0, "as far as it goes"),
    ],
)
def test_the_words_of_a_value(value: float, words: str) -> None:
    assert closeness_words(value) == words


def test_a_value_is_found_by_its_chair() -> None:
    assert [Scaled(1, 2, 3, 4).of(chair) for chair in (Chair.CUSTOMER, Chair.SELF)] == [1, 4]
