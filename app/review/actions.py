"""Recall one card: the evidence is stored, and when the card comes back beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from app.db import upsert
from app.learners import models as learners  # noqa: F401
from app.review.card import Card, CardKey
from app.review.models import REVIEW, REVIEW_CARD
from app.review.queries import Deck
from app.review.schedule import Memory, Rating, recalled, to_json
from app.ulid import new_id

KEY = ("subject_id", *CardKey._fields)


def recall(
    db: Session,
    deck: Deck,
    key: CardKey,
    rating: Rating,
    *,
    subject_id: str,
    option: str | None,
    now: datetime,
) -> str | None:
    """The id of the new evidence; None where this card is not due today, and then nothing is kept.

    `deck` must have been read in this transaction, with the subject locked before (`act_as`): otherwise two tabs
    could recall more than three in a day.
    """
    if key not in deck.day.due:
        return None
    card = deck.cards[key]
    row = {"subject_id": subject_id, **key._asdict()}
    if card.memory is None:
        _begin(db, row, card)
    put_card(db, row, recalled(card.known, rating, now))
    made = {**row, "id": new_id(now), "rating": int(rating), "option_id": option, "begins": False, "at": now}
    db.execute(insert(REVIEW).values(made))
    return str(made["id"])


def put_card(db: Session, key: dict[str, Any], memory: Memory) -> None:
    state = {"state": to_json(memory), "due": memory.due}
    upsert(db, REVIEW_CARD, {**key, **state}, key=KEY, update=list(state))


def _begin(db: Session, row: dict[str, Any], card: Card) -> None:
    """Copy what the card began with, since a phrase can be let go of and kept anew."""
    rating, at, option = card.beginning
    values = {**row, "id": new_id(at), "rating": int(rating), "option_id": option, "begins": True, "at": at}
    db.execute(insert(REVIEW).values(values))
