import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.paths.graph_layout.spacing import positions, space_row


def test_where_there_is_room_everybody_stands_where_they_want() -> None:
    assert space_row([0, 10, 30], [10, 5]) == [0, 10, 30]


def test_who_wants_the_same_place_shares_it_evenly() -> None:
    assert space_row([0, 0], [10]) == [-5, 5]
    assert space_row([0, 0, 0], [10, 10]) == [-10, 0, 10]
    assert space_row([8, 0, 40], [4, 4]) == [2, 6, 40]


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(0, 50)), min_size=1, max_size=12))
def test_nobody_stands_too_near(drawn: list[tuple[float, float]]) -> None:
    gaps = [gap for _, gap in drawn[1:]]
    found = space_row([want for want, _ in drawn], gaps)
    for one, other, gap in zip(found, found[1:], gaps, strict=False):
        assert other - one >= gap - 1e-6


def test_a_parent_stands_above_the_middle_of_its_children() -> None:
    found = positions([["a"], ["b", "c"]], [[("a", "b"), ("a", "c")]], lambda *_: 100)
    assert found["c"] - found["b"] == pytest.approx(100)
    assert found["a"] == pytest.approx((found["b"] + found["c"]) / 2)
