"""The log, for admins: what happened, the newest first, of one person or of one kind."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.events.kinds import KINDS
from app.events.queries import Place, log_page
from app.events.sentences import KIND_NAMES
from app.learners.access import admin
from app.learners.actions.people import names_of
from app.learners.pages import LogEntry, LogPage
from app.web.pages import render
from app.web.request import Db

NO_ACCOUNT = "somebody without an account"

router = APIRouter(prefix="/admin/log", dependencies=[Depends(admin)])


@router.get("")
def show_log(
    request: Request,
    database: Db,
    person: Annotated[str, Query(max_length=64)] = "",
    kind: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """An unknown person has an empty log; a kind or a place that is none is as if it were not given."""
    wanted = kind if kind in KINDS else ""
    with database.read() as db:
        found = log_page(db.connection(), subject=person, kind=wanted, before=Place.read(before))
        ids = {who for one in found.events for who in (one.subject, one.actor) if who} | ({person} - {""})
        names = names_of(db, ids)
    page = LogPage(
        entries=[LogEntry.of(one, names) for one in found.events],
        older=str(found.older) if found.older else "",
        later=bool(before),
        person=person,
        people=_to_pick(names, person),
        kind=wanted,
        kinds=KIND_NAMES,
    )
    return render(request, page)


def _to_pick(names: Mapping[str, str], person: str) -> Mapping[str, str]:
    """In the order of their names; the person that the page is about may have no account any more."""
    about = {person: NO_ACCOUNT} if person else {}
    return dict(sorted({**about, **names}.items(), key=lambda one: one[1].casefold()))
