"""The tries at one scenario: which is the first, the latest and the best, by whoever came off worst."""

from dataclasses import replace
from datetime import timedelta

from app.progress.history import AttemptRecord
from app.progress.scenario_tries import BEST, FIRST, LAST, lowest_first, marks, tries
from tests.progress.test_chair_history import NOON, bars, made


def at(attempt: AttemptRecord, hours: int) -> AttemptRecord:
    return replace(attempt, updated_at=NOON + timedelta(hours=hours))


def test_a_single_try_needs_no_marks() -> None:
    assert marks([made(1), made(2, finished=False)], {"1": bars(50)}) == {}


def test_best_is_by_the_lowest_chair_and_not_by_the_sum() -> None:
    found = marks([made(1), made(2), made(3)], {"1": bars(100, 10), "2": bars(40, 40), "3": bars(30, 100)})
    assert found == {"1": (FIRST,), "2": (BEST,), "3": (LAST,)}


def test_of_two_as_low_the_next_lowest_decides_and_then_the_earlier_one() -> None:
    assert marks([made(1), made(2)], {"1": bars(30, 50), "2": bars(30, 55)})["2"] == (LAST, BEST)
    assert marks([made(1), made(2)], {"1": bars(30, 50), "2": bars(50, 30)})["1"] == (FIRST, BEST)


def test_where_nothing_was_tested_nothing_is_best() -> None:
    assert marks([made(1), made(2)], {}) == {"1": (FIRST,), "2": (LAST,)}
    assert lowest_first({}) == ()


def test_scenarios_come_with_all_their_tries_the_one_played_last_first() -> None:
    found = tries([at(made(1), 1), at(made(2, "folder"), 2), at(made(3), 3)], {})
    assert [(one.scenario_id, [made.id for made in one.attempts]) for one in found] == [
        ("printer", ["1", "3"]),
        ("folder", ["2"]),
    ]
