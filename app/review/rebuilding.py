"""A card's state from evidence alone: to bring two people's recalls together, and to prove that the state follows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.review.models import REVIEW
from app.review.schedule import Memory, Rating, rebuilt


def rebuild(db: Session, *, subject_id: int, key: Mapping[str, Any]) -> Memory | None:
    """`key` has the columns of a card's key. None where nothing has happened."""
    of_it = [REVIEW.c[name] == value for name, value in key.items()]
    rows = select(REVIEW.c.rating, REVIEW.c.at).where(REVIEW.c.subject_id == subject_id, *of_it)
    events = db.execute(rows.order_by(REVIEW.c.at, REVIEW.c.id)).all()
    return rebuilt((Rating(row.rating), row.at) for row in events)
