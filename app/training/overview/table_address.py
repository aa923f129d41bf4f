"""The table’s view as it stands in an address, and back: whatever is nonsense there is taken as not said."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from app.training.overview.group_table import Column, Only, Place, Value, View

LONGEST_SEARCH = 100
LONGEST_PLACE = 2_000
BETWEEN = "~"
INSTANTS = frozenset({Column.DUE, Column.ACTIVE})
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Named = TypeVar("Named", bound=StrEnum)


def read_view(parameters: Mapping[str, str]) -> View:
    """From `sort` (a minus before it: the largest first), `only`, `q` and `after`."""
    sort = parameters.get("sort", "")
    column = _named(Column, sort.removeprefix("-"), Column.NAME)
    return View(
        sort=column,
        descending=sort == f"-{column}",
        only=_named(Only, parameters.get("only", ""), Only.EVERYBODY),
        search=typed(parameters.get("q", "")),
        after=read_place(parameters.get("after", ""), column),
    )


def query_of(view: View) -> str:
    """“?sort=-done&only=begun”, ready to stand after a path; empty for the table as it opens."""
    said = {
        "sort": f"{'-' if view.descending else ''}{view.sort}" if _is_sorted(view) else "",
        "only": view.only if view.only is not Only.EVERYBODY else "",
        "q": view.search,
        "after": place_text(view.after) if view.after else "",
    }
    query = urlencode({name: value for name, value in said.items() if value}, errors="replace")
    return f"?{query}" if query else ""


def sorted_by(view: View, column: Column) -> View:
    """Its first page by that column; in the other direction where it is sorted by it already."""
    return replace(view, sort=column, descending=view.sort is column and not view.descending, after=None)


def narrowed_to(view: View, only: Only) -> View:
    return replace(view, only=only, after=None)


def place_text(place: Place) -> str:
    """The key first, which holds no “~”, then the value, then the name, which may hold anything."""
    return BETWEEN.join([place.key, _value_text(place.value), place.name])


def read_place(text: str, column: Column) -> Place | None:
    """None where the text is no place in a table sorted by that column."""
    parts = text.split(BETWEEN, 2)
    if len(parts) != 3 or len(text) > LONGEST_PLACE or not parts[0]:
        return None
    key, value, name = parts
    if column is Column.NAME:
        return Place(name, name, key)
    try:
        return Place(_value_of(value, column), name, key)
    except (ValueError, OverflowError):
        return None


def _is_sorted(view: View) -> bool:
    return view.sort is not Column.NAME or view.descending


def _value_text(value: Value) -> str:
    """Empty for none, and for a name, which stands by itself."""
    if isinstance(value, datetime):
        return str((value - EPOCH) // MICROSECOND)
    return "" if value is None or isinstance(value, str) else repr(float(value))


def _value_of(text: str, column: Column) -> Value:
    """Raises `ValueError` or `OverflowError`."""
    if not text:
        return None
    if column in INSTANTS:
        return EPOCH + int(text) * MICROSECOND
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _named(names: type[Named], text: str, otherwise: Named) -> Named:
    try:
        return names(text)
    except ValueError:
        return otherwise


def typed(text: str) -> str:
    """As somebody typed it into a search, without what cannot be seen."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())[
        :LONGEST_SEARCH
    ].strip()
