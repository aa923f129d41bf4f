"""What becomes of recalls when two subjects turn out to be one, ask for their data, or leave."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.db import upsert
from app.learners.actions.personal_data import copy_rows, delete_rows
from app.review.actions import KEY, put_card
from app.review.card import CardKey
from app.review.models import REVIEW, REVIEW_CARD
from app.review.queries import rebuild

EXPORT_NAME = "review"
TABLES = (REVIEW, REVIEW_CARD)


def merge(db: Session, *, source: str, target: str) -> None:
    """Evidence moves over; a card that both had is rebuilt from what both did."""
    copy_rows(db, REVIEW, source=source, target=target)
    for row in db.execute(select(REVIEW_CARD).where(REVIEW_CARD.c.subject_id == source)).all():
        upsert(db, REVIEW_CARD, {**row._mapping, "subject_id": target}, key=KEY)
        if memory := rebuild(db, subject_id=target, key=_named(row._mapping)):
            put_card(db, {"subject_id": target, **_named(row._mapping)}, memory)
    erase(db, subject_id=source)


def export(db: Session, *, subject_id: str) -> dict[str, Any]:
    cards = db.execute(select(REVIEW_CARD).where(REVIEW_CARD.c.subject_id == subject_id)).all()
    reviews = select(REVIEW).where(REVIEW.c.subject_id == subject_id).order_by(REVIEW.c.at, REVIEW.c.id)
    return {
        "cards": [_named(row._mapping) | {"state": row.state, "due": row.due.isoformat()} for row in cards],
        "recalled": [
            _named(row._mapping)
            | {"rating": row.rating, "option": row.option_id, "begins": row.begins, "at": row.at.isoformat()}
            for row in db.execute(reviews)
        ],
    }


def erase(db: Session, *, subject_id: str) -> None:
    delete_rows(db, REVIEW_CARD, REVIEW, subject_id=subject_id)


def anonymize(db: Session, *, subject_id: str) -> None:
    """What was recalled is the site's own words: how well it was may be counted once nobody knows who."""


def _named(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in CardKey._fields}
