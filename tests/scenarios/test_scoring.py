import pytest

from app.scenarios.scenario import Chair, Totals
from app.scenarios.scoring import bar, outcome


@pytest.mark.parametrize(
    ("total", "low", "high", "shown"),
    [(-2, -2, 6, 0), (6, -2, 6, 100), (2, -2, 6, 50), (-5, -6, -2, 25), (3, 3, 3, None), (0, 0, 0, None)],
)
def test_a_bar_shows_where_a_total_lies_in_its_range(
    total: int, low: int, high: int, shown: float | None
) -> None:
    assert bar(total, low, high) == shown


def test_who_came_closer_and_who_moved_away() -> None:
    mixed = outcome(Totals(3, 0, -1, -2))
    assert mixed.closer == (Chair.CUSTOMER,)
    assert mixed.moved_away == (Chair.COLLEAGUES, Chair.SELF)
    assert mixed.where_they_were == (Chair.ORGANIZATION,)
    assert not mixed.all_closer
    assert outcome(Totals(1, 1, 1, 1)).all_closer
    assert not outcome(Totals(1, 1, 1, 0)).all_closer
