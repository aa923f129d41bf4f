"""One thing recalled, as it is explained afterwards."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.learners.time_zones import local_day
from app.lessons.lesson import Check, Option
from app.review.card import CardKey, Kind
from app.review.day import spoken
from app.review.models import REVIEW
from app.review.queries import Content, Deck, key_of
from app.review.schedule import Rating


@dataclass(frozen=True, slots=True)
class LookBack:
    """`check` and `chosen` are None where they are no longer there, and for a phrase, which has `words`.

    `comes_back` is a day in words; empty where it does not, or is due again already.
    """

    key: CardKey
    rating: Rating
    comes_back: str = ""
    check: Check | None = None
    chosen: Option | None = None
    words: str = ""


def look_back(
    connection: Connection, content: Content, deck: Deck, number: int, *, subject_id: int | None
) -> LookBack | None:
    """None where `number` is no evidence of this subject's."""
    r = REVIEW.c
    mine = select(REVIEW).where(r.id == number, r.subject_id == subject_id, r.begins.is_(False))
    row = connection.execute(mine).first() if number and subject_id else None
    if row is None:
        return None
    key = key_of(row)
    card = deck.cards.get(key)
    check = content.check(key.source_id, key.item_id) if key.kind is Kind.CHECK else None
    return LookBack(
        key=key,
        rating=Rating(row.rating),
        comes_back=_comes_back(deck, key),
        check=check,
        chosen=check.option(row.option_id or "") if check else None,
        words=card.words if card else "",
    )


def _comes_back(deck: Deck, key: CardKey) -> str:
    card = deck.cards.get(key)
    due = local_day(card.due, deck.zone) if card else deck.today
    return spoken(due, deck.today) if due > deck.today else ""
