"""A table’s address says all there is to its view, and nonsense in it is taken as not said."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.overview.group_table import Column, Only, Place, Row, View, arranged, table_page
from app.training.overview.table_address import narrowed_to, query_of, read_view, sorted_by
from tests.training.overview.rows import ROWS, cell

COLUMN, ONLY = st.sampled_from(Column), st.sampled_from(Only)
PLACED = ROWS.filter(bool)


@given(PLACED, COLUMN, st.booleans(), ONLY, st.sampled_from(["", "zoë", "a & b=c", "ø~", "100 %"]))
def test_an_address_says_all_there_is_to_a_view(
    rows: list[Row], sort: Column, descending: bool, only: Only, search: str
) -> None:
    plain = View(sort, descending, only, search)
    ordered = arranged(rows, replace(plain, only=Only.EVERYBODY, search=""))
    place = Place(cell(ordered[0], sort), ordered[0].folded, ordered[0].key)
    for view in (plain, replace(plain, after=place)):
        assert read_view(dict(parse_qsl(query_of(view).removeprefix("?")))) == view


def test_the_table_as_it_opens_has_the_shortest_address() -> None:
    assert query_of(View()) == ""
    assert query_of(View(sort=Column.DONE, descending=True, only=Only.BEGUN)) == "?sort=-done&only=begun"


TEXT = st.text(max_size=30)
PARAMETERS = st.dictionaries(st.sampled_from(["sort", "only", "q", "after", "other"]), TEXT)


@given(PARAMETERS, PLACED)
def test_nonsense_in_an_address_is_taken_as_not_said(parameters: dict[str, str], rows: list[Row]) -> None:
    view = read_view(parameters)
    assert table_page(rows, view).total <= len(rows)
    assert read_view(dict(parse_qsl(query_of(view).removeprefix("?")))) == view


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "~~",
        "~1~n",
        "k~x~n",
        "k~nan~n",
        "k~inf~n",
        "k~1e999~n",
        f"k~{'9' * 1999}~n",
        "k~" + "1" * 5000,
        "k~\x00~n",
    ],
)
@pytest.mark.parametrize("sort", ["due", "customer", "-active"])
def test_a_place_that_is_none_begins_at_the_beginning(sort: str, after: str) -> None:
    assert read_view({"sort": sort, "after": after}).after is None


@pytest.mark.parametrize("sort", ["", "-", "--name", "Name", "name ", "-nothing", "sort"])
def test_a_column_that_is_none_is_the_name(sort: str) -> None:
    assert read_view({"sort": sort}) == View()


def test_a_header_sorts_and_then_turns_around() -> None:
    far = View(after=Place("a", "a", "k"), search="zoë", only=Only.BEGUN)
    once = sorted_by(far, Column.ACTIVE)
    assert once == View(sort=Column.ACTIVE, search="zoë", only=Only.BEGUN)
    assert sorted_by(once, Column.ACTIVE) == replace(once, descending=True)
    assert sorted_by(replace(once, descending=True), Column.ACTIVE) == once
    assert narrowed_to(far, Only.OVERDUE) == View(search="zoë", only=Only.OVERDUE)
