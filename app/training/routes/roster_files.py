"""A file that is to change the list of a group: sent, reviewed, applied, or thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import Connection, Row
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InvalidForm, NotFound, Refused
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.learners.who import Who
from app.roster.actions.imports import GONE, apply_import, drop_import, keep_import, tick
from app.roster.decoding import LARGEST, decoded, pasted
from app.roster.parts import counts_of, parts_of
from app.roster.queries import KEPT, Waiting, find_import, held_in, held_of, held_rows
from app.roster.review import Read, Review, look, read_file, review, spoken_of
from app.roster.snapshot import news_since
from app.roster.wrong_rows import wrong_rows_csv
from app.training.access import GroupSeen, group_led, groups_led
from app.training.roster.pages import ImportPage
from app.training.routes.acting import Acting, Actor, Changing
from app.training.routes.forms import PasteForm, TicksForm
from app.training.routes.roster import leading, roster_page
from app.web.form_pages import Nothing, again, filled_in
from app.web.forms import Form, FormBody, FormLimits, form_within
from app.web.pages import render, see_other
from app.web.request import Config, Id
from app.web.work_queue import WorkQueue

UPLOAD = FormLimits(bytes=4 * LARGEST, fields=8, file="file")
"""More than fits, so that a picture or a list that is too long hears what it is."""
TICKS = FormLimits(fields=128)
PASTED = "Pasted rows"
roster_queue = WorkQueue(
    "rosters",
    threads=1,
    waiting=20,
    full="Several long lists are being read at this moment. Nothing was changed: try again in a few seconds.",
    retry_after=5,
)
"""Every route that reads a file of up to 5,000 rows: one at a time, so that nobody else waits behind it."""

router = APIRouter(
    prefix="/teach/groups/{group_id}/roster", dependencies=[Depends(allowed(Act.TEACH)), Depends(leading)]
)
Teaching = limited("teaching")
_read_upload = form_within(UPLOAD)


async def upload(request: Request, _led: Annotated[None, Depends(leading)]) -> Form:
    """Nothing of it is read for whoever does not lead the group."""
    return await _read_upload(request)


Sent = Annotated[Form, Depends(upload)]
Ticks = Annotated[Form, Depends(form_within(TICKS))]


@router.post("/imports", dependencies=[Teaching])
@roster_queue
def send(request: Request, group_id: Id, actor: Actor, config: Config, form: Sent) -> Response:
    """Read at once, so that what is no list of people is never kept."""
    try:
        name, text = _text_of(form)
        with actor.database.read() as db:
            groups = _groups(db.connection(), actor.who, group_led(db.connection(), actor.who, group_id))
        _read(text, group_id, groups, config.email_domains)
    except (Refused, InvalidForm) as error:
        return again(request, roster_page(actor, group_id), form, _fault(error, form))
    with actor.may(Act.TEACH) as by:
        groups = _groups(by.db.connection(), by.who, by.group(group_id))
        made = keep_import(
            by.db, who=by.who, group_id=group_id, groups=groups, name=name, text=text, now=actor.now
        )
    return see_other(request, f"/teach/groups/{group_id}/roster/{made}")


@router.get("/{import_id}")
@roster_queue
def show_import(request: Request, group_id: Id, import_id: Id, actor: Actor, config: Config) -> Response:
    with actor.database.read() as db:
        seen = _reviewed(db.connection(), actor, group_id, import_id, config.email_domains)
    path = f"/teach/groups/{group_id}/roster/{import_id}"
    ticked, diff = frozenset(seen.kept.ticked.split()), seen.review.found
    parts, pages = parts_of(seen.review, dict(request.query_params), address=path, ticked=ticked)
    kept = seen.kept
    page = ImportPage(
        group=seen.group,
        sent=Waiting(kept.id, kept.name, kept.made_at, kept.applied_at),
        counts=counts_of(seen.review),
        news=seen.news,
        unread=seen.review.read.table.unread,
        parts=parts,
        pages=pages,
        shown=" ".join(one.held.key for one in parts.missing),
        following=str(pages["missing"].number + 1 if pages["missing"].after else 1),
        kept_until=kept.made_at + KEPT,
        ticked=len(ticked & {one.key for one in diff.missing}),
        changes_nothing=not (diff.added or diff.changed or diff.missing),
    )
    return render(request, page)


@router.get("/{import_id}/wrong.csv")
@roster_queue
def wrong_rows(group_id: Id, import_id: Id, actor: Actor, config: Config) -> Response:
    """Ready to mend and to send again."""
    with actor.database.read() as db:
        seen = _reviewed(db.connection(), actor, group_id, import_id, config.email_domains).review
    content = b"".join(wrong_rows_csv(seen.read.table, seen.found.wrong))
    headers = {"Content-Disposition": 'attachment; filename="wrong-rows.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/{import_id}/ticks", dependencies=[Teaching])
def keep_ticks(request: Request, group_id: Id, import_id: Id, actor: Actor, form: Ticks) -> Response:
    asked = filled_in(form, TicksForm)
    with actor.may(Act.TEACH) as by:
        by.group(group_id)
        _tick(by, group_id, import_id, asked, actor)
    path = f"/teach/groups/{group_id}/roster/{import_id}"
    return see_other(request, f"{path}?missing={asked.then}#missing")


@router.post("/{import_id}/apply", dependencies=[Teaching])
@roster_queue
def apply(
    request: Request, group_id: Id, import_id: Id, *, actor: Actor, config: Config, form: Ticks
) -> Response:
    """The file is read before the transaction, and again in it only where somebody was cut out of it meanwhile."""
    asked, path = filled_in(form, TicksForm), f"/teach/groups/{group_id}/roster"
    with actor.database.read() as db:
        group = group_led(db.connection(), actor.who, group_id)
        groups = _groups(db.connection(), actor.who, group)
        text = _found(db.connection(), group_id, import_id, actor).text
        rows = held_rows(db.connection(), groups)
    read = _read(text, group_id, groups, config.email_domains)
    looked = look(read, rows, held_of(rows, groups))
    with actor.may(Act.TEACH) as by:
        connection = by.db.connection()
        now_led = _groups(connection, by.who, by.group(group_id))
        now_text = _found(connection, group_id, import_id, actor).text
        if (now_led, now_text) != (groups, text):
            groups, read = now_led, _read(now_text, group_id, now_led, config.email_domains)
            looked = look(read, [], {})
        ticked = _tick(by, group_id, import_id, asked, actor)
        done = apply_import(
            by.db,
            who=by.who,
            group_id=group_id,
            import_id=import_id,
            groups=groups,
            looked=looked,
            ticked=ticked,
            now=actor.now,
        )
    if done is None or read.roster.wrong:
        return see_other(request, f"{path}/{import_id}")
    numbers = f"added={done.added}&changed={done.changed}&removed={done.removed}"
    return see_other(request, f"{path}?notice=roster-applied&{numbers}")


@router.post("/{import_id}/drop", dependencies=[Teaching])
def drop(request: Request, group_id: Id, import_id: Id, actor: Actor, form: FormBody) -> Response:
    filled_in(form, Nothing)
    with actor.may(Act.TEACH) as by:
        drop_import(by.db, group_id=by.group(group_id).id, import_id=import_id)
    return see_other(request, f"/teach/groups/{group_id}/roster?notice=roster-dropped")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file that waits, and what it would change now. `news`: what has become of the group since it was sent."""

    group: GroupSeen
    kept: Row[Any]
    review: Review
    news: str


def _reviewed(
    connection: Connection, actor: Acting, group_id: str, import_id: str, domains: Sequence[str]
) -> Reviewed:
    group = group_led(connection, actor.who, group_id)
    kept, groups = _found(connection, group_id, import_id, actor), _groups(connection, actor.who, group)
    held = held_in(connection, groups)
    found = review(_read(kept.text, group_id, groups, domains), held)
    news = "" if kept.applied_at else news_since(kept.held, held, salt=import_id).sentence
    return Reviewed(group, kept, found, news)


def _found(connection: Connection, group_id: str, import_id: str, actor: Acting) -> Row[Any]:
    found = find_import(connection, group_id, import_id, actor.now)
    if found is None:
        raise NotFound(GONE)
    return found


def _groups(connection: Connection, who: Who, group: GroupSeen) -> dict[str, str]:
    """Titles by id of all that a file sent to this group may speak of: those that the reader leads there."""
    led = [
        (one.id, one.title) for one in groups_led(connection, who) if one.workplace.id == group.workplace.id
    ]
    return spoken_of(group.id, group.title, led)


def _read(text: str, group_id: str, groups: Mapping[str, str], domains: Sequence[str]) -> Read:
    return read_file(text, group=groups[group_id], groups=list(groups.values()), own_domains=domains)


def _tick(by: Changing, group_id: str, import_id: str, asked: TicksForm, actor: Acting) -> frozenset[str]:
    shown = asked.shown.split()
    return tick(
        by.db, group_id=group_id, import_id=import_id, shown=shown, ticked=asked.remove, now=actor.now
    )


def _text_of(form: Form) -> tuple[str, str]:
    """What the file is called, and its text; where there is a file, it counts. Raises `Refused`, `InvalidForm`."""
    asked = filled_in(form, PasteForm)
    if form.upload is not None:
        return form.upload.name or "A file", decoded(form.upload.bytes)
    return PASTED, pasted(asked.text)


def _fault(error: Refused | InvalidForm, form: Form) -> InvalidForm:
    if isinstance(error, InvalidForm):
        return error
    return InvalidForm({"file" if form.upload is not None else "text": error.message})
