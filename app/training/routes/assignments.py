"""One assignment, for whoever leads the group: who has met it, and its changes.

Every change is asked for in the same way: it first says what it does, then is done, and can be taken back for a day.
Whoever asks for one on a page that somebody else has changed meanwhile sees that first, with their own still at hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from app.assignments.change import ChangeKind
from app.assignments.change_wording import ago, changed_meanwhile
from app.errors import InvalidForm, NotFound
from app.learners.access import allowed, limited
from app.learners.permissions import Act
from app.site_content import SiteContent
from app.training.assignments.actions.one_person import OWES_NOTHING
from app.training.assignments.changed.queries import name_of
from app.training.assignments.led.pages import (
    ChangeView,
    ConfirmPage,
    Conflict,
    LedPage,
    assignment_page,
    one_person_page,
)
from app.training.assignments.led.queries import Found, find
from app.training.assignments.queries import assignment_row
from app.training.routes.acting import Acting, Actor
from app.training.routes.changes import FOR_ALL, Asked, Place, read_change
from app.training.routes.own_changes import FOR_ONE, read_own_change, read_undo
from app.web.forms import Form, FormBody
from app.web.pages import render, see_other
from app.web.request import Content, Id

router = APIRouter(
    prefix="/teach/groups/{group_id}/assignments/{assignment_id}",
    dependencies=[Depends(allowed(Act.TEACH))],
)
Teaching = limited("teaching")
NO_CHANGE = "There is no such change here."
Read = Callable[[Place, Form], Asked]


@dataclass(frozen=True, slots=True)
class Address:
    """Of an assignment, or (`subject_id`) of what one person owes of it; `action` of a change of it."""

    request: Request
    actor: Acting
    content: SiteContent
    group_id: str
    assignment_id: str
    subject_id: str = ""
    action: str = ""

    @property
    def url(self) -> str:
        path = f"/teach/groups/{self.group_id}/assignments/{self.assignment_id}"
        return f"{path}/people/{self.subject_id}" if self.subject_id else path

    def find(self) -> Found:
        """Raises NotFound."""
        with self.actor.database.read() as db:
            where, by = (self.group_id, self.assignment_id), self.actor
            return find(db.connection(), by.who, *where, content=self.content, now=by.now)

    def page(self, found: Found, number: int = 1) -> LedPage:
        if not self.subject_id:
            return assignment_page(found, self.content, number)
        owed = found.of(self.subject_id)
        if owed is None:
            raise NotFound(OWES_NOTHING)
        return one_person_page(found, owed, self.content)

    def view(self, asked: Asked) -> ChangeView:
        before = f"people/{self.subject_id}/" if self.subject_id else ""
        return ChangeView(asked.does, f"{before}{self.action}", asked.fields, asked.press)


def address(request: Request, group_id: Id, assignment_id: Id, actor: Actor, content: Content) -> Address:
    return Address(request, actor, content, group_id, assignment_id)


Where = Annotated[Address, Depends(address)]


@router.get("")
def show(request: Request, where: Where, *, page: Annotated[str, Query(max_length=6)] = "") -> Response:
    number = int(page) if page.isascii() and page.isdigit() else 1
    return render(request, where.page(where.find(), number))


@router.get("/people/{subject_id}")
def show_person(request: Request, where: Where, subject_id: Id) -> Response:
    where = replace(where, subject_id=subject_id)
    return render(request, where.page(where.find()))


@router.post("/{kind}", dependencies=[Teaching])
def change(where: Where, kind: str, form: FormBody) -> Response:
    known = _known(kind, FOR_ALL)
    return _change(replace(where, action=kind), form, lambda place, form: read_change(known, place, form))


@router.post("/people/{subject_id}/{kind}", dependencies=[Teaching])
def change_for_one(where: Where, subject_id: Id, kind: str, form: FormBody) -> Response:
    where, known = replace(where, subject_id=subject_id, action=kind), _known(kind, FOR_ONE)
    return _change(where, form, lambda place, form: read_own_change(known, place, subject_id, form))


@router.post("/{kind}/undo", dependencies=[Teaching])
def put_back(where: Where, kind: str, form: FormBody) -> Response:
    where, known = replace(where, action=f"{kind}/undo"), _known(kind, FOR_ALL)
    return _change(where, form, lambda place, form: read_undo(known, place, "", form))


@router.post("/people/{subject_id}/{kind}/undo", dependencies=[Teaching])
def put_back_for_one(where: Where, subject_id: Id, kind: str, form: FormBody) -> Response:
    where, known = replace(where, subject_id=subject_id, action=f"{kind}/undo"), _known(kind, FOR_ONE)
    return _change(where, form, lambda place, form: read_undo(known, place, subject_id, form))


def _known(kind: str, kinds: Mapping[ChangeKind, object]) -> ChangeKind:
    """Raises NotFound."""
    if kind not in set(kinds):
        raise NotFound(NO_CHANGE)
    return ChangeKind(kind)


def _change(where: Address, form: Form, read: Read) -> Response:
    """Ask about it, do it, or say what stands against it."""
    found, shown = where.find(), form.get("edits", "")
    place = Place(found, where.actor, where.content)
    is_old = shown not in {"", str(found.seen.row.edits)}
    try:
        asked = read(place, form)
    except InvalidForm as error:
        page = replace(where.page(found), faults=error.faults)
        return _again(where, _conflict(where, page, None) if is_old else page, form, 422)
    if is_old:
        return _again(where, _conflict(where, where.page(found), asked), form, 409)
    if not (asked.is_sure or form.get("sure")):
        first = ConfirmPage(found.group, found.seen, str(found.seen.row.edits), where.view(asked))
        return render(where.request, first)
    if not _done(where, asked, shown):
        return _change(where, form, read)
    return see_other(where.request, f"{where.url}?notice={asked.notice}")


def _done(where: Address, asked: Asked, shown: str) -> bool:
    """False where somebody has changed it in the moment since it was looked at."""
    with where.actor.may(Act.TEACH) as by:
        row = assignment_row(by.db.connection(), by.group(where.group_id).id, where.assignment_id)
        if shown not in {"", str(row.edits)}:
            return False
        asked.do(by, row)
    return True


def _conflict(where: Address, page: LedPage, asked: Asked | None) -> LedPage:
    """The page as it is now, with who was first, and what was asked for."""
    row, actor = page.assignment.row, where.actor
    with actor.database.read() as db:
        name = name_of(db.connection(), row.edited_by or "", actor.who)
    words = changed_meanwhile(name, ago(row.edited_at or row.set_at, actor.now))
    return replace(page, conflict=Conflict(words, where.view(asked) if asked else None))


def _again(where: Address, page: LedPage, form: Form, status: int) -> Response:
    """With what was sent; the page’s other forms are filled in as they were."""
    sent = {name: value for name, value in form.items() if name not in {"edits", "sure"}}
    return render(where.request, replace(page, filled={**page.filled, **sent}), status=status)
