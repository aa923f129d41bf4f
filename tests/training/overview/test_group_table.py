"""The table: sorted both ways, filtered, found by name, and read page by page while people come and go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cmp_to_key
from random import Random
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.overview.group_table import (
    PAGE,
    Column,
    Only,
    Place,
    Row,
    View,
    arranged,
    counts,
    folded,
    row_of,
    table_page,
)
from app.training.overview.scaled import Scaled
from app.training.overview.table_address import query_of, read_view
from tests.training.overview.people import NOW, ago, asked, begun, person, run
from tests.training.overview.rows import ROWS, cell

COLUMN, ONLY = st.sampled_from(Column), st.sampled_from(Only)


def in_order(view: View) -> Callable[[Row, Row], int]:
    def compare(one: Row, other: Row) -> int:
        a, b = cell(one, view.sort), cell(other, view.sort)
        if a != b:
            if a is None or b is None:
                return 1 if a is None else -1
            return (1 if a > b else -1) * (-1 if view.descending else 1)
        return 1 if (one.folded, one.key) > (other.folded, other.key) else -1

    return compare


@given(ROWS, COLUMN, st.booleans())
def test_rows_are_in_the_order_of_any_column_and_none_comes_last(
    rows: list[Row], sort: Column, descending: bool
) -> None:
    view = View(sort=sort, descending=descending)
    assert arranged(rows, view) == sorted(rows, key=cmp_to_key(in_order(view)))
    values = [cell(row, sort) is None for row in arranged(rows, view)]
    assert values == sorted(values)


KEEPS: dict[Only, Callable[[Row], bool]] = {
    Only.EVERYBODY: lambda row: True,  # noqa: ARG005
    Only.NOT_BEGUN: lambda row: not (row.has_begun or row.has_finished),
    Only.BEGUN: lambda row: row.has_begun and not row.has_finished,
    Only.FINISHED: lambda row: row.has_finished,
    Only.OVERDUE: lambda row: row.is_overdue,
    Only.NEEDS_WORD: lambda row: row.needs_word,
}


@given(ROWS, ONLY, st.booleans())
def test_a_filter_keeps_what_it_names(rows: list[Row], only: Only, descending: bool) -> None:
    found = arranged(rows, View(only=only, descending=descending))
    assert {row.key for row in found} == {row.key for row in rows if KEEPS[only](row)}
    assert counts(rows)[only] == len(found)


def test_not_begun_begun_and_finished_share_everybody_out() -> None:
    asked_of = {"obligations": (asked(due=NOW),)}
    rows = [
        row_of(one, NOW, needs_word=False)
        for one in (
            person("Not", done=0, last_active_at=ago(days=1), **asked_of),
            person("Begun", done=0, begun=(begun(days=1),), **asked_of),
            person("Some", done=2, **asked_of),
            person("All", done=4),
            person("Free, not begun", assigned=0, done=0, last_active_at=None),
            person("Free, begun", assigned=0, done=0),
        )
    ]
    found = {only: [row.name for row in arranged(rows, View(only=only))] for only in list(Only)[1:4]}
    assert found == {
        Only.NOT_BEGUN: ["Free, not begun", "Not"],
        Only.BEGUN: ["Begun", "Free, begun", "Some"],
        Only.FINISHED: ["All"],
    }


def test_a_row_shows_the_earliest_date_and_whether_it_is_past() -> None:
    late, later = asked(due=ago(hours=1)), asked(due=NOW + timedelta(days=3))
    own = replace(later, is_own_date=True)
    row = row_of(person(obligations=(own, late), runs=(run("a", 3, None),)), NOW, needs_word=True)
    assert (row.due_at, row.is_own_date, row.is_overdue, row.needs_word) == (late.due_at, False, True, True)
    assert row.chairs == Scaled(3.0)
    row = row_of(person(obligations=(own,)), NOW, needs_word=False)
    assert (row.due_at, row.is_own_date, row.is_overdue) == (own.due_at, True, False)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", ["Łukasz Święty"]),
        ("SWIETY", ["Łukasz Święty"]),
        ("zoe", ["Zoë Ångström"]),
        ("ångstrom zoë", ["Zoë Ångström"]),
        ("Groß", ["Jo Gross"]),
        ("o", ["Jo Gross", "Zoë Ångström"]),
        ("  ", ["Jo Gross", "Łukasz Święty", "Zoë Ångström"]),
        ("nobody", []),
    ],
)
def test_a_name_is_found_without_its_accents(typed: str, found: list[str]) -> None:
    rows = [Row(key=name, name=name) for name in ("Zoë Ångström", "Jo Gross", "Łukasz Święty")]
    assert [row.name for row in arranged(rows, View(search=typed))] == found


def test_folding_twice_folds_no_further() -> None:
    for name in ("Łukasz  Øst", "STRAẞE", "İnci Ağır", "ﬁ", "Æsa Œuvre", "Đặng"):
        assert folded(folded(name)) == folded(name)


def many(number: int, chance: Random) -> list[Row]:
    return [
        Row(
            key=f"{chance.randrange(10**9):09}",
            name=f"{chance.choice('ÁBCDÉ')}{chance.randrange(40)}",
            chairs=Scaled(chance.choice([None, round(chance.uniform(-6, 6), 6), 1.0])),
            done=chance.randrange(8),
            assigned=chance.choice([0, 7]),
            active_at=chance.choice([None, ago(minutes=chance.randrange(500))]),
        )
        for _ in range(number)
    ]


def read_on(view: View, following: Place) -> View:
    """By way of the address, as a browser does."""
    query = query_of(replace(view, after=following))
    return read_view(dict(parse_qsl(query.removeprefix("?"))))


@pytest.mark.parametrize("sort", list(Column))
@pytest.mark.parametrize("descending", [False, True])
def test_whoever_stays_is_shown_once_while_others_come_and_go(sort: Column, descending: bool) -> None:
    chance = Random(f"{sort}{descending}")
    rows = many(330, chance)
    staying = {row.key for row in rows}
    view: View = View(sort=sort, descending=descending)
    shown: list[str] = []
    while True:
        page = table_page(rows, view)
        assert len(page.rows) <= PAGE
        shown += [row.key for row in page.rows]
        if page.following is None:
            break
        view = read_on(view, page.following)
        gone = {page.rows[-1].key, *(row.key for row in chance.sample(rows, 12))}
        staying -= gone
        rows = [row for row in rows if row.key not in gone] + many(9, chance)
        chance.shuffle(rows)
    assert len(shown) == len(set(shown))
    assert staying <= set(shown)


def test_without_changes_the_pages_are_the_whole_table() -> None:
    rows = many(120, Random(5))
    first = table_page(rows, View())
    second = table_page(rows, View(after=first.following))
    third = table_page(rows, View(after=second.following))
    assert [len(page.rows) for page in (first, second, third)] == [50, 50, 20]
    assert [*first.rows, *second.rows, *third.rows] == arranged(rows, View())
    assert (first.total, third.following) == (120, None)


def test_a_full_last_page_leads_nowhere() -> None:
    assert table_page(many(PAGE, Random(1)), View()).following is None
    assert table_page([], View()).rows == ()
