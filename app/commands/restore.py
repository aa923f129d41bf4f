"""`fourchairs restore`: everything from a backup, but for the people who were erased since it was made."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app import migrations
from app.backup import BackupError, check, of_this_release, would_return
from app.backup import restore as restore_from
from app.commands.database import open_database
from app.commands.terminal import fail, notes, read_settings
from app.db import Database
from app.learners.actions.clean_up import erasures, finish_erasing
from app.learners.erasure_record import Erased, ErasureRecord
from app.settings import Settings
from app.slices import SLICES

File = Annotated[Path, typer.Argument(help="The backup’s file.", dir_okay=False)]
NOBODY_ANSWERS = "Nobody answered, and nothing was changed. Say --erase-again or --keep-erased."


def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Give up what the database holds now.")] = False,
    again: Annotated[
        bool | None,
        typer.Option(
            "--erase-again/--keep-erased",
            help="Whether people who were erased since the backup are erased again; asked, if left out.",
        ),
    ] = None,
) -> None:
    """Fill the database from a backup: all of it, or nothing if anything is wrong.

    Nobody is signed in afterwards. Whoever was erased after the backup was made would be back: the record of
    erasures, in the database and beside it, tells how many, and you are asked whether to erase them again.
    """
    settings = read_settings()
    record = ErasureRecord(settings.erasures_file)
    try:
        with _readable(file) as whole, _database(settings) as database:
            known = _known(database, record)
            returning = would_return(whole, known, schema=migrations.head())
            chosen = returning if _erase_again(returning, record, again) else []
            with notes.status("Restoring"):
                rows = restore_from(
                    database, whole, replace=replace, known=known, again=chosen, slices=SLICES
                )
                finish_erasing(database, record)
                database.wipe.run(large=True)
    except BackupError as error:
        fail(str(error), status=1)
    notes.print(f"{rows:,} rows are back. {_said(returning, chosen)}")


@contextmanager
def _readable(file: Path) -> Iterator[Path]:
    """The backup, read through once; one of an older release as this one would have made it."""
    with ExitStack() as stack:
        with notes.status("Reading the backup"):
            whole = stack.enter_context(of_this_release(file))
            check(whole, schema=migrations.head())
        yield whole


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """With its tables. Where it was made for this and something goes wrong, it is gone again."""
    missing = _missing(settings)
    with closing(open_database(settings)) as database:
        schema = migrations.current(database)
        try:
            if not schema:
                migrations.upgrade(database)
            elif schema != migrations.head():
                fail("The database’s schema is not this program’s. Run: fourchairs migrate", status=1)
            yield database
        except BaseException:
            if not schema and not missing:
                migrations.withdraw(database)
            database.wipe.run(large=True)
            database.close()
            _take_away(settings, missing)
            raise


def _missing(settings: Settings) -> list[Path]:
    """The file and the folders around it that are not there, the innermost first."""
    if not settings.is_sqlite:
        return []
    file = settings.sqlite_file
    return [path for path in (file, *file.parents) if not path.exists()]


def _take_away(settings: Settings, missing: list[Path]) -> None:
    for path in missing:
        if path == settings.sqlite_file:
            for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
                each.unlink(missing_ok=True)
        elif path.is_dir():
            path.rmdir()


def _known(database: Database, record: ErasureRecord) -> set[Erased]:
    try:
        beside = record.read()
    except OSError as error:
        fail(f"{record.path} cannot be read: {error.strerror or error}. Nothing was changed.", status=1)
    with database.read() as db:
        return beside | set(erasures(db))


def _erase_again(returning: list[Erased], record: ErasureRecord, again: bool | None) -> bool:
    if not returning:
        if not record.exists():
            notes.print(
                f"There is no record of erasures at {record.path}: who was erased since is not known."
            )
        return False
    if again is not None:
        return again
    notes.print(f"Since this backup was made, {_counted(returning)}. They are in it, and would be back.")
    try:
        return typer.confirm("Erase them again?", default=True, err=True)
    except typer.Abort:
        fail(NOBODY_ANSWERS, status=1)


def _counted(erased: list[Erased]) -> str:
    accounts = sum(row.account for row in erased)
    visitors = len(erased) - accounts
    said = [
        f"{count:,} {one if count == 1 else many}"
        for count, one, many in (
            (accounts, "account was deleted", "accounts were deleted"),
            (visitors, "visitor was forgotten", "visitors were forgotten"),
        )
        if count
    ]
    return " and ".join(said)


def _said(returning: list[Erased], chosen: list[Erased]) -> str:
    if not returning:
        return "Nobody in them is known to have been erased since. Everybody has to sign in again."
    what = "was carried out again" if chosen else "was left undone, as you said"
    return f"That {_counted(returning)} {what}. Everybody has to sign in again."
