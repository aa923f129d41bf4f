"""Commands that look after the database: its schema, its backups, and one filled for trying things out."""

import secrets
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app import migrations
from app.backup import BackupError, back_up
from app.commands.project import Project
from app.commands.terminal import fail, notes, open_current_database, open_database, read_settings
from app.demo import DemoRefused, fill
from app.learners.passwords import hash_password

File = Annotated[Path, typer.Argument(help="The backup’s file.", dir_okay=False)]


def migrate() -> None:
    """Bring the database’s schema up to date."""
    with closing(open_database(read_settings())) as database:
        before = migrations.current(database)
        migrations.upgrade(database, tell=notes.print)
        notes.print(f"The database is at {migrations.current(database)}, and was at {before or 'nothing'}.")


def backup(file: File) -> None:
    """Write all that the database holds to FILE, while the site goes on.

    The file fits SQLite and PostgreSQL alike. It holds people’s data, also of those who are erased later: only you
    may read it, so keep it so, and no longer than you need it.
    """
    with closing(open_current_database(read_settings())) as database, notes.status("Writing the backup"):
        try:
            rows = back_up(database, file, now=datetime.now(UTC))
        except BackupError as error:
            fail(str(error), status=1)
    notes.print(f"{file} holds {rows:,} rows.")


def demo(
    learners: Annotated[int, typer.Option(min=3, max=1_000_000, help="How many people to invent.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same people.")] = 1,
) -> None:
    """Fill a new database with invented learners and months of history."""
    settings = read_settings()
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    columns = (TextColumn("Inventing learners"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with closing(open_current_database(settings)) as database, Progress(*columns, console=notes) as bar:
        task = bar.add_task("", total=learners)
        try:
            accounts = fill(
                database,
                Project(settings).content,
                learners=learners,
                seed=seed,
                now=datetime.now(UTC),
                password_hash=hash_password(password),
                progress=lambda count: bar.advance(task, count),
            )
        except DemoRefused as error:
            fail(str(error), status=1)
    notes.print(f"Sign in as {', '.join(accounts)} with the password {password}")
