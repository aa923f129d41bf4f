"""`fourchairs admin`: the first admin, and a way back in, from the machine that runs the site."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlmodel import Session

from app.commands.database import open_current_database
from app.commands.terminal import fail, read_settings
from app.events.actions import record
from app.events.event import RoleChanged
from app.learners import passwords
from app.learners.actions.accounts import set_password
from app.learners.actions.password_resets import make_reset_link
from app.learners.actions.sessions import new_subject
from app.learners.actions.sign_in import make_learner
from app.learners.email_addresses import looked_up, usable_email
from app.learners.models import Learner
from app.learners.person_name import person_name
from app.learners.queries import find
from app.learners.who import Role
from app.settings import Settings

admin = typer.Typer(no_args_is_help=True, help="Make an admin, or a link for a new password.")

NO_ACCOUNT = "no account"
Address = Annotated[str, typer.Argument(help="The person’s email address.")]


@admin.command()
def create(email: Address) -> None:
    """Make an admin, and print the link with which they choose their password.

    Where the address has an account already, its old password ends and its browsers are signed out:
    whoever opened it may not be the person who is meant.
    """
    with _writing() as (settings, db):
        address = _usable(email, settings)
        subject_id = make_admin(db, address, datetime.now(UTC))
        token = make_reset_link(db, subject_id, datetime.now(UTC))
    _show(settings, f"{address} is an admin.", token)


@admin.command()
def reset(email: Address) -> None:
    """Print a one-time link with which this person chooses a new password."""
    with _writing() as (settings, db):
        learner = find(db, looked_up(email))
        token = make_reset_link(db, learner.subject_id, datetime.now(UTC)) if learner else ""
    if not token:
        fail("There is no account with this address. To make an admin: fourchairs admin create EMAIL")
    _show(settings, "The old password still works until this link is used.", token)


def make_admin(db: Session, email: str, now: datetime) -> str:
    """The id of the admin under this address, made or promoted. Nobody knows the password they have now."""
    password_hash = passwords.hash_password(secrets.token_urlsafe())
    known = find(db, email)
    if known is None:
        learner = Learner(
            subject_id=new_subject(db, now),
            email=email,
            name=person_name(email.partition("@")[0]),
            password_hash=password_hash,
            role=Role.ADMIN,
            created_at=now,
        )
        make_learner(db, learner)
        _note_role(db, learner.subject_id, NO_ACCOUNT, now)
        return learner.subject_id
    learner = db.get_one(Learner, known.subject_id)
    if learner.role != Role.ADMIN:
        _note_role(db, known.subject_id, learner.role, now)
    learner.role = Role.ADMIN
    set_password(db, known.subject_id, password_hash)
    return known.subject_id


def _note_role(db: Session, subject_id: str, before: str, now: datetime) -> None:
    """Without an actor: by the command."""
    record(db.connection(), RoleChanged(subject=subject_id, before=before, after=Role.ADMIN), now=now)


def _usable(email: str, settings: Settings) -> str:
    try:
        return usable_email(email, settings.email_domains)
    except ValueError as error:
        fail(str(error))


@contextmanager
def _writing() -> Iterator[tuple[Settings, Session]]:
    settings = read_settings()
    with closing(open_current_database(settings)) as database, database.write() as db:
        yield settings, db


def _show(settings: Settings, sentence: str, token: str) -> None:
    """To stdout: the link is what was asked for."""
    typer.echo(f"{sentence} The link works once, for 24 hours:")
    typer.echo(f"{settings.public_url}/reset/{token}")
