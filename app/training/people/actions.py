"""“We have talked”: written down for the lead and the member alike."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session

from app.errors import NotFound
from app.training.models import MEMBERSHIP

NOBODY = "There is nobody here by that name who belongs to the group."


def have_talked(db: Session, *, group_id: str, subject_id: str, now: datetime) -> None:
    """Takes them off the list of who needs a word for a while. Raises NotFound."""
    m = MEMBERSHIP.c
    mine = update(MEMBERSHIP).where(m.subject_id == subject_id, m.group_id == group_id)
    if not db.execute(mine.values(talked_at=now)).rowcount:  # type: ignore[attr-defined]
        raise NotFound(NOBODY)
