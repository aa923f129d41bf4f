"""What was erased is in none of the database's files: bytes that only this person had are looked for in each."""

import random
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database, engines
from app.learners.actions.clean_up import clean_up, finish_erasing
from app.learners.actions.personal_data import anonymize_learner, erase_subject
from app.learners.actions.sessions import new_subject, open_session
from app.learners.erasure_record import ErasureRecord
from app.learners.models import BrowserSession, Learner
from app.main import create_app
from app.settings import Settings
from app.slices import SLICES
from tests.conftest import ROOT, SECRET, Browse, Clock
from tests.databases import FreshDatabases
from tests.learners.actions.test_personal_data import OWN_WORDS
from tests.learners.people import PASSWORD, learner
from tests.learners.rows import Filler, kept_tables
from tests.serving import CONTENT_CACHE

PEOPLE = 24
FEW_SECONDS = 20.0
AGENT = {"User-Agent": "Mozilla/5.0 (Quokkascript) Firefox/131.0"}


@pytest.fixture(params=["wal", "delete"])
def file(
    request: pytest.FixtureRequest, databases: FreshDatabases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setattr(engines, "wal_is_safe", lambda _version: request.param == "wal")
    with databases.fresh("sqlite") as url:
        yield Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def record(tmp_path: Path) -> ErasureRecord:
    return ErasureRecord(tmp_path / "site.erasures")


def left(file: Path, words: set[str], *, within: float = FEW_SECONDS) -> set[str]:
    """The words that are still in one of the files after a few seconds."""
    end = time.monotonic() + within
    while found := _found(file, words):
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return found


def _found(file: Path, words: set[str]) -> set[str]:
    data = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return {word for word in words if word.encode() in data}


class Crowd:
    """People whose every word is their own, in rows of many sizes, so that SQLite moves them between pages."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock, self.chance = database, clock, random.Random(11)
        self.words: dict[str, set[str]] = {}
        self.accounts: set[str] = set()

    def join(self, *, account: bool) -> str:
        with self.database.write() as db:
            subject_id = new_subject(db, self.clock())
            filler = WordyFiller(db, subject_id, self.clock(), self.chance)
            for table in kept_tables():
                filler.fill(table)
            me = filler.word()
            row = Learner(subject_id=subject_id, email=f"{me}@example.org", name=f"N{me}", password_hash=f"H{me}",
                          created_at=self.clock())  # fmt: skip
            if account:
                db.add(row)
                db.flush()
                self.accounts.add(subject_id)
            session, _ = open_session(
                db, subject_id=subject_id, signed_in=account, now=self.clock(), browser=f"B{me}"
            )
            self.words[subject_id] = filler.own | {me, session.token_hash}
        return subject_id

    def leave(self, subject_id: str) -> set[str]:
        with self.database.write() as db:
            if subject_id in self.accounts:
                anonymize_learner(db, SLICES, subject_id=subject_id, now=self.clock())
            else:
                erase_subject(db, SLICES, subject_id=subject_id, now=self.clock())
        return self.words.pop(subject_id)


class WordyFiller(Filler):
    def __init__(self, db: object, subject_id: str, now: object, chance: random.Random) -> None:
        super().__init__(db, subject_id, now)  # type: ignore[arg-type]
        self.chance = chance
        self.own: set[str] = set()
        self.mark = self.word()

    def word(self) -> str:
        return f"{self.chance.randrange(16**4):04x}zq{self.chance.randrange(16**12):012x}"

    def _value(self, table: object, column: object) -> object:  # type: ignore[override]
        if (table.name, column.name) not in OWN_WORDS:  # type: ignore[attr-defined]
            return super()._value(table, column)  # type: ignore[arg-type]
        self.own.add(word := self.word())
        return word * self.chance.choice([1, 1, 2, 8, 60, 400])


def test_erased_and_deleted_one_after_the_other(
    file: Path, database: Database, record: ErasureRecord, clock: Clock
) -> None:
    crowd, gone = Crowd(database, clock), set[str]()
    for number in range(PEOPLE):
        crowd.join(account=number % 2 == 0)
        if number % 3:
            gone |= crowd.leave(crowd.chance.choice(list(crowd.words)))
        if number % 10 == 9:
            finish_erasing(database, record, since=clock())
    finish_erasing(database, record, since=clock())
    assert left(file, gone) == set()
    assert all(_found(file, words) for words in crowd.words.values())


def test_the_hourly_clean_up(file: Path, database: Database, record: ErasureRecord, clock: Clock) -> None:
    crowd = Crowd(database, clock)
    for number in range(PEOPLE):
        crowd.join(account=number % 5 == 0)
    clock.advance(days=400)
    clean_up(SLICES, database, clock())
    finish_erasing(database, record)
    visitors = crowd.words.keys() - crowd.accounts
    assert left(file, set().union(*(crowd.words[visitor] for visitor in visitors))) == set()


@pytest.mark.parametrize("prompt", ["at once", "killed"])
def test_on_the_pages_and_after_a_restart(
    file: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prompt: str
) -> None:
    if prompt == "killed":
        monkeypatch.setattr("app.learners.actions.clean_up.finish_erasing", lambda *_, **__: None)
        monkeypatch.setattr("app.learners.routes.privacy.finish_erasing", lambda *_, **__: None)
        monkeypatch.setattr("app.learners.routes.leaving.finish_erasing", lambda *_, **__: None)
    with site(file, tmp_path, clock) as browse:
        words = _forget(browse()) | _delete(browse, file)
        if prompt == "at once":
            assert left(file, words) == set()
    with site(file, tmp_path, clock):
        assert left(file, words) == set()


def _forget(browser: TestClient) -> set[str]:
    url = "/learn/four-chairs/a-path-not-a-wall"
    (plan,) = re.findall(r'name="plan" value="([^"]+)"', browser.get(url).text)
    words = {"plan": plan, "own": "Wombatword", "say": "Numbatword"}
    assert browser.post(f"{url}/plan", data=words, headers=AGENT).status_code == 303
    assert browser.post("/practice/the-printer-that-isnt-ours/attempts", headers=AGENT).status_code == 303
    assert browser.post("/forget-me").status_code == 303
    return {"Wombatword", "Numbatword", "Quokkascript"}


def _delete(browse: Browse, file: Path) -> set[str]:
    browser = learner(browse, "bandicoot@example.org", "Bilby Potoroo")
    database = Database(f"sqlite:///{file}")
    with database.read() as db:
        row = db.exec(select(Learner)).one()
        words = {row.password_hash, "bandicoot@example", "Potoroo"}
        words |= {session.token_hash for session in db.exec(select(BrowserSession)).all()}
    database.close()
    assert _found(file, words) == words
    assert browser.post("/account/delete", data={"password": PASSWORD}).status_code == 303
    return words


class site:  # noqa: N801
    def __init__(self, file: Path, folder: Path, clock: Clock) -> None:
        settings = Settings.read(
            database_url=f"sqlite:///{file}",
            secret=SECRET,
            content_dir=ROOT,
            cache_dir=CONTENT_CACHE,
            erasures_file=folder / "site.erasures",
            port=8000,
        )
        self.app = create_app(settings, clock=clock)
        self.client = TestClient(self.app)

    def __enter__(self) -> Browse:
        self.client.__enter__()
        return Browse(self.app)

    def __exit__(self, *error: object) -> None:
        self.client.__exit__(*error)  # type: ignore[arg-type]


def test_a_long_read_delays_it_and_nobody_else(
    file: Path, database: Database, record: ErasureRecord, clock: Clock
) -> None:
    """A backup, say: its snapshot holds the log. Writers go on; once it ends, the words go."""
    if engines.journal_mode() != "wal":
        pytest.skip("a rollback journal lets nobody write meanwhile, and is gone after each commit")
    crowd = Crowd(database, clock)
    people = [crowd.join(account=False) for _ in range(3)]
    with database.engine.connect() as reader:
        assert reader.execute(text("select count(*) from subject")).scalar() == 3
        words = crowd.leave(people[0])
        finish_erasing(database, record, since=clock())
        for _ in range(5):
            crowd.join(account=False)
        assert _found(file, words) == words
    finish_erasing(database, record, since=clock())
    assert left(file, words) == set()


def test_many_at_once_ask_for_it(file: Path, database: Database, record: ErasureRecord, clock: Clock) -> None:
    crowd = Crowd(database, clock)
    people = [crowd.join(account=False) for _ in range(12)]
    words = set().union(*crowd.words.values())

    def leave(subject_id: str) -> None:
        crowd.leave(subject_id)
        finish_erasing(database, record, since=clock())

    threads = [threading.Thread(target=leave, args=(subject_id,)) for subject_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert left(file, words) == set()
    assert {row.subject_id for row in record.read()} == set(people)
