"""Full text search in what the site serves: an index in memory, made from the content and kept while it lasts.

It is SQLite’s FTS5 whatever database the site has: the content is in files, so every process can have it at hand.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

from app.content.memo import Memo
from app.db import sqlite_module
from app.search.passages import Passage, passages
from app.search.results import END, FOUND, Match, Results, grouped
from app.search.typed_words import Query
from app.site_content import SiteContent

MOST = 400  # passages looked at for one page
SNIPPET = 28  # words, about
TABLES = {"plain": "unicode61", "stemmed": "porter unicode61"}
_MATCHING = f"""
    select bm25({{table}}, 8, 4, 1), rowid, snippet({{table}}, 2, ?, ?, '…', {SNIPPET})
    from {{table}} where {{table}} match ? order by 1 limit {MOST}
"""  # noqa: S608


class Search:
    """Looks in the content of one moment; its index is made when it is first searched. Safe for many threads."""

    def __init__(self) -> None:
        self._indexes: Memo[Index] = Memo(1)

    def find(self, content: SiteContent, query: Query) -> Results:
        """What has all of the words; where nothing has, what has any of them."""
        if not query.words:
            return Results({})
        index = self._indexes.get(content, lambda: Index(content))
        every = index.matches(query.words, every=True)
        if every or len(query.words) == 1:
            return Results(grouped(every, index.passages))
        return Results(grouped(index.matches(query.words, every=False), index.passages), every=False)


class Index:
    """The words as they are for beginnings of words, and their stems for other forms."""

    def __init__(self, content: SiteContent) -> None:
        self.passages: Sequence[Passage] = list(passages(content.lessons, content.scenarios.scenarios))
        self._lock = Lock()
        self._connection = sqlite_module().connect(":memory:", check_same_thread=False)
        rows = [(number, one.title, one.place, one.words) for number, one in enumerate(self.passages)]
        for table, tokenizer in TABLES.items():
            self._fill(table, tokenizer, rows)

    def matches(self, words: Sequence[str], *, every: bool) -> list[Match]:
        """The passages with `every` word or with any of them, the best first. A word may be a beginning."""
        asked = (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
        with self._lock:
            rows = [row for table in TABLES for row in self._matching(table, asked)]
        best: dict[int, Match] = {}
        for _, number, snippet in sorted(rows):
            best.setdefault(number, Match(number, snippet))
        return list(best.values())[:MOST]

    def _fill(self, table: str, tokenizer: str, rows: Sequence[tuple[int, str, str, str]]) -> None:
        columns = f"title, place, words, tokenize = '{tokenizer}'"
        self._connection.execute(f"create virtual table {table} using fts5({columns})")
        insert = f"insert into {table} (rowid, title, place, words) values (?, ?, ?, ?)"  # noqa: S608
        self._connection.executemany(insert, rows)

    def _matching(self, table: str, asked: str) -> list[Any]:
        return list(self._connection.execute(_MATCHING.format(table=table), (FOUND, END, asked)))
