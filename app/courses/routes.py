"""A course seen from outside: its outline for whoever decides about it, and the certificate at its end."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.courses.actions import certificate, certificates_of, make_certificate
from app.courses.certificate_text import Shown, meaning
from app.courses.outline import CourseOutline, outline_of, spoken_minutes
from app.courses.queries import Completion, completion
from app.errors import NotFound
from app.learners.access import SignedIn, Visitor, act_as, limited
from app.web.context import Context
from app.web.pages import day, render, see_other
from app.web.request import Db, Now
from app.web.site import content_of, site_of

router = APIRouter()
PRIVATE = {"X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class OutlinePage(Context):
    """`spoken` says a number of minutes in words."""

    template = "courses/outline.html"
    outline: CourseOutline
    spoken: Callable[[int], str]


@dataclass(frozen=True)
class CertificateProgressPage(Context):
    template = "courses/certificate_progress.html"
    outline: CourseOutline
    completion: Completion
    own: Sequence[Shown]


@dataclass(frozen=True)
class CertificatePage(Context):
    """`mine`: whether the reader is the one it was made for."""

    template = "courses/certificate.html"
    shown: Shown
    meaning: str
    address: str
    mine: bool


@dataclass(frozen=True)
class WithdrawnPage(Context):
    template = "courses/certificate_withdrawn.html"
    shown: Shown


@router.get("/courses/{course}/outline")
def outline(request: Request, course: str, who: Visitor) -> Response:  # noqa: ARG001
    """`who` is for the page’s header; the outline is the same for everybody."""
    return render(request, OutlinePage(outline=_outline(request, course), spoken=spoken_minutes))


@router.get("/courses/{course}/certificate")
def towards(request: Request, course: str, who: Visitor, database: Db) -> Response:
    """The certificate somebody has, or may have made, or what is missing for it."""
    found = _outline(request, course)
    own = []
    with database.read() as db:
        if who.subject_id is not None and who.signed_in:
            own = [one for one in certificates_of(db, subject_id=who.subject_id) if one.course_id == course]
        done = completion(db.connection(), found, subject_id=who.subject_id)
    return render(request, CertificateProgressPage(outline=found, completion=done, own=own))


@router.post("/courses/{course}/certificate", dependencies=[limited("certificates")])
def make(request: Request, course: str, who: SignedIn, database: Db, now: Now) -> Response:
    """Made once; asked for again, it is the same."""
    found = _outline(request, course)
    with database.write() as db:
        who, _ = act_as(request, db, who, now)
        code = make_certificate(db, found, subject_id=who.subject_id or "", now=now)
    return see_other(request, f"/certificates/{code}?notice=certificate-made")


@router.get("/certificates/{code}.pdf")
def pdf(request: Request, code: str, who: Visitor, database: Db) -> Response:
    """The same on one page; where our fonts lack a letter of what stands on it, the page to print instead."""
    shown = _certificate(database, code)
    if not shown.name:
        return _withdrawn(request, shown)
    made = importlib.import_module("app.courses.certificate_pdf")  # takes a second, and few ever ask for it
    words = made.Wording(
        shown.name,
        shown.course_title,
        meaning(shown),
        f"Finished on {day(shown.finished_at, shown.time_zone)}",
        _address(request, shown),
        shown.finished_at,
    )
    try:
        content = made.certificate_pdf(words)
    except made.NotInOurLetters:
        mine = who.subject_id == shown.subject_id
        return see_other(
            request, f"/certificates/{shown.code}{'?notice=certificate-letters' if mine else ''}"
        )
    name = f'inline; filename="certificate-{shown.code}.pdf"'
    return Response(content, media_type="application/pdf", headers={**PRIVATE, "Content-Disposition": name})


@router.get("/certificates/{code}")
def show(request: Request, code: str, who: Visitor, database: Db) -> Response:
    """Public, for whoever was given the code: the name, the course, the day, what it means, and nothing else."""
    shown = _certificate(database, code)
    if not shown.name:
        return _withdrawn(request, shown)
    page = CertificatePage(
        shown=shown,
        meaning=meaning(shown),
        address=_address(request, shown),
        mine=who.subject_id == shown.subject_id,
    )
    response = render(request, page)
    response.headers.update(PRIVATE)
    return response


def _outline(request: Request, course_id: str) -> CourseOutline:
    content = content_of(request)
    course = content.lessons.courses.get(course_id)
    if course is None:
        raise NotFound("There is no such course. Learn lists those there are.")
    return outline_of(content.lessons, content.scenarios.scenarios, course)


def _certificate(database: Db, code: str) -> Shown:
    with database.read() as db:
        shown = certificate(db, code)
    if shown is None:
        raise NotFound(
            "No certificate has this code. Check it letter by letter: there is no 0, 1, I, L or O in it."
        )
    return shown


def _withdrawn(request: Request, shown: Shown) -> Response:
    return render(request, WithdrawnPage(shown=shown), status=410)


def _address(request: Request, shown: Shown) -> str:
    return f"{site_of(request.app).settings.public_url}/certificates/{shown.code}"
