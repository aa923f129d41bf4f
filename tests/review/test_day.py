from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.day import A_DAY, plan_day, spoken

TODAY = date(2026, 3, 2)  # a Monday
OFFSETS = st.dictionaries(st.text(max_size=3), st.integers(-5, 5), max_size=12)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_the_longest_overdue_come_first_and_three_are_enough() -> None:
    due_on = {"d": day(0), "a": day(-3), "c": day(-1), "b": day(-2), "e": day(4)}
    found = plan_day(due_on, done=0, today=TODAY)
    assert found.due == ("a", "b", "c")
    assert found.next_on == day(1)


def test_what_was_recalled_today_counts() -> None:
    due_on = {"a": day(-1), "b": day(0)}
    assert plan_day(due_on, done=2, today=TODAY).due == ("a",)
    full = plan_day(due_on, done=3, today=TODAY)
    assert full.due == ()
    assert full.next_on == day(1)


def test_the_next_day_is_the_first_on_which_anything_is_due() -> None:
    assert plan_day({"a": day(0), "b": day(4), "c": day(9)}, done=0, today=TODAY).next_on == day(4)
    assert plan_day({}, done=0, today=TODAY).next_on is None


@given(OFFSETS, st.integers(0, 5))
def test_never_more_than_three_and_nothing_early(offsets: dict[str, int], done: int) -> None:
    due_on = {name: day(offset) for name, offset in offsets.items()}
    found = plan_day(due_on, done=done, today=TODAY)
    assert len(found.due) + min(done, A_DAY) <= A_DAY
    assert all(due_on[name] <= TODAY for name in found.due)
    waiting = due_on.keys() - set(found.due)
    assert (found.next_on is None) == (not waiting)


@pytest.mark.parametrize(
    ("offset", "words"),
    [(1, "tomorrow"), (2, "on Wednesday"), (6, "on Sunday"), (7, "on 9 March"), (400, "on 6 April 2027")],
)
def test_days_are_said_as_people_say_them(offset: int, words: str) -> None:
    assert spoken(day(offset), TODAY) == words
