from hypothesis import given
from hypothesis import strategies as st

from app.practice.paths.graph_layout.ordering import crossings, order_rows


def test_crossings_are_counted() -> None:
    rows = [["a", "b"], ["c", "d"]]
    assert crossings(rows, [[("a", "c"), ("b", "d")]]) == 0
    assert crossings(rows, [[("a", "d"), ("b", "c")]]) == 1
    assert crossings(rows, [[("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]]) == 1


def test_a_twisted_drawing_is_untwisted() -> None:
    rows = [["a"], ["b", "c", "d"], ["e", "f", "g"]]
    links = [[("a", "b"), ("a", "c"), ("a", "d")], [("b", "g"), ("c", "f"), ("d", "e")]]
    found = order_rows(rows, links)
    assert crossings(found, links) == 0
    assert [sorted(row) for row in found] == rows


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12),
        min_size=1,
        max_size=4,
    )
)
def test_it_never_gets_worse_and_nothing_is_lost(pairs: list[list[tuple[int, int]]]) -> None:
    rows = [[f"{row} {n}" for n in range(6)] for row in range(len(pairs) + 1)]
    links = [
        [(f"{row} {high}", f"{row + 1} {low}") for high, low in found] for row, found in enumerate(pairs)
    ]
    found = order_rows(rows, links)
    assert crossings(found, links) <= crossings(rows, links)
    assert [sorted(row) for row in found] == rows
