"""Which column of a file holds what: by the titles on top, or, where there are none, by what stands in it."""

import re
from collections.abc import Callable, Collection, Sequence

from .cell_text import folded, match_key, visible
from .spellings import NAME_BESIDE_FIRST, NAME_BESIDE_LAST, RANKS, SIGNS, Column

Columns = tuple[Column | None, ...]
"""One for each column of the file; None where it is not read."""

_NUMBER = re.compile(r"(?!\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$)[^\W\d_]{0,6}[-_./#]?\d[\w./-]*")
"""What numbers of people look like: 17, 00-123, P.4711; dates look otherwise."""


def title_columns(titles: Sequence[str]) -> Columns:
    """By the titles; the surest spelling of each column wins, then the one further to the left."""
    words = [SIGNS.get(visible(title)) or folded(title) for title in titles]
    best: dict[Column, tuple[int, int]] = {}
    for place, word in enumerate(words):
        if word in RANKS:
            column, rank = RANKS[word]
            best[column] = min(best.get(column, (rank, place)), (rank, place))
    found = {place: column for column, (_, place) in best.items()}
    return _with_both_names(tuple(found.get(place) for place in range(len(words))), words)


def is_header(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether these are titles, and no person: two are known, or one that is no value of its column further down."""
    known = [place for place, column in enumerate(title_columns(cells)) if column is not None]
    if not known or any("@" in cell for cell in cells):
        return False
    words = {visible(row[known[0]]).casefold() for row in below if len(row) > known[0]}
    return len(known) > 1 or visible(cells[known[0]]).casefold() not in words


def content_columns(rows: Sequence[Sequence[str]], groups: Collection[str] = ()) -> Columns:
    """By content: addresses have an @, numbers a digit, groups the names of `groups`; what is left are names."""
    width = max(map(len, rows), default=0)
    cells = [[text for row in rows if len(row) > at and (text := visible(row[at]))] for at in range(width)]
    found: dict[int, Column] = {}
    here = {match_key(group) for group in groups}
    _take(found, cells, Column.ADDRESS, lambda text: "@" in text)
    _take(found, cells, Column.GROUP, lambda text: match_key(text) in here)
    _take(found, cells, Column.NUMBER, lambda text: _NUMBER.fullmatch(text) is not None)
    left = [at for at in range(width) if at not in found and any(map(_is_word, cells[at]))]
    found.update(_names(left, cells, has_group=Column.GROUP in found.values()))
    return tuple(found.get(at) for at in range(width))


def _take(
    found: dict[int, Column], cells: Sequence[Sequence[str]], column: Column, fits: Callable[[str], bool]
) -> None:
    """The column whose cells fit best, if at least half of them do; a number is hardly anybody else's."""
    shares = [
        (sum(map(fits, texts)) / len(texts), -at)
        for at, texts in enumerate(cells)
        if texts and at not in found and not (column is Column.NUMBER and _repeats(texts))
    ]
    share, place = max(shares, default=(0, 0))
    if share >= 0.5:
        found[-place] = column


def _names(left: Sequence[int], cells: Sequence[Sequence[str]], *, has_group: bool) -> dict[int, Column]:
    """Two neighbors of single words, few of which come twice, are first and last names; else a group follows."""
    if not left:
        return {}
    name, others = left[0], left[1:]
    if others and others[0] == name + 1 and _are_single(cells[name]) and not _repeats(cells[others[0]]):
        found, others = {name: Column.FIRST_NAME, others[0]: Column.LAST_NAME}, others[1:]
    else:
        found = {name: Column.NAME}
    return found if has_group or not others else found | {others[0]: Column.GROUP}


def _is_word(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _are_single(texts: Sequence[str]) -> bool:
    return sum(" " in text for text in texts) * 2 < len(texts)


def _repeats(texts: Sequence[str]) -> bool:
    return len({text.casefold() for text in texts}) * 2 <= len(texts) != 1


def _with_both_names(columns: Columns, words: Sequence[str]) -> Columns:
    """“Name” beside “Vorname” is the last name, “Nombre” beside “Apellidos” the first."""
    if Column.NAME not in columns:
        return columns
    place = columns.index(Column.NAME)
    has_first, has_last = Column.FIRST_NAME in columns, Column.LAST_NAME in columns
    if has_first and not has_last and words[place] in NAME_BESIDE_FIRST:
        return (*columns[:place], Column.LAST_NAME, *columns[place + 1 :])
    if has_last and not has_first and words[place] in NAME_BESIDE_LAST:
        return (*columns[:place], Column.FIRST_NAME, *columns[place + 1 :])
    return columns
