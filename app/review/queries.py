"""One subject's cards, derived from what they answered and kept, as far as it is still on the site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlmodel import Session

from app.lessons.lesson import Check, Option
from app.lessons.library.lessons import Lessons
from app.phrases import models as phrases  # noqa: F401
from app.phrases.book import Kind as SourceKind
from app.phrases.book import Origin, PhraseBook
from app.phrases.models import KEPT_PHRASE
from app.reading.models import ANSWER
from app.review import models  # noqa: F401
from app.review.card import Beginning, Card, CardKey, Kind
from app.review.day import Day, plan_day, spoken
from app.review.models import REVIEW, REVIEW_CARD
from app.review.schedule import Memory, Rating, from_json, rating_of, rebuilt
from app.wall_time import day_begins, local_day


@dataclass(frozen=True, slots=True)
class Content:
    """What the site can ask about now."""

    lessons: Lessons
    books: Mapping[SourceKind, PhraseBook]

    def check(self, lesson_id: str, check_id: str) -> Check | None:
        """One of the lesson’s own; its recall asks about an earlier lesson, whose checks come back by themselves."""
        lesson = self.lessons.lessons.get(lesson_id)
        return next((check for check in lesson.checks if check.id == check_id), None) if lesson else None

    def origin(self, key: CardKey) -> Origin | None:
        return self.books[key.source_kind].origin(key.source_id)


@dataclass(frozen=True)
class Deck:
    """`zone` decides what a day is; `done` counts what was recalled on `today`."""

    cards: Mapping[CardKey, Card]
    done: int
    today: date
    zone: str

    @cached_property
    def day(self) -> Day[CardKey]:
        in_order = sorted(self.cards.values(), key=lambda card: (card.due, card.key))
        due_on = {card.key: local_day(card.due, self.zone) for card in in_order}
        return plan_day(due_on, done=self.done, today=self.today)

    @property
    def next_on(self) -> str:
        """“tomorrow”, “on Thursday”; empty where nothing is to come."""
        return spoken(self.day.next_on, self.today) if self.day.next_on else ""


def read_deck(
    connection: Connection, content: Content, *, subject_id: str | None, zone: str, now: datetime
) -> Deck:
    today = local_day(now, zone)
    if subject_id is None:
        return Deck({}, 0, today, zone)
    memories = _memories(connection, subject_id)
    found = (*_checks(connection, content, subject_id), *_phrases(connection, content, subject_id))
    cards = {card.key: replace(card, memory=memories.get(card.key)) for card in found}
    return Deck(cards, _done(connection, subject_id, day_begins(today, zone)), today, zone)


def key_of(row: Row[Any]) -> CardKey:
    return CardKey(Kind(row.kind), SourceKind(row.source_kind), row.source_id, row.item_id)


def _memories(connection: Connection, subject_id: str) -> Mapping[CardKey, Memory]:
    rows = connection.execute(select(REVIEW_CARD).where(REVIEW_CARD.c.subject_id == subject_id)).all()
    return {key_of(row): memory for row in rows if (memory := from_json(row.state))}


def _checks(connection: Connection, content: Content, subject_id: str) -> Iterator[Card]:
    """Their first answers count, right or wrong; what was tried afterwards had been explained by then."""
    a = ANSWER.c
    answers = select(a.lesson_id, a.check_id, a.option_id, a.at).where(a.subject_id == subject_id)
    first: dict[tuple[str, str], Any] = {}
    for row in connection.execute(answers.order_by(a.at, a.id)).all():
        first.setdefault((row.lesson_id, row.check_id), row)
    for (lesson_id, check_id), row in first.items():
        if check := content.check(lesson_id, check_id):
            key = CardKey(Kind.CHECK, SourceKind.LESSON, lesson_id, check_id)
            rating = rating_of(right=row.option_id == check.best.id, had_to_think=False)
            yield Card(key, Beginning(rating, row.at, row.option_id), check=check)


def _phrases(connection: Connection, content: Content, subject_id: str) -> Iterator[Card]:
    """In the words in which they were kept; keeping one counts as having learned it."""
    for row in connection.execute(select(KEPT_PHRASE).where(KEPT_PHRASE.c.subject_id == subject_id)).all():
        source = SourceKind(row.source_kind)
        if content.books[source].words(row.source_id, row.phrase_id):
            key = CardKey(Kind.PHRASE, source, row.source_id, row.phrase_id)
            yield Card(key, Beginning(Rating.GOOD, row.kept_at), words=row.text)


def _done(connection: Connection, subject_id: str, since: datetime) -> int:
    r = REVIEW.c
    counted = select(func.count()).where(r.subject_id == subject_id, r.at >= since, r.begins.is_(False))
    return int(connection.execute(counted).scalar_one())


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
    connection: Connection, content: Content, deck: Deck, recalled: str, *, subject_id: str | None
) -> LookBack | None:
    """None where `recalled` is the id of no evidence of this subject's."""
    r = REVIEW.c
    mine = select(REVIEW).where(r.subject_id == subject_id, r.id == recalled, r.begins.is_(False))
    row = connection.execute(mine).first() if recalled and subject_id else None
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


def rebuild(db: Session, *, subject_id: str, key: Mapping[str, Any]) -> Memory | None:
    """`key` has the columns of a card's key. None where nothing has happened."""
    of_it = [REVIEW.c[name] == value for name, value in key.items()]
    rows = select(REVIEW.c.rating, REVIEW.c.at).where(REVIEW.c.subject_id == subject_id, *of_it)
    events = db.execute(rows.order_by(REVIEW.c.at, REVIEW.c.id)).all()
    return rebuilt((Rating(row.rating), row.at) for row in events)
