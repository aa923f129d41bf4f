"""The table of a group as a file, for whoever leads it: all rows that its address asks for, in that order."""

from urllib.parse import quote

from fastapi import APIRouter, Depends
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.csv_cells import csv_bytes
from app.learners.access import allowed
from app.learners.permissions import Act
from app.site_content import SiteContent
from app.training.memberships.queries import LedGroup, led_group
from app.training.overview.group_table import Row, arranged
from app.training.overview.people_csv import people_csv
from app.training.overview.table_address import read_view
from app.training.pages import table_rows
from app.training.routes.acting import Acting, Actor
from app.training.whole_groups.pages import read_parts
from app.web.request import Content, Id

router = APIRouter(prefix="/teach/groups/{group_id}", dependencies=[Depends(allowed(Act.TEACH))])


@router.get("/people.csv")
def download(request: Request, group_id: Id, actor: Actor, content: Content) -> Response:
    with actor.database.read() as db:
        connection = db.connection()
        led = led_group(connection, actor.who, group_id, actor.now)
        rows = _rows(connection, led, actor, content)
    group = led.group
    found = arranged(rows, read_view(request.query_params))
    file = csv_bytes(people_csv(found, group=group.title, zone=group.workplace.time_zone))
    return StreamingResponse(file, media_type="text/csv; charset=utf-8", headers=_names(group.title))


def _rows(connection: Connection, led: LedGroup, actor: Acting, content: SiteContent) -> list[Row]:
    """What a row needs is kept of each person, and nothing of what it was worked out from."""
    now = actor.now
    return [
        row
        for part in read_parts(connection, led, content, now)
        for row in table_rows(part, part.needs(now), now)
    ]


def _names(title: str) -> dict[str, str]:
    """The file’s name in all letters, and one in plain letters for whoever cannot read that."""
    in_full = quote(f"{title}.csv", safe="")
    return {"Content-Disposition": f"attachment; filename=\"people.csv\"; filename*=UTF-8''{in_full}"}
