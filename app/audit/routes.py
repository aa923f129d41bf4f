"""The log, for admins: what happened, the newest first, by person, group, kind and day, and the same as a file."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.audit.log_csv import log_csv
from app.audit.log_filter import LogFilter, read_filter
from app.audit.pages import LogPage, to_pick
from app.audit.queries import Lines, all_lines, read_lines
from app.csv_cells import csv_bytes
from app.events.sentences import KIND_NAMES
from app.learners.access import admin
from app.learners.who import Who
from app.web.pages import render
from app.web.request import Content, Db

PATH = "/admin/log"
NOBODY = "somebody without an account"
NO_GROUP = "a group that is not there"

router = APIRouter()
Admin = Annotated[Who, Depends(admin)]


@router.get(PATH)
def show(request: Request, database: Db, who: Admin, content: Content) -> Response:
    """Beside a value that is none nothing is shown: it could be taken for what was asked."""
    wanted, faults = read_filter(request.query_params)
    with database.read() as db:
        found = read_lines(db, wanted, content, zone=who.time_zone)
    page = _page(wanted, found)
    if not faults:
        return render(request, page)
    typed = {"day": request.query_params.get("day", "")}
    nothing = replace(page, lines=[], newest_url="", older_url="", csv_url="", filled=typed, faults=faults)
    return render(request, nothing, status=400)


@router.get(f"{PATH}.csv")
def download(request: Request, database: Db, who: Admin, content: Content) -> Response:
    """All that the page and its later ones show, read piece by piece while it is sent."""
    wanted, faults = read_filter(request.query_params)
    if faults:
        return show(request, database, who, content)
    lines = all_lines(database, wanted, content, zone=who.time_zone)
    file = csv_bytes(log_csv(lines, zone=who.time_zone))
    headers = {"Content-Disposition": 'attachment; filename="log.csv"'}
    return StreamingResponse(file, media_type="text/csv; charset=utf-8", headers=headers)


def _page(wanted: LogFilter, found: Lines) -> LogPage:
    names, newest = found.names, wanted.at(None).query
    return LogPage(
        lines=found.lines,
        wanted=wanted,
        people=to_pick(names.people, wanted.person, NOBODY),
        groups=to_pick(names.groups, wanted.group, NO_GROUP),
        kinds=KIND_NAMES,
        newest_url=f"{PATH}{newest}" if wanted.before else "",
        older_url=f"{PATH}{wanted.at(found.older).query}" if found.older else "",
        csv_url=f"{PATH}.csv{newest}",
        filled={"day": wanted.day.isoformat() if wanted.day else ""},
    )
