"""Wiping a SQLite file: what no row holds any more is not in the file either."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from app.db import Database, engines, sqlite_module
from app.db.file_wipe import mark_erased


def found(file: Path, words: set[str]) -> set[str]:
    data = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return {word for word in words if word.encode() in data}


def left_by_balancing(file: Path) -> tuple[str, set[str]]:
    """A word that was deleted and is still in the file, and those that live. Rows are of many sizes, in no order."""
    chance, living = random.Random(1), dict[int, str]()
    with closing(sqlite_module().connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode=delete", "secure_delete=on", "synchronous=off"):
            raw.execute(f"pragma {pragma}")
        raw.execute("create table note (words text primary key, id int, more text)")
        raw.execute("create index note_more on note (more)")
        for number in range(600):
            living[number] = f"{chance.randrange(16**4):04x}zq{chance.randrange(16**16):016x}"
            row = (living[number], number, living[number] * chance.choice([1, 1, 1, 3, 20, 300]))
            raw.execute("insert into note values (?, ?, ?)", row)
            if chance.random() < 0.4:
                word = living.pop(chance.choice(list(living)))
                raw.execute("delete from note where words = ?", (word,))
                if found(file, {word}):
                    return word, set(living.values())
    pytest.skip("this SQLite leaves no copies")


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_copies_that_sqlite_leaves_where_it_balances_a_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """`secure_delete` does not know of rows that were moved between pages before they were deleted."""
    monkeypatch.setattr(engines, "wal_is_safe", lambda _version: mode == "wal")
    file = tmp_path / "site.db"
    word, living = left_by_balancing(file)
    database = Database(f"sqlite:///{file}")
    with database.change() as connection:
        mark_erased(connection)
    assert database.wipe.is_owed()
    assert database.wipe.run()
    assert not database.wipe.is_owed()
    assert found(file, {word}) == set()
    assert found(file, living) == living
    database.close()


def test_postgresql_is_asked_nothing(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """It does this in its own time: nothing is tried there, so nothing fails and nothing is left to try again."""
    caplog.set_level("INFO")
    assert database.wipe.run(large=True)
    assert caplog.messages == []


def test_what_is_erased_while_it_is_wiped_stays_owed(tmp_path: Path) -> None:
    database, other = (Database(f"sqlite:///{tmp_path}/site.db") for _ in range(2))
    for erased_again in (False, True):
        with database.change() as connection:
            mark_erased(connection)
        with database.engine.connect() as reader:
            reader.exec_driver_sql("select * from sqlite_master").all()
            if erased_again:
                with other.change() as connection:
                    mark_erased(connection)
            if engines.journal_mode() == "wal":
                assert not database.wipe.run()
                assert other.wipe.is_owed()
        assert other.wipe.run()
        assert not database.wipe.is_owed()
    database.close()
    other.close()
