from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.review.schedule import Rating, from_json, rating_of, rebuilt, recalled, to_json

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
RATINGS = st.sampled_from(Rating)
EVENTS = st.lists(st.tuples(RATINGS, st.integers(0, 400 * 24 * 60)), min_size=1, max_size=12)


def days_between(*ratings: Rating) -> list[int]:
    """How long each wait is, in days, where every recall happens on the day it is due."""
    memory, at, waits = None, START, []
    for rating in ratings:
        memory = recalled(memory, rating, at)
        waits.append((memory.due - at).days)
        at = memory.due
    return waits


def test_what_is_known_comes_back_ever_more_rarely_and_at_least_twice_a_year() -> None:
    assert days_between(*[Rating.GOOD] * 6) == [2, 11, 46, 163, 180, 180]


def test_what_was_wrong_comes_back_tomorrow() -> None:
    assert days_between(Rating.AGAIN) == [1]
    assert days_between(Rating.GOOD, Rating.GOOD, Rating.AGAIN)[-1] < 11


def test_having_to_think_brings_it_back_sooner() -> None:
    assert days_between(Rating.GOOD, Rating.HARD)[-1] < days_between(Rating.GOOD, Rating.GOOD)[-1]


def test_wrong_is_again_right_is_good_and_thinking_is_hard() -> None:
    assert rating_of(right=True, had_to_think=False) is Rating.GOOD
    assert rating_of(right=True, had_to_think=True) is Rating.HARD
    assert rating_of(right=False, had_to_think=True) is Rating.AGAIN


@given(EVENTS)
def test_it_is_always_due_on_a_later_day_within_half_a_year(events: list[tuple[Rating, int]]) -> None:
    memory = None
    for rating, minutes in events:
        at = START + timedelta(minutes=minutes)
        memory = recalled(memory, rating, at)
        assert timedelta(days=1) <= memory.due - at <= timedelta(days=180)


@given(EVENTS)
def test_the_state_follows_from_what_happened_and_survives_storage(events: list[tuple[Rating, int]]) -> None:
    happened = [(rating, START + timedelta(minutes=minutes)) for rating, minutes in events]
    memory = None
    for rating, at in happened:
        before = memory and to_json(memory)
        memory = from_json(to_json(recalled(memory, rating, at)))
        assert memory != before
    assert memory == rebuilt(happened)


def test_nothing_happened_is_nothing_known() -> None:
    assert rebuilt([]) is None
    assert [from_json(text) for text in ("", "[]", "{}", '{"card_id": "x"}', "null")] == [None] * 5
