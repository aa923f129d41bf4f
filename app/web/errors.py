"""Errors to replies, each a page with one way back: the only place that knows which error has which status."""

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from app import log as log_lines
from app.errors import (
    Busy,
    FourChairsError,
    InvalidForm,
    NotAllowed,
    NotFound,
    Refused,
    SignInNeeded,
    TooMany,
)
from app.web.context import Context
from app.web.database_faults import cannot_be_used
from app.web.forms import TooLargeForm
from app.web.pages import render, safe_next, see_other
from app.web.request import route_of
from app.web.uploads import BadForm

log = logging.getLogger(log_lines.NAME)
BUSY_SECONDS = 2

STATUS: dict[type[FourChairsError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Refused: 409,
    TooMany: 429,
    BadForm: 400,
    TooLargeForm: 413,
    InvalidForm: 422,
    Busy: 503,
}


class Fault(NamedTuple):
    status: int
    title: str
    message: str


@dataclass(frozen=True)
class ErrorPage(Context):
    template = "errors/error.html"
    partial = "errors/_error.html"
    fault: Fault
    way_back: str


FAULTS = {
    400: Fault(400, "That request cannot be read", "Go back and try again."),
    403: Fault(403, "Not for this account", "Your account may not see or do this."),
    404: Fault(404, "Nothing here", "The page may have moved, or the link is missing a piece."),
    405: Fault(
        405, "Not that way", "This address cannot be used like that. Go back and use the page’s own buttons."
    ),
    409: Fault(409, "Not now", "That cannot be done as things stand. Nothing was changed."),
    413: Fault(413, "Too large", "That is more than this site can take. Shorten it and send it again."),
    422: Fault(
        422, "Another look, please", "Something in the form cannot be accepted. Go back and check it."
    ),
    429: Fault(429, "A short break", "That was tried too often. Wait a little and try again."),
    500: Fault(500, "Our fault", "Something broke on our side. What you had done so far is kept."),
    503: Fault(
        503, "Busy for a moment", "The site could not save that just now. Nothing is lost; try again."
    ),
}


NOTED = {
    400: "a form that no page of ours sends",
    403: "refused to somebody who may not",
    413: "a form that is too large",
    422: "a form with faults",
    429: "tried too often",
}
"""What the log says of a request that was refused; whom it came from and what it held, it does not."""


def error_page(request: Request, fault: Fault, *, headers: dict[str, str] | None = None) -> Response:
    """A whole page for a person, a fragment for htmx, with one way back."""
    page = ErrorPage(fault=fault, way_back="/today" if request.cookies else "/")
    response = render(request, page, status=fault.status)
    response.headers.update(headers or {})
    return response


def install(app: FastAPI) -> None:
    app.add_exception_handler(FourChairsError, ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(NoConnection, _busy)
    app.add_exception_handler(ClientDisconnect, _gone)


def ours(request: Request, error: Exception) -> Response:
    """The page that says what the product means by this error."""
    assert isinstance(error, FourChairsError)  # noqa: S101
    if isinstance(error, SignInNeeded):
        return see_other(request, f"/sign-in?next={safe_next(request.scope['path'])}")
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    if status in NOTED:
        log.info("%s: %s %s", NOTED[status], request.method, route_of(request.scope))
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany | Busy) else None
    return error_page(request, FAULTS[status]._replace(message=error.message), headers=headers)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    fault = FAULTS.get(error.status_code) or Fault(
        error.status_code, HTTPStatus(error.status_code).phrase, ""
    )
    return error_page(request, fault, headers=dict(error.headers or {}))


def _unreadable(request: Request, _error: Exception) -> Response:
    """Path or query values that fit no route are addresses of nothing."""
    return error_page(request, FAULTS[404])


def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody waits for this answer."""
    return Response(status_code=400)


def _database(request: Request, error: Exception) -> Response:
    if isinstance(error, DBAPIError) and cannot_be_used(error):
        return _busy(request, error)
    raise error


def _busy(request: Request, error: Exception) -> Response:
    log.warning("the database could not be used just now: %s", log_lines.kind(error))
    return error_page(request, FAULTS[503], headers={"Retry-After": str(BUSY_SECONDS)})


def broken(request: Request, error: Exception) -> Response:
    """The page for a fault of ours; its number is in the log, beside what went wrong and where."""
    number = secrets.token_hex(4)
    log.error(
        "failure %s on %s %s: %s", number, request.method, route_of(request.scope), log_lines.where(error)
    )
    message = f"{FAULTS[500].message} If it happens again, tell us the number {number}."
    try:
        return error_page(request, FAULTS[500]._replace(message=message))
    except Exception as another:
        log.error("no page for failure %s: %s", number, log_lines.where(another))
        return PlainTextResponse(message, status_code=500)
