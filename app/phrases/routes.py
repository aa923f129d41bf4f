"""The learner's phrases: one page with all of them, and one press to keep or drop one anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter
from pydantic import Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.errors import NotFound
from app.learners.access import Visitor, act_as, limited, remember
from app.learners.who import Who
from app.phrases.access import books_of
from app.phrases.actions import PhraseKey, drop_phrase, is_kept, keep_phrase, kept_phrases
from app.phrases.book import Kind, Offer
from app.phrases.sorting import By, Group, Kept, page_of, sorted_by
from app.web.context import Context
from app.web.forms import FormBody, FormModel
from app.web.pages import render, safe_next, see_other, wants_piece
from app.web.request import Db, Now

router = APIRouter()
LONGEST_SOUGHT = 100  # characters

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Press(FormModel):
    """`kept` says what the press is for; without it, the press turns it round. `look` is that of the button."""

    kind: Kind
    id: Id
    phrase: Id
    kept: Literal["", "yes", "no"] = ""
    look: Literal["round", "wide"] = "round"


@dataclass(frozen=True)
class PhrasesPage(Context):
    """`found` of the `of` phrases kept hold the words `sought`; `starters` are for somebody with none.

    `after` is the id after which the next page begins, empty on the last; `later` says that there are newer ones.
    """

    template = "phrases/phrases.html"
    starters: Sequence[Offer]
    groups: Sequence[Group]
    found: int
    of: int
    sought: str
    by: By
    after: str
    later: bool


@dataclass(frozen=True)
class KeepButton(Context):
    """The one that was pressed, as it stands now. `words` are empty where the phrase is no longer there."""

    template = "phrases/_keep.html"
    press: Press
    kept: bool
    words: str


@router.post("/phrases", dependencies=[limited("phrases", makes_visitors=True)])
def press(request: Request, form: FormBody, who: Visitor, database: Db, now: Now) -> Response:
    """Keep a phrase, or let go of one that was kept; back to where the press came from."""
    asked = form.into(Press)
    words = books_of(request)[asked.kind].words(asked.id, asked.phrase)
    if asked.kept == "no" and who.subject_id is None:
        return _answer(request, asked, kept=False, words=words)
    with database.write() as db:
        who, token = act_as(request, db, who, now)
        kept = _press(db, asked, words, subject_id=who.subject_id or "", now=now)
    response = _answer(request, asked, kept=kept, words=words)
    remember(request, response, token)
    return response


def _press(db: Session, asked: Press, words: str | None, *, subject_id: str, now: datetime) -> bool:
    """Whether the phrase is kept now."""
    key = PhraseKey(subject_id, asked.kind, asked.id, asked.phrase)
    if asked.kept == "no" or (not asked.kept and is_kept(db, key)):
        drop_phrase(db, key)
        return False
    if words is None:
        raise NotFound("This phrase is no longer here to keep.")
    keep_phrase(db, key, words=words, now=now)
    return True


@router.get("/phrases")
def phrases(request: Request, who: Visitor, database: Db) -> Response:
    """What is kept and has the words sought, a page at a time, by situation or chair.

    For somebody who has kept nothing, three to begin with.
    """
    kept = _kept(request, who, database)
    sought = " ".join(request.query_params.get("q", "")[:LONGEST_SOUGHT].split())
    by = By.CHAIR if request.query_params.get("by") == By.CHAIR else By.SITUATION
    found = [one for one in kept if one.speaks_of(sought)]
    starters = [] if kept else [offer for kind in Kind for offer in books_of(request)[kind].starters()][:3]
    shown = page_of(found, request.query_params.get("after", ""))
    page = PhrasesPage(
        starters=starters,
        groups=sorted_by(by, shown),
        after=shown[-1].id if shown and shown[-1] is not found[-1] else "",
        later=bool(shown) and shown[0] is not found[0],
        found=len(found),
        of=len(kept),
        sought=sought,
        by=by,
    )
    return render(request, page)


def _kept(request: Request, who: Who, database: Database) -> list[Kept]:
    """The latest first."""
    if who.subject_id is None:
        return []
    books = books_of(request)
    with database.read() as db:
        rows = kept_phrases(db, subject_id=who.subject_id)
    return [
        Kept(
            kind := Kind(row.source_kind),
            row.source_id,
            row.phrase_id,
            row.text,
            books[kind].origin(row.source_id),
            books[kind].chair(row.source_id, row.phrase_id),
        )
        for row in rows
    ]


def _answer(request: Request, asked: Press, *, kept: bool, words: str | None) -> Response:
    if wants_piece(request):
        return render(request, KeepButton(press=asked, kept=kept, words=words or ""))
    came_from = safe_next(urlsplit(request.headers.get("referer", "")).path, "/phrases")
    if came_from == "/phrases":
        return see_other(request, f"/phrases?notice=phrase-{'kept' if kept else 'dropped'}")
    return see_other(request, f"{came_from}#phrase-{asked.phrase}")
