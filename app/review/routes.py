"""Recall: one card at a time, what was right about the answer, and when it comes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.learners.access import Visitor, act_as, limited
from app.learners.who import Who
from app.phrases.access import books_of
from app.phrases.book import Kind as SourceKind
from app.phrases.book import Origin
from app.review.actions import recall
from app.review.card import Card, CardKey, Kind
from app.review.cloze import Piece, with_gaps
from app.review.queries import Content, Deck, LookBack, look_back, read_deck
from app.review.schedule import Rating, rating_of
from app.ulid import is_ulid
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import render, see_other, wants_piece
from app.web.request import Db, Now
from app.web.site import content_of

router = APIRouter()

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
RATINGS = {"again": Rating.AGAIN, "hard": Rating.HARD, "good": Rating.GOOD}


class Recalled(FormModel):
    """`option` answers a check, `went` says how it was with a phrase."""

    kind: Kind
    source_kind: SourceKind
    source_id: Id
    item_id: Id
    option: Annotated[str, Field(max_length=80)] = ""
    thought: Literal["", "yes"] = ""
    went: Literal["", "again", "hard", "good"] = ""

    @property
    def key(self) -> CardKey:
        return CardKey(self.kind, self.source_kind, self.source_id, self.item_id)


@dataclass(frozen=True)
class RecallPage(Context):
    """`back` is what was recalled a moment ago, else `card` is the next; both are None where nothing is due.

    `gaps` are the card’s phrase, if it is one, with words left out.
    """

    template = "review/review.html"
    partial = "review/_recall.html"
    deck: Deck
    back: LookBack | None
    card: Card | None
    origin: Origin | None
    gaps: tuple[Piece, ...]


@router.get("/review")
def review(request: Request, who: Visitor, database: Db, now: Now) -> Response:
    """What was recalled a moment ago, where the address names it; else the next card, or when there is one."""
    return _show(request, who, database, now, _id(request.query_params.get("recalled", "")))


@router.post("/review", dependencies=[limited("reviews")])
def answer(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Recall a card that is due today. One that is not, as after a second press, is left alone."""
    asked = form.into(Recalled)
    recalled = _recall(request, asked, who, database, now) if who.subject_id else None
    if recalled is None:
        return see_other(request, "/review?notice=recall-moved-on")
    if wants_piece(request):
        return _show(request, who, database, now, recalled)
    return see_other(request, f"/review?recalled={recalled}")


def _recall(request: Request, asked: Recalled, who: Who, database: Database, now: datetime) -> str | None:
    """The id of the new evidence; None where there was nothing to recall, or its question has changed."""
    with database.write() as db:
        who, _ = act_as(request, db, who, now)
        subject_id = who.subject_id or ""
        deck = read_deck(
            db.connection(), _content(request), subject_id=subject_id, zone=who.time_zone, now=now
        )
        rating = _rating(asked, deck.cards.get(asked.key))
        if rating is None:
            return None
        option = asked.option or None
        return recall(db, deck, asked.key, rating, subject_id=subject_id, option=option, now=now)


def _rating(asked: Recalled, card: Card | None) -> Rating | None:
    if card is None or card.check is None:
        return RATINGS.get(asked.went)
    option = card.check.option(asked.option)
    return rating_of(right=option.best, had_to_think=asked.thought == "yes") if option else None


def _show(request: Request, who: Who, database: Database, now: datetime, recalled: str) -> Response:
    content = _content(request)
    with database.read() as db:
        connection = db.connection()
        deck = read_deck(connection, content, subject_id=who.subject_id, zone=who.time_zone, now=now)
        back = look_back(connection, content, deck, recalled, subject_id=who.subject_id)
    card = deck.cards[deck.day.due[0]] if deck.day.due and back is None else None
    about = back or card
    page = RecallPage(
        deck=deck,
        back=back,
        card=card,
        origin=content.origin(about.key) if about else None,
        gaps=with_gaps(card.words) if card else (),
    )
    return render(request, page)


def _content(request: Request) -> Content:
    return Content(content_of(request).lessons, books_of(request))


def _id(text: str) -> str:
    """Empty, which nothing has, where the address holds no id of evidence."""
    return text if is_ulid(text) else ""
