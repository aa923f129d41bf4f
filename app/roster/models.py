"""The list of a group, the links by which its people join, and files that wait to be reviewed.

Nothing here points to an account: whoever has joined is found by their membership, which names their entry.
"""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class RosterEntry(Model, table=True):
    """Somebody who is expected. `by_hand` names the fields that a lead set, which no file changes.

    Neither number nor address is unique here: a file may pass both on from one person to the next. `invited_at` is when
    the latest link was made, and `invited_until` when it ends: links stay out of backups, and this does not.
    """

    __tablename__ = "roster_entry"

    group_id: str = Field(foreign_key="training_group.id", primary_key=True)
    id: str = Field(primary_key=True)
    name: str
    address: str
    number: str
    by_hand: str = ""
    added_at: datetime = Field(sa_type=UtcDateTime)
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    invited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    invited_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PersonalLink(Model, table=True):
    """An invitation for one entry, to be used once. The token itself is kept nowhere."""

    __tablename__ = "personal_link"

    group_id: str = Field(foreign_key="training_group.id", primary_key=True)
    token_hash: str = Field(primary_key=True)
    roster_id: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RosterImport(Model, table=True):
    """A file that a lead sent, for a day. `held` is what the lists held then, as marks that give nobody away.

    `ticked` are the entries that are to be removed, with spaces between.
    """

    __tablename__ = "roster_import"

    group_id: str = Field(foreign_key="training_group.id", primary_key=True)
    id: str = Field(primary_key=True)
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    name: str
    text: str
    held: str
    ticked: str = ""
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


ROSTER_ENTRY = RosterEntry.__table__
PERSONAL_LINK = PersonalLink.__table__
ROSTER_IMPORT = RosterImport.__table__
