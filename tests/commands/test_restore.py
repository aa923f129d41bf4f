"""`fourchairs restore`: who was erased since the backup is asked about, and what fails was never there."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlmodel import select
from typer.testing import CliRunner

from app import migrations
from app.cli import cli
from app.db import Database
from app.learners.actions.clean_up import finish_erasing
from app.learners.actions.personal_data import anonymize_learner, erase_subject, merge_visitor
from app.learners.actions.sessions import new_subject, open_session
from app.learners.erasure_record import ErasureRecord
from app.learners.models import BrowserSession, Erasure, Learner, Subject
from app.slices import SLICES
from tests.backup.files import cell, opened, sealed
from tests.commands.conftest import Run
from tests.conftest import Clock
from tests.databases import FreshDatabases
from tests.rows import content, fill


class Site:
    """Vera is a visitor, Lena and Ola have accounts; a backup knows all three and a visit of Lena's."""

    def __init__(self, database: Database, url: str, folder: Path, clock: Clock, run: Run) -> None:
        self.database, self.url, self.clock = database, url, clock
        self.file, self.record = folder / "site.backup", ErasureRecord(folder / "kept" / "site.erasures")
        self._run = run
        with database.write() as db:
            self.vera, self.visit = new_subject(db, clock()), new_subject(db, clock())
            self.lena = self._account(db, "lena")
            self.ola = self._account(db, "ola")
        self.run("backup", str(self.file))
        clock.advance(hours=1)

    def _account(self, db: object, name: str) -> str:
        subject_id = new_subject(db, self.clock())  # type: ignore[arg-type]
        row = Learner(
            subject_id=subject_id,
            email=f"{name}@example.org",
            name=name,
            password_hash="",
            created_at=self.clock(),
        )
        db.add(row)  # type: ignore[attr-defined]
        db.flush()  # type: ignore[attr-defined]
        open_session(db, subject_id=subject_id, signed_in=True, now=self.clock())  # type: ignore[arg-type]
        return subject_id

    def forget_vera_and_lena(self) -> None:
        with self.database.write() as db:
            assert merge_visitor(db, SLICES, source=self.visit, target=self.lena)
            erase_subject(db, SLICES, subject_id=self.vera, now=self.clock())
        with self.database.write() as db:
            anonymize_learner(db, SLICES, subject_id=self.lena, now=self.clock())
        finish_erasing(self.database, self.record)

    def run(self, *arguments: str, answer: str | None = None, url: str = "") -> Result:
        environment = {"DATABASE_URL": url or self.url, "ERASURES_FILE": str(self.record.path)}
        return CliRunner().invoke(cli, arguments, env=environment, input=answer)

    def restore(self, *flags: str, answer: str | None = None, url: str = "") -> Result:
        return self.run("restore", str(self.file), *flags, answer=answer, url=url)


@pytest.fixture
def site(database: Database, database_url: str, tmp_path: Path, clock: Clock, run: Run) -> Site:
    return Site(database, database_url, tmp_path, clock, run)


def people(database: Database) -> tuple[set[str], set[str]]:
    """Names of accounts, and the subjects that are somebody."""
    with database.read() as db:
        living = select(Subject.id).where(Subject.anonymized_at.is_(None))  # type: ignore[union-attr]
        return set(db.exec(select(Learner.name))), set(db.exec(living))  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["--erase-again", "y\n", "\n"])
def test_the_erased_stay_erased(site: Site, how: str) -> None:
    site.forget_vera_and_lena()
    reply = site.restore("--replace", how) if how.startswith("--") else site.restore("--replace", answer=how)
    assert reply.exit_code == 0, reply.stderr
    assert people(site.database) == ({"ola"}, {site.ola})
    with site.database.read() as db:
        assert len(db.exec(select(Erasure)).all()) == 3
        assert db.exec(select(BrowserSession)).all() == []


@pytest.mark.parametrize("how", ["--keep-erased", "n\n"])
def test_they_come_back_only_where_somebody_says_so(site: Site, how: str) -> None:
    site.forget_vera_and_lena()
    reply = site.restore("--replace", how) if how.startswith("--") else site.restore("--replace", answer=how)
    assert reply.exit_code == 0
    assert people(site.database) == ({"lena", "ola"}, {site.vera, site.visit, site.lena, site.ola})
    assert "Erase them again?" in site.restore("--replace", answer="y\n").stderr


def test_it_says_how_many(site: Site) -> None:
    site.forget_vera_and_lena()
    said = site.restore("--replace", answer="y\n").stderr
    assert "1 visitor was forgotten" in said


def test_nobody_answers(site: Site) -> None:
    site.forget_vera_and_lena()
    before = content(site.database)
    reply = site.restore("--replace", answer="")
    assert reply.exit_code == 1
    assert "--erase-again or --keep-erased" in reply.stderr
    assert content(site.database) == before


def test_the_database_is_lost_and_the_record_is_not(site: Site, databases: FreshDatabases) -> None:
    site.forget_vera_and_lena()
    with databases.fresh("sqlite", migrated=False) as url:
        reply = site.restore("--erase-again", url=url)
        assert reply.exit_code == 0, reply.stderr
        database = Database(url)
        assert people(database) == ({"ola"}, {site.ola})
        database.close()


def test_the_record_is_lost_and_the_database_is_not(site: Site) -> None:
    site.forget_vera_and_lena()
    site.record.path.unlink()
    assert site.restore("--replace", "--erase-again").exit_code == 0
    assert people(site.database) == ({"ola"}, {site.ola})
    assert len(site.record.read()) == 3


def test_both_are_lost(site: Site, databases: FreshDatabases) -> None:
    site.forget_vera_and_lena()
    site.record.path.unlink()
    with databases.fresh("sqlite", migrated=False) as url:
        assert "who was erased since is not known" in site.restore(url=url).stderr


def test_an_id_that_another_site_gave_is_somebody_else(site: Site) -> None:
    """Ids of before 0006 are numbers, which every site had."""
    with site.database.write() as db:
        gone = new_subject(db, site.clock())
        erase_subject(db, SLICES, subject_id=gone, now=site.clock())
    finish_erasing(site.database, site.record)
    site.clock.advance(hours=1)
    with site.database.write() as db:
        db.add(Subject(id=gone, created_at=site.clock(), seen_at=site.clock()))
    assert site.run("backup", str(site.file)).exit_code == 0
    reply = site.restore("--replace")
    assert reply.exit_code == 0
    assert "Nobody in them is known to have been erased" in reply.stderr
    assert gone in people(site.database)[1]


def test_a_record_that_is_torn_is_read_as_far_as_it_goes(site: Site) -> None:
    site.forget_vera_and_lena()
    known = site.record.read()
    with site.record.path.open("a") as record:
        record.write('not JSON\n[]\n{"subject": "x"}\n{"subject": 1, "began": "2026"')
    assert site.record.read() == known
    with site.database.write() as db:
        erase_subject(db, SLICES, subject_id=new_subject(db, site.clock()), now=site.clock())
    finish_erasing(site.database, site.record)
    finish_erasing(site.database, site.record)
    assert len(site.record.read()) == len(known) + 1
    assert len(site.record.path.read_text().splitlines()) == len(known) + 1 + 4


def test_the_record_holds_numbers_and_times_alone(site: Site) -> None:
    site.forget_vera_and_lena()
    rows = [json.loads(line) for line in site.record.path.read_text().splitlines()]
    assert {name for row in rows for name in row} == {"subject", "began", "erased", "account"}
    assert site.record.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_fails_was_never_there(site: Site, databases: FreshDatabases, tmp_path: Path, kind: str) -> None:
    lines = opened(site.file)
    cell(lines, "learner", "subject_id", "nobody")
    site.file.write_bytes(sealed(lines))
    with databases.fresh("postgresql", migrated=False) as postgres:
        url = postgres if kind == "postgresql" else f"sqlite:///{tmp_path}/a/b/new.db"
        reply = site.restore(url=url)
        assert reply.exit_code == 1
        assert "do not fit together" in reply.stderr
        if kind == "postgresql":
            database = Database(url)
            assert migrations.current(database) == ""
            database.close()
    assert not (tmp_path / "a").exists()


def test_a_bad_file_touches_no_database(site: Site, tmp_path: Path) -> None:
    site.file.write_bytes(b"no backup")
    assert site.restore(url=f"sqlite:///{tmp_path}/a/b/new.db").exit_code == 1
    assert not (tmp_path / "a").exists()


def test_nobody_is_signed_in_afterwards(run: Run, database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    fill(database)
    file = str(tmp_path / "x.backup")
    assert run("backup", file, DATABASE_URL=database_url).exit_code == 0
    assert run("restore", file, "--replace", DATABASE_URL=database_url).exit_code == 0
    with database.read() as db:
        assert db.exec(select(BrowserSession)).all() == []
    database.close()
