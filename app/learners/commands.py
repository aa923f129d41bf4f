"""`fourchairs admin`: the first admin, and a way back in, from the machine that runs the site."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from sqlmodel import Session

from app import migrations
from app.db import Database
from app.learners import passwords
from app.learners.accounts import set_password
from app.learners.addresses import usable_email
from app.learners.identity import new_subject
from app.learners.models import Learner, Role
from app.learners.resets import make_reset_link
from app.learners.signing_in import find
from app.settings import Settings, SettingsError

admin = typer.Typer(no_args_is_help=True, help="Make an admin, or a link for a new password.")
console = Console(soft_wrap=True)

Address = Annotated[str, typer.Argument(help="The person’s email address.")]


@admin.command()
def create(email: Address) -> None:
    """Make an admin, and print the link with which they choose their password.

    Where the address has an account already, its old password ends and its browsers are signed out:
    whoever opened it may not be the person who is meant.
    """
    address = _usable(email)
    with _writing() as (settings, db):
        learner_id = make_admin(db, address, datetime.now(UTC))
        token = make_reset_link(db, learner_id, datetime.now(UTC))
    _show(settings, f"{address} is an admin.", token)


@admin.command()
def reset(email: Address) -> None:
    """Print a one-time link with which this person chooses a new password."""
    with _writing() as (settings, db):
        learner = find(db, _usable(email))
        token = make_reset_link(db, learner.learner_id, datetime.now(UTC)) if learner else ""
    if not token:
        _fail("There is no account with this address. To make an admin: fourchairs admin create EMAIL")
    _show(settings, "The old password still works until this link is used.", token)


def make_admin(db: Session, email: str, now: datetime) -> int:
    """The number of the admin under this address, with a password that nobody knows."""
    password_hash = passwords.hash_password(secrets.token_urlsafe())
    known = find(db, email)
    if known is None:
        learner = Learner(
            subject_id=new_subject(db, now),
            email=email,
            name=email.partition("@")[0],
            password_hash=password_hash,
            role=Role.ADMIN,
            created_at=now,
        )
        db.add(learner)
        db.flush()
        return learner.id or 0
    db.get_one(Learner, known.learner_id).role = Role.ADMIN
    set_password(db, known.learner_id, known.subject_id, password_hash)
    return known.learner_id


def _usable(email: str) -> str:
    try:
        return usable_email(email)
    except ValueError as error:
        _fail(str(error))


@contextmanager
def _writing() -> Iterator[tuple[Settings, Session]]:
    """The settings and a transaction, in a database that is migrated where it is the embedded one."""
    try:
        settings = Settings.read()
    except SettingsError as error:
        _fail(f"The settings need a look:\n{error}")
    database = Database.from_settings(settings)
    if database.is_sqlite:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        migrations.upgrade(database)
    elif migrations.current(database) != migrations.head():
        database.close()
        _fail("The database is not up to date. Run: fourchairs migrate")
    with closing(database), database.write() as db:
        yield settings, db


def _show(settings: Settings, sentence: str, token: str) -> None:
    console.print(sentence, "The link works once, for 24 hours:", markup=False, highlight=False)
    console.print(f"{settings.public_url}/reset/{token}", markup=False, highlight=False)


def _fail(message: str) -> NoReturn:
    Console(stderr=True, soft_wrap=True).print(message, markup=False, highlight=False)
    raise typer.Exit(2)
