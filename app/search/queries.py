"""Full text search as SQLite and as PostgreSQL do it: the only place that knows how they differ.

An engine holds one state of the content. It knows passages by their number, and marks what it found in their
words with `FOUND` and `END`, which no text contains.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple, Protocol

from sqlalchemy import delete, insert, select, text
from sqlmodel import Session

from app.db import Database, sqlite_module
from app.search import models  # noqa: F401
from app.search.models import SEARCH_PASSAGE
from app.search.passages import Passage

FOUND, END = "\x02", "\x03"
LESS = "\x04"  # for PostgreSQL: it takes what follows a < for a tag, and leaves it out of headlines
MOST = 400  # passages looked at for one page
SNIPPET = 28  # words, about
TABLES = {"plain": "unicode61", "stemmed": "porter unicode61"}
OUTDATED = timedelta(days=1)  # a server that is being replaced may still need its index


class Found(NamedTuple):
    """`snippet` is cut out of the passage’s words, with the words that were looked for marked."""

    number: int
    snippet: str


class Engine(Protocol):
    def find(self, words: Sequence[str], *, every: bool) -> list[Found]:
        """The passages with `every` word or with any of them, the best first. A word may be a beginning."""


def engine_for(database: Database, key: str, passages: Sequence[Passage]) -> Engine:
    if database.is_sqlite:
        return InMemory(passages)
    return InPostgres(database, key, passages)


class InMemory:
    """FTS5, with the words as they are for beginnings of words and with their stems for other forms."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._lock = Lock()
        self._connection = sqlite_module().connect(":memory:", check_same_thread=False)
        rows = [(number, one.title, one.place, one.words) for number, one in enumerate(passages)]
        for name, tokenizer in TABLES.items():
            columns = f"title, place, words, tokenize = '{tokenizer}'"
            self._connection.execute(f"create virtual table {name} using fts5({columns})")
            self._connection.executemany(
                f"insert into {name} (rowid, title, place, words) values (?, ?, ?, ?)",  # noqa: S608
                rows,
            )

    def find(self, words: Sequence[str], *, every: bool) -> list[Found]:
        match = (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
        with self._lock:
            rows = [row for name in TABLES for row in self._matching(name, match)]
        best: dict[int, Found] = {}
        for _, number, snippet in sorted(rows):
            best.setdefault(number, Found(number, snippet))
        return list(best.values())[:MOST]

    def _matching(self, table: str, match: str) -> list[Any]:
        return list(self._connection.execute(_MATCHING.format(table=table), (FOUND, END, match)))


class InPostgres:
    """A tsvector for each passage, with the words as they are and with their stems.

    The first process that meets this content fills the table; the others find it filled.
    """

    def __init__(self, database: Database, key: str, passages: Sequence[Passage]) -> None:
        self._database, self._key = database, key
        with database.write() as db:
            _fill(db, key, passages)

    def find(self, words: Sequence[str], *, every: bool) -> list[Found]:
        each = [f"(to_tsquery('english', :w{n}) || to_tsquery('simple', :w{n}))" for n, _ in enumerate(words)]
        query = _FIND.format(query=(" && " if every else " || ").join(each), loose=" || ".join(each))
        values = {f"w{n}": f"'{word}':*" for n, word in enumerate(words)}
        with self._database.read() as db:
            rows = db.execute(text(query), {**values, "key": self._key, "style": _STYLE}).all()
        return [Found(row.number, _elided(row.snippet, row.words).replace(LESS, "<")) for row in rows]


def _elided(snippet: str, words: str) -> str:
    """With dots where it was cut out of the words, as SQLite does it."""
    shown = snippet.replace(FOUND, "").replace(END, "")
    return f"{'' if words.startswith(shown) else '…'}{snippet}{'' if words.endswith(shown) else '…'}"


_MATCHING = f"""
    select bm25({{table}}, 8, 4, 1), rowid, snippet({{table}}, 2, ?, ?, '…', {SNIPPET})
    from {{table}} where {{table}} match ? order by 1 limit {MOST}
"""  # noqa: S608
_STYLE = f'StartSel="{FOUND}", StopSel="{END}", MaxFragments=1, MinWords={SNIPPET // 2}, MaxWords={SNIPPET}'
_FIND = f"""
    with asked as (select {{query}} as query, {{loose}} as loose), best as (
        select number, words, loose, ts_rank_cd(lexemes::tsvector, query) as rank
        from search_passage, asked where content_key = :key and lexemes::tsvector @@ query
        order by rank desc, number limit {MOST})
    select number, words, ts_headline('english', words, loose, :style) as snippet from best order by rank desc, number
"""  # noqa: S608
_LEXEMES = text("""
    select (setweight(to_tsvector('english', :title), 'A') || setweight(to_tsvector('simple', :title), 'A')
         || setweight(to_tsvector('english', :place), 'B') || setweight(to_tsvector('simple', :place), 'B')
         || to_tsvector('english', :words) || to_tsvector('simple', :words))::text
""")


def _fill(db: Session, key: str, passages: Sequence[Passage]) -> None:
    db.execute(text("select pg_advisory_xact_lock(4243)"))
    if db.execute(
        select(SEARCH_PASSAGE.c.number).where(SEARCH_PASSAGE.c.content_key == key).limit(1)
    ).first():
        return
    now = datetime.now(UTC)
    db.execute(delete(SEARCH_PASSAGE).where(SEARCH_PASSAGE.c.made_at < now - OUTDATED))
    for number, one in enumerate(passages):
        texts = {"title": one.title, "place": one.place, "words": one.words}
        lexemes = db.scalar(_LEXEMES, texts)
        values = {"content_key": key, "number": number, "lexemes": lexemes, "made_at": now}
        db.execute(insert(SEARCH_PASSAGE).values(words=one.words.replace("<", LESS), **values))
