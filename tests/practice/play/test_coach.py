"""The coach names the chair that was thought of least, and never a line."""

from hypothesis import given
from hypothesis import strategies as st

from app.practice.play.coach import Hint, hint
from app.practice.play.queries import NO_HINT, hint_words
from app.scenarios.scenario import CHAIRS, CastMember, Chair, Choice, Totals
from tests.scenarios.building import choice, scenario, scene

numbers = st.integers(-3, 3)
offers = st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=1, max_size=5).map(
    lambda rows: [choice(f"line-{place}", "end", row) for place, row in enumerate(rows)]
)
totals = st.builds(Totals, numbers, numbers, numbers, numbers)


def lines(*rows: tuple[int, int, int, int]) -> list[Choice]:
    return [choice(f"line-{place}", "end", row) for place, row in enumerate(rows)]


def test_the_chair_that_stands_furthest_away_of_those_at_stake() -> None:
    offered = lines((1, 0, 0, 0), (0, 0, 1, 0))
    assert hint(offered, Totals(2, -5, 1, 0)) == Hint(Chair.COLLEAGUES, 1)


def test_of_several_the_one_that_the_fewest_lines_bring_closer() -> None:
    offered = lines((1, 0, 0, 1), (1, 0, 0, 0), (0, 0, 0, 0))
    assert hint(offered, Totals()) == Hint(Chair.SELF, 0)


def test_of_those_still_alike_the_customer_comes_last() -> None:
    assert hint(lines((1, 1, 0, 1), (0, 0, 0, 0)), Totals()) == Hint(Chair.ORGANIZATION, 0)
    assert hint(lines((1, 0, 0, 1), (0, 0, 0, 0)), Totals()) == Hint(Chair.SELF, 0)
    assert hint(lines((1, 0, 0, 0), (0, 0, 0, 0)), Totals()) == Hint(Chair.CUSTOMER, 0)


def test_no_hint_where_no_line_brings_anybody_closer_or_all_do_alike() -> None:
    assert hint(lines((-1, 0, 0, 0), (0, 0, 0, 0)), Totals()) is None
    assert hint(lines((1, 1, 1, 1), (1, 1, 1, 1)), Totals()) is None
    assert hint(lines((1, 1, 1, 1)), Totals()) is None


@given(offers, totals)
def test_whoever_is_named_has_something_to_gain_and_something_to_lose(
    offered: list[Choice], so_far: Totals
) -> None:
    found = hint(offered, so_far)
    at_stake = [
        chair
        for chair in CHAIRS
        if max(one.numbers.of(chair) for one in offered)
        > max(0, min(one.numbers.of(chair) for one in offered))
    ]
    assert (found is None) == (not at_stake)
    if found:
        assert found.chair in at_stake
        assert found.total == min(so_far.of(chair) for chair in at_stake)


@given(offers, totals)
def test_the_order_of_the_lines_says_nothing(offered: list[Choice], so_far: Totals) -> None:
    assert hint(offered, so_far) == hint(offered[::-1], so_far)


def test_it_speaks_of_people_and_not_of_lines() -> None:
    built = scenario(scene("one", choice("a", "end", words="“Secret.”")))
    assert hint_words(built, None) == NO_HINT
    assert hint_words(built, Hint(Chair.CUSTOMER, 0)).startswith(
        "Who has thought of the customer (Dana) yet?"
    )
    assert hint_words(built, Hint(Chair.COLLEAGUES, -2)).startswith("So far this has cost your colleagues.")
    assert hint_words(built, Hint(Chair.SELF, 0)).startswith("Have you thought of yourself yet?")
    assert "the organization gained least so far" in hint_words(built, Hint(Chair.ORGANIZATION, 3))
    for total in (-1, 0, 1):
        assert "Secret" not in hint_words(built, Hint(Chair.CUSTOMER, total))


def test_several_people_in_a_chair_are_all_named() -> None:
    built = scenario(scene("one", choice("a", "end")))
    people = {name: CastMember(name, "print team", Chair.COLLEAGUES) for name in ("Ravi", "Priya", "Noor")}
    object.__setattr__(built, "cast", people)
    assert "your colleagues (Ravi, Priya and Noor)" in hint_words(built, Hint(Chair.COLLEAGUES, 0))
